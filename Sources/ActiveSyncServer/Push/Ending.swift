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
  /// The device began to wait anew, or sent another Sync.
  case replaced
  /// The server is about to stop.
  case stopping

  /// For the log.
  var name: String {
    switch self {
    case .noChanges: "no changes"
    case .changes, .sync: "changes"
    case .folderHierarchyChanged: "folders changed"
    case .signedOut: "signed out"
    case .failed: "failed"
    case .replaced: "replaced"
    case .stopping: "stopping"
    }
  }

  /// What the device is told.
  func response(to waiter: Waiter) -> HTTPResponse { waiter.sync == nil ? ping : sync }

  /// The Status of that, and how many changes it tells.
  func tells(_ waiter: Waiter) -> (status: Int?, changes: Int) {
    if waiter.sync == nil { return (pingStatus?.rawValue, 0) }
    switch self {
    case .sync(let response): return (response.worstStatus, response.changes)
    case .folderHierarchyChanged: return (SyncStatus.folderHierarchyChanged.rawValue, 0)
    default: return (nil, 0)
    }
  }

  /// Nil if there is no body.
  private var pingStatus: PingStatus? {
    switch self {
    case .noChanges, .replaced, .stopping: .noChanges
    case .changes: .changes
    case .folderHierarchyChanged: .folderHierarchyChanged
    case .signedOut: nil
    case .sync, .failed: .serverError
    }
  }

  private var ping: HTTPResponse {
    guard let pingStatus else { return .unauthorized }
    if case .changes(let folders) = self { return .ping(PingResponse(.changes, folders: folders.map(\.id))) }
    return .ping(PingResponse(pingStatus))
  }

  private var sync: HTTPResponse {
    switch self {
    case .noChanges, .replaced, .stopping: .wbxml([])
    case .sync(let response): (try? .sync(response)) ?? .activeSync(status: 500)
    case .folderHierarchyChanged: (try? .sync(SyncResponse(.folderHierarchyChanged))) ?? .wbxml([])
    case .signedOut: .unauthorized
    case .changes, .failed: .activeSync(status: 500)
    }
  }
}
