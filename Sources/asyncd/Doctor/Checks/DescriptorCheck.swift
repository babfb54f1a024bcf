import Foundation
import Glibc

/// Whether the server may open as many files as it may have connections.
struct DescriptorCheck: Check {
  let connections: Int
  /// How many it may open; nil if that cannot be known.
  let limit: Int?
  /// Whether the limit is that of a running server, or this command's own.
  let isRunning: Bool

  /// Databases, listeners, loops, and files read now and then.
  private static let others = 100

  init(connections: Int, limit: Int?, isRunning: Bool) {
    self.connections = connections
    self.limit = limit
    self.isRunning = isRunning
  }

  init(_ patient: Patient) {
    connections = patient.configuration.http.connections
    let process = RunningServer.process(serving: patient.configuration.data)
    isRunning = process != nil
    let limits = FileManager.default.contents(atPath: "/proc/\(process.map(String.init) ?? "self")/limits")
    limit = limits.flatMap { Self.limit(in: String(decoding: $0, as: UTF8.self)) }
  }

  /// The hard limit, to which the server raises its own.
  static func limit(in limits: String) -> Int? {
    let line = limits.split(separator: "\n").first { $0.hasPrefix("Max open files") }
    let words = line?.split(separator: " ") ?? []
    guard words.count >= 5 else { return nil }
    return words[4] == "unlimited" ? Int.max : Int(words[4])
  }

  var findings: [Finding] {
    let needed = connections + Self.others
    guard let limit else {
      return [.warning("descriptors", "the limit cannot be read", mend: "run this as root")]
    }
    guard isRunning else {
      return [.ok("descriptors", "http.connections needs \(needed); a running server's limit can be checked")]
    }
    guard limit < needed else {
      return [.ok("descriptors", "the server may have \(limit), \(needed) are needed")]
    }
    return [
      .wrong(
        "descriptors", "the server may have \(limit) open files, but \(needed) are needed",
        mend: "set LimitNOFILE in the unit to \(needed) at least, or http.connections lower")
    ]
  }
}
