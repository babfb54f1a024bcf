import Foundation
import SyncModel

/// `bench ASYNCD [PART...]`: measures the daemon at that path and prints a table. Goals that are missed
/// are told in it; a write that is refused ends the run, which has failed.
@main struct Bench {
  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count > 1, let parts = Part.named(arguments.dropFirst(2)) else {
      note("usage: bench PATH-OF-ASYNCD [requests] [waiting] [codec] [tls]")
      exit(2)
    }
    let stopping = stopWhenAsked()
    defer { stopping.cancel() }
    let directory = FileManager.default.currentDirectoryPath + "/.build/bench-data"
    try? FileManager.default.removeItem(atPath: directory)
    try FileManager.default.createDirectory(
      atPath: directory + "/data", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    note("writing records")
    try await Seeding.fill(directory + "/data")
    do {
      let table = try run(parts, arguments[1], directory)
      try? FileManager.default.removeItem(atPath: directory)
      note("\(table.missed) goals missed")
      exit(0)
    } catch {
      note("\(error); the logs are in \(directory)")
      exit(3)
    }
  }

  /// Bounded, whatever happens: a server that hangs must not hold the machine, and none may be left behind.
  private static func stopWhenAsked() -> any DispatchSourceSignal {
    @Sendable func stop() {
      Server.killAll()
      exit(3)
    }
    DispatchQueue.global().asyncAfter(deadline: .now() + 590) {
      note("took too long")
      stop()
    }
    signal(SIGTERM, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGTERM, queue: .global())
    source.setEventHandler(handler: stop)
    source.activate()
    return source
  }

  private static func run(_ parts: Set<Part>, _ asyncd: String, _ directory: String) throws -> Table {
    var table = Table()
    if parts.contains(.codec) { try Codec.measure(&table) }
    let nginx = try Server.nginx(directory)
    defer { nginx.stop() }
    if parts.contains(.requests) {
      let server = try Server.asyncd(asyncd, directory)
      defer { server.stop() }
      note("sending requests")
      try Requests(server, nginx).measure(&table)
    }
    if parts.contains(.tls) {
      var phones = (1...SecureWaiting.count).map { Phone("u\($0)_Phones", device: "SECURE") }
      note("syncing \(phones.count) phones")
      try setUp(&phones, asyncd, directory)
      let server = try Server.secureAsyncd(asyncd, directory)
      defer { server.stop() }
      note("waiting over TLS")
      try SecureWaiting(server, phones).measure(&table)
    }
    if parts.contains(.waiting) {
      var phones = (1...Seeding.phones).map { Phone("u\($0)_Phones") }
      note("syncing \(phones.count) phones")
      try setUp(&phones, asyncd, directory)
      // A server that has done nothing yet: what it has freed would hide what waiting takes.
      let server = try Server.asyncd(asyncd, directory)
      defer { server.stop() }
      note("waiting")
      var waiting = Waiting(server, nginx, phones)
      try waiting.measure(&table)
    }
    return table
  }

  /// Brings all phones in step: folders, keys, items.
  private static func setUp(_ phones: inout [Phone], _ asyncd: String, _ directory: String) throws {
    let server = try Server.asyncd(asyncd, directory)
    defer { server.stop() }
    let driver = try Driver(port: server.port, connections: 64)
    try driver.run(phones.count, { [phones] in (try? phones[$0].folderSync()) ?? [] }) { _, answer in
      guard answer.status == 200 else { throw BenchError("FolderSync: HTTP \(answer.status)") }
    }
    for _ in 0..<2 {
      let current = phones
      try driver.run(phones.count, { (try? current[$0].sync(Phone.folders)) ?? [] }) { phone, answer in
        try phones[phone].take(answer)
      }
    }
  }
}

/// What can be measured by itself.
enum Part: String, CaseIterable {
  case requests, waiting, codec, tls

  /// The parts with these names, all without any; nil if there is another name.
  static func named(_ names: some Collection<String>) -> Set<Part>? {
    let parts = names.compactMap { Part(rawValue: $0) }
    guard parts.count == names.count else { return nil }
    return Set(parts.isEmpty ? allCases : parts)
  }
}
