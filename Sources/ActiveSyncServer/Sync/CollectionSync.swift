import Logging
import SyncModel
import WBXML

/// The Sync of one collection: from the state that its key names to an answer with a fresh key.
struct CollectionSync {
  private let request: SyncRequest.Collection
  private let limit: Int
  private let session: Session
  private let store: CollectionStore

  /// A collection of a request; `room` is how many changes its answer may still hold.
  init(_ request: SyncRequest.Collection, room: Int, in session: Session) {
    self.request = request
    self.session = session
    limit = min(room, SyncCommand.window(request.windowSize ?? SyncCommand.usualWindow))
    store = CollectionStore(services: session.services, device: session.device.row)
  }

  /// The answer; nil if there is nothing to say.
  func run() async throws(CommandError) -> SyncResponse.Collection? {
    guard let key = request.syncKey, let id = request.collectionId else { return refuse(.protocolError) }
    guard let folder = session.folders.first(where: { $0.id == id }) else {
      return refuse(.folderHierarchyChanged)
    }
    // [MS-ASNOTE] 3.2.5.3. Some devices send an empty one with each folder, which says nothing.
    guard folder.itemClass != .notes || request.supported?.isEmpty != false else {
      return refuse(.protocolError)
    }
    if key == .initial { return try await start(folder) }
    guard let stored = try await store.load(id, key: key), let state = stored.state else {
      return refuse(.invalidSyncKey)
    }
    try await store.use(state, of: stored)
    let options = try await options(stored, of: folder, state)
    let exchange = CollectionExchange(
      request: request, limit: limit, session: session, store: store, collection: stored, state: state,
      options: options,
      view: CollectionView(folder, filter: options.filterType, of: session.account, in: session.services))
    switch try await exchange.run() {
    case .answer(let answer):
      if answer.syncKey == key { try await store.stand(at: state) }
      return answer
    case .nothing:
      try await store.stand(at: state)
      return nil
    case .lost: return refuse(.invalidSyncKey)
    }
  }

  /// Opens a state: the answer to key 0 holds the first key and nothing else. [MS-ASCMD] 2.2.3.181.
  private func start(_ folder: Folder) async throws(CommandError) -> SyncResponse.Collection {
    guard request.commands.isEmpty else { return refuse(.protocolError) }
    let terms = CollectionTerms(
      options: request.options.applying(to: folder) ?? SyncOptions(), supported: request.supported)
    let view = CollectionView(
      folder, filter: terms.options.filterType, of: session.account, in: session.services)
    let key = try await store.open(folder.id, try await view.beginning(), terms)
    return SyncResponse.Collection(.success, collectionId: folder.id, syncKey: key)
  }

  /// The Options of the request; without any, those of the last request that had some.
  private func options(
    _ stored: StoredCollection, of folder: Folder, _ state: CollectionState
  ) async throws(CommandError) -> SyncOptions {
    guard let asked = request.options.applying(to: folder) else { return stored.options }
    if asked != stored.options {
      try await store.save(CollectionTerms(options: asked, supported: stored.supported), of: state)
    }
    return asked
  }

  private func refuse(_ status: SyncStatus) -> SyncResponse.Collection {
    session.log.info(
      "collection refused",
      [
        "collection": request.collectionId?.rawValue ?? "", "sync.key": request.syncKey?.rawValue ?? "",
        "status": status.text,
      ])
    return SyncResponse.Collection(status, collectionId: request.collectionId, syncKey: .initial)
  }
}
