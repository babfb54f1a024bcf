import SyncModel

/// Understands what a device wants to be told of. The waiting itself is done by ``PushService``.
///
/// [MS-ASCMD] 2.2.1.13.
struct PingCommand {
  /// Folders in a request at most.
  static let mostFolders = 100

  /// What comes of a request before any waiting.
  enum Outcome: Sendable {
    case reply(PingResponse)
    case wait(Wait)
  }

  /// Completes the request by the one before, checks it and keeps it.
  func run(_ request: PingRequest?, in session: Session) async throws(CommandError) -> Outcome {
    let device = session.device.row
    let last = try await session.services.read { try PingOrder.last(of: device, in: $0) }
    // Some Androids send an empty Folders for "as before".
    let given = request?.folders.flatMap { $0.isEmpty ? nil : $0.map(\.id) }
    guard !(given?.contains(nil) ?? false) else { return .reply(PingResponse(.syntaxError)) }
    let folders = given?.compactMap { $0?.rawValue } ?? last?.folders
    guard let heartbeat = request?.heartbeatInterval ?? last?.heartbeat, let folders else {
      return .reply(PingResponse(.missingParameters))
    }
    let order = PingOrder(heartbeat: heartbeat, folders: folders)
    if let refusal = refusal(of: order, in: session) { return .reply(refusal) }
    // It would wait for nothing, and never learn that it has to start again.
    if last == nil, try await !session.services.read({ try DeviceRow($0, session.device).hasFolders() }) {
      return .reply(PingResponse(.folderHierarchyChanged))
    }
    if order != last { try await session.services.write { try order.keep(for: device, in: $0) } }
    let watched = session.folders.filter { folders.contains($0.id.rawValue) }
    return .wait(Wait(seconds: heartbeat, folders: watched, session: session, sync: nil))
  }

  private func refusal(of order: PingOrder, in session: Session) -> PingResponse? {
    let bounds = session.services.options.heartbeat
    if !bounds.contains(order.heartbeat) {
      var response = PingResponse(.heartbeatOutOfRange)
      response.heartbeatInterval = bounds.nearest(to: order.heartbeat)
      return response
    }
    if order.folders.count > PingCommand.mostFolders {
      var response = PingResponse(.tooManyFolders)
      response.maxFolders = PingCommand.mostFolders
      return response
    }
    let known = Set(session.folders.map(\.id.rawValue))
    return known.isSuperset(of: order.folders) ? nil : PingResponse(.folderHierarchyChanged)
  }
}
