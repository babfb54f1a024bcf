import Logging
import SyncModel

/// Brings collections in step. [MS-ASCMD] 2.2.1.21.
struct SyncCommand: Command {
  /// Changes in an answer at most, over all collections. [MS-ASCMD] 2.2.3.199.
  static let largestWindow = 512
  /// Changes in a collection if the device does not say.
  static let usualWindow = 100
  /// Collections in a request at most.
  static let largestRequest = 50

  func run(_ request: SyncRequest?, in session: Session) async throws(CommandError) -> SyncResponse? {
    guard let request else { return SyncResponse(.incompleteRequest) }
    guard !request.isPartialAlone else { return SyncResponse(.protocolError) }
    // A request that could have been completed is complete by now.
    guard !request.partial, let collections = request.collections else {
      return SyncResponse(.incompleteRequest)
    }
    guard !collections.isEmpty else { return SyncResponse(.protocolError) }
    guard collections.count <= SyncCommand.largestRequest else {
      return SyncResponse(.tooManyCollections, limit: SyncCommand.largestRequest)
    }
    if let refusal = refusal(of: request, in: session) { return refusal }
    return try await session.services.turns.run(session.device.row) { () async throws(CommandError) in
      try await answer(
        collections, SyncCommand.window(request.windowSize ?? SyncCommand.largestWindow), in: session)
    }
  }

  /// Refuses a wait that is too short or too long, with the nearest one allowed in the unit that was used. There is
  /// no HeartbeatInterval before 14.0.
  private func refusal(of request: SyncRequest, in session: Session) -> SyncResponse? {
    let bounds = session.services.options.heartbeat
    switch (request.wait, request.heartbeatInterval) {
    case (nil, nil): return nil
    case (_?, _?): return SyncResponse(.protocolError)
    case (nil, _?) where session.version < .v14_0: return SyncResponse(.protocolError)
    case (let minutes?, nil):
      let least = max(1, (bounds.lowerBound + 59) / 60)
      let bounds = least...max(least, bounds.upperBound / 60)
      return bounds.contains(minutes) ? nil : SyncResponse(.invalidWait, limit: bounds.nearest(to: minutes))
    case (nil, let seconds?):
      return bounds.contains(seconds) ? nil : SyncResponse(.invalidWait, limit: bounds.nearest(to: seconds))
    }
  }

  /// The window that a device's number stands for: 0 and what is too large mean the largest.
  static func window(_ size: Int) -> Int { (1...largestWindow).contains(size) ? size : largestWindow }

  /// Answers each collection by itself; nil if there is nothing to say of any. Throws if there is nothing to say but
  /// that some could not be answered: the device comes again later.
  private func answer(
    _ collections: [SyncRequest.Collection], _ window: Int, in session: Session
  ) async throws(CommandError) -> SyncResponse? {
    var answers: [SyncResponse.Collection] = []
    var failures: [CommandError] = []
    var room = window
    var seen: Set<CollectionId> = []
    for collection in collections {
      if let id = collection.collectionId, !seen.insert(id).inserted {
        answers.append(refusal(of: collection, .protocolError, "it is in the request twice", session))
        continue
      }
      // Where time is up the rest waits for the next request, which this one brought nearer.
      let left = session.services.isTimeUp && room < window ? 0 : room
      do throws(CommandError) {
        // What cannot be had takes its time to fail, and the device waits.
        if let failure = failures.last, session.services.isThirdOfTimeUp { throw failure }
        guard let answer = try await CollectionSync(collection, room: left, in: session).run() else {
          continue
        }
        room -= answer.commands.count
        answers.append(answer)
      } catch {
        failures.append(error)
        if case .unexpected(let reason) = error {
          session.log.error("a collection failed", ["reason": reason])
        }
        let status: SyncStatus = session.version < .v14_0 ? .serverError : .retry
        answers.append(refusal(of: collection, status, error.reason, session))
      }
    }
    if let failure = failures.first, failures.count == answers.count { throw failure }
    return answers.isEmpty ? nil : SyncResponse(answers)
  }

  /// Tells that nothing came of a collection: the device keeps its key. Carrying out one that comes twice from the
  /// same key would tell the device everything twice.
  private func refusal(
    of collection: SyncRequest.Collection, _ status: SyncStatus, _ reason: String, _ session: Session
  ) -> SyncResponse.Collection {
    session.log.warning(
      "collection not answered",
      ["collection": collection.collectionId?.rawValue ?? "", "status": status.text, "reason": reason])
    return SyncResponse.Collection(
      status, collectionId: collection.collectionId, syncKey: collection.syncKey)
  }
}

extension SyncRequest {
  /// For how many seconds the device wants to wait for changes; nil if it wants its answer at once.
  var seconds: Int? { heartbeatInterval ?? wait.map { $0 * 60 } }
}

extension ClosedRange<Int> {
  /// The bound that `number` is beyond, or `number` itself.
  func nearest(to number: Int) -> Int { Swift.min(Swift.max(number, lowerBound), upperBound) }
}
