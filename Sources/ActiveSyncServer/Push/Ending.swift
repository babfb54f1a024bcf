import HTTPServer
import SyncModel

/// How a wait ends.
enum Ending {
  case noChanges
  /// A Ping is told which folders.
  case changes([Folder])
  /// A waiting Sync has its answer.
  case sync(SyncResponse)
  /// The device has to ask for its folders again.
  case folderHierarchyChanged
  /// The user may not sign in any more.
  case signedOut
  case failed

  /// For the log.
  var name: String {
    switch self {
    case .noChanges: "no changes"
    case .changes, .sync: "changes"
    case .folderHierarchyChanged: "folders changed"
    case .signedOut: "signed out"
    case .failed: "failed"
    }
  }

  /// What the device is told.
  func response(to waiter: Waiter) -> HTTPResponse { waiter.sync == nil ? ping : sync }

  private var ping: HTTPResponse {
    switch self {
    case .noChanges: .ping(PingResponse(.noChanges))
    case .changes(let folders): .ping(PingResponse(.changes, folders: folders.map(\.id)))
    case .folderHierarchyChanged: .ping(PingResponse(.folderHierarchyChanged))
    case .signedOut: .unauthorized
    case .sync, .failed: .ping(PingResponse(.serverError))
    }
  }

  private var sync: HTTPResponse {
    switch self {
    case .noChanges: .wbxml([])
    case .sync(let response): (try? .sync(response)) ?? .activeSync(status: 500)
    case .folderHierarchyChanged: (try? .sync(SyncResponse(.folderHierarchyChanged))) ?? .wbxml([])
    case .signedOut: .unauthorized
    case .changes, .failed: .activeSync(status: 500)
    }
  }
}
