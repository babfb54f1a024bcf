import Foundation

/// Whether there is room for the databases to grow.
struct DiskCheck: Check {
  let path: String
  /// Bytes; nil if the directory is not there.
  let free: Int64?

  private static let least: Int64 = 100 << 20
  private static let comfortable: Int64 = 1 << 30

  init(path: String, free: Int64?) {
    self.path = path
    self.free = free
  }

  init(_ patient: Patient) {
    path = patient.configuration.data
    let facts = try? FileManager.default.attributesOfFileSystem(forPath: path)
    free = (facts?[.systemFreeSize] as? NSNumber)?.int64Value
  }

  var findings: [Finding] {
    guard let free else {
      return [
        .wrong(
          "disk", "\(path) is not there", mend: "start the server, which makes it, or correct the option data"
        )
      ]
    }
    let text = "\(path) has \(free >> 20) MB left"
    if free < Self.least {
      return [.wrong("disk", text, mend: "make room: writes of phones are refused soon")]
    }
    if free < Self.comfortable { return [.warning("disk", text, mend: "make room")] }
    return [.ok("disk", text)]
  }
}
