import Database
import Foundation

/// Whether the databases can be opened and are whole.
struct DatabaseCheck: Check {
  enum State: Sendable {
    case whole
    case missing
    case broken(String)
  }

  let files: [(path: String, state: State)]

  init(files: [(path: String, state: State)]) { self.files = files }

  init(_ patient: Patient) {
    files = ["onoffice.db", "sync.db"].map { name in
      let path = patient.configuration.data + "/" + name
      return (path, Self.state(of: path))
    }
  }

  private static func state(of path: String) -> State {
    guard FileManager.default.fileExists(atPath: path) else { return .missing }
    do {
      return try SQLiteDatabase.faults(of: path).first.map { .broken($0) } ?? .whole
    } catch {
      return .broken("\(error)")
    }
  }

  var findings: [Finding] {
    files.map { path, state in
      switch state {
      case .whole: .ok("databases", "\(path) is whole")
      case .missing: .warning("databases", "\(path) is not there", mend: "start the server, which makes it")
      case .broken(let text):
        .wrong("databases", "\(path): \(text)", mend: "stop the server and restore the last backup")
      }
    }
  }
}
