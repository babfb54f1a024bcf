import Foundation

/// `asyncd backup TARGET [--data DIR | --config FILE]`: copies the databases, also while a server serves them.
struct BackupCommand {
  private let target: String
  private let data: String

  init(_ arguments: Arguments) throws {
    target = arguments.words[0]
    data = try DataDirectory.path(arguments)
  }

  /// Copies into a directory that is empty or not there yet.
  func run() throws {
    let isNew = try !isThere()
    if isNew {
      try FileManager.default.createDirectory(
        atPath: target, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
    do {
      try DataDirectory.copy(data, to: target)
    } catch {
      if isNew { try? FileManager.default.removeItem(atPath: target) }
      throw error
    }
    print("\(data) is copied to \(target).")
  }

  /// Whether there is an empty directory; anything else there is an error.
  private func isThere() throws(ConfigurationError) -> Bool {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: target, isDirectory: &isDirectory) else { return false }
    guard isDirectory.boolValue else { throw ConfigurationError("\(target) is no directory") }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: target) else {
      throw ConfigurationError("\(target): the directory cannot be read")
    }
    guard names.isEmpty else { throw ConfigurationError("\(target) is not empty") }
    return true
  }
}
