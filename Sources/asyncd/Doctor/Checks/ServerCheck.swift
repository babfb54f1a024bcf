import Foundation

/// Whether a server serves the data directory.
struct ServerCheck: Check {
  let path: String
  /// The process that holds the lock; nil if there is none.
  let process: Int?

  init(path: String, process: Int?) {
    self.path = path
    self.process = process
  }

  init(_ patient: Patient) {
    path = patient.configuration.data
    process = RunningServer.process(serving: path)
  }

  var findings: [Finding] {
    process.map { [.ok("server", "process \($0) serves \(path)")] }
      ?? [.warning("server", "no server serves \(path)", mend: "systemctl start asyncd")]
  }
}

/// Finds the server of a data directory without touching its lock, which would keep a starting one off.
enum RunningServer {
  static func process(serving directory: String) -> Int? {
    let path = directory + "/asyncd.lock"
    guard let facts = try? FileManager.default.attributesOfItem(atPath: path),
      let inode = (facts[.systemFileNumber] as? NSNumber)?.uint64Value,
      let locks = FileManager.default.contents(atPath: "/proc/locks")
    else { return nil }
    return holder(of: inode, in: String(decoding: locks, as: UTF8.self))
  }

  /// The process in a line such as `1: FLOCK  ADVISORY  WRITE 812 08:01:131 0 EOF`. The device before the inode is
  /// not always the file's own: some file systems have several.
  static func holder(of inode: UInt64, in locks: String) -> Int? {
    for line in locks.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count >= 6, words[1] == "FLOCK", words[3] == "WRITE",
        words[5].split(separator: ":").last == "\(inode)", let process = Int(words[4])
      else { continue }
      return process
    }
    return nil
  }
}
