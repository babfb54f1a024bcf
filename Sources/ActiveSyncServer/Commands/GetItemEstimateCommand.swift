import SyncModel

/// Tells how many changes the next Sync would bring. [MS-ASCMD] 2.2.1.9.
struct GetItemEstimateCommand: Command {
  func run(
    _ request: GetItemEstimateRequest?, in session: Session
  ) async throws(CommandError) -> GetItemEstimateResponse? {
    guard let collections = request?.collections, !collections.isEmpty else { throw .emptyBody }
    var responses: [GetItemEstimateResponse.Response] = []
    for collection in collections { responses.append(try await estimate(collection, in: session)) }
    return GetItemEstimateResponse(responses)
  }

  private func estimate(
    _ request: GetItemEstimateRequest.Collection, in session: Session
  ) async throws(CommandError) -> GetItemEstimateResponse.Response {
    let id = request.collectionId
    guard let id, let folder = session.folders.first(where: { $0.id == id }) else {
      return .init(.invalidCollection, collectionId: id)
    }
    guard let key = request.syncKey, key != .initial else { return .init(.notSynchronized, collectionId: id) }
    let store = CollectionStore(services: session.services, device: session.device.row)
    guard let stored = try await store.load(id, key: key), let state = stored.state else {
      return .init(.invalidSyncKey, collectionId: id)
    }
    let asked = request.options.applying(to: folder)
    let filter =
      asked == nil && request.filterType == nil
      ? stored.options.filterType : request.filterType ?? asked?.filterType
    let view = CollectionView(folder, filter: filter, of: session.account, in: session.services)
    guard let count = try await view.pending(after: state, in: store, WalkOrder(limit: .max)) else {
      return .init(.invalidSyncKey, collectionId: id)
    }
    return .init(.success, collectionId: id, estimate: count)
  }
}
