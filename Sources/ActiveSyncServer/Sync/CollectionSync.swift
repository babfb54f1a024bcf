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
    if key == .initial { return try await start(folder) }
    guard let stored = try await store.load(id, key: key), let state = stored.state else {
      return refuse(.invalidSyncKey)
    }
    let options = try await options(stored)
    let view = CollectionView(folder, filter: options.filterType, of: session.account, in: session.services)
    let presentation = session.presentation(options)
    let news = try await view.news(since: state.looked)
    guard news != .lost else { return refuse(.invalidSyncKey) }
    var answer = SyncResponse.Collection(.success, collectionId: id, syncKey: key)
    answer.responses = try await respond(view, presentation)
    guard news == .some, request.getChanges ?? true else { return answer.responses.isEmpty ? nil : answer }
    return try await tell(state, of: stored.row, view, presentation, answer)
  }

  /// Opens a state: the answer to key 0 holds the first key and nothing else. [MS-ASCMD] 2.2.3.181.
  private func start(_ folder: Folder) async throws(CommandError) -> SyncResponse.Collection {
    guard request.commands.isEmpty else { return refuse(.protocolError) }
    let options = askedOptions ?? SyncOptions()
    let view = CollectionView(folder, filter: options.filterType, of: session.account, in: session.services)
    let key = try await store.open(folder.id, try await view.beginning(), options: options)
    return SyncResponse.Collection(.success, collectionId: folder.id, syncKey: key)
  }

  /// Adds the server's changes to an answer and stores it under a fresh key; nil if there is nothing to say.
  private func tell(
    _ state: CollectionState, of collection: Int64, _ view: CollectionView, _ presentation: Presentation,
    _ unchanged: SyncResponse.Collection
  ) async throws(CommandError) -> SyncResponse.Collection? {
    guard let held = try await store.held(state) else { return refuse(.invalidSyncKey) }
    let page = try await view.walk(from: state.looked, held, limit: limit) { walk, snapshot, itemClass in
      try AnswerPage(walk, of: itemClass, in: view.folder, presentation, snapshot)
    }
    guard let page else { return refuse(.invalidSyncKey) }
    for record in page.failed {
      session.log.error("an item cannot be sent", ["item": view.folder.serverId(of: record).rawValue])
    }
    var answer = unchanged
    answer.moreAvailable = page.hasMore
    guard !page.commands.isEmpty || !page.failed.isEmpty else {
      return page.hasMore || !answer.responses.isEmpty ? answer : nil
    }
    let new = NewAnswer(key: .fresh(), looked: page.looked, changes: page.changes)
    try await store.save(new, after: state, of: collection, held: held)
    answer.syncKey = new.key
    answer.commands = page.commands
    return answer
  }

  /// The Options of the request; without any, those of the last request that had some.
  private func options(_ stored: StoredCollection) async throws(CommandError) -> SyncOptions {
    guard let asked = askedOptions else { return stored.options }
    if asked != stored.options { try await store.save(asked, of: stored.row) }
    return asked
  }

  /// Of several Options (mail and SMS have one each) the first.
  private var askedOptions: SyncOptions? { request.options.first }

  /// What came of the device's own commands.
  private func respond(
    _ view: CollectionView, _ presentation: Presentation
  ) async throws(CommandError) -> [SyncResponse.Response] {
    let wanted = request.commands.filter { $0.kind == .fetch }.compactMap { record(of: $0, in: view.folder) }
    let items = try await view.items(wanted)
    return request.commands.map { command in
      guard command.kind == .fetch else { return .init(to: command, refusal(of: command, in: view.folder)) }
      guard let item = record(of: command, in: view.folder).flatMap({ items[$0] }) else {
        return .init(to: command, .objectNotFound)
      }
      guard let data = try? item.applicationData(for: presentation) else {
        return .init(to: command, .conversionError)
      }
      return .init(to: command, .success, data)
    }
  }

  /// What a device's change gets that is not stored: mail folders take nothing in and have nothing to change.
  private func refusal(of command: SyncRequest.Command, in folder: Folder) -> SyncStatus {
    guard folder.itemClass == nil else { return .serverError }
    return command.kind == .add ? .conversionError : .objectNotFound
  }

  private func record(of command: SyncRequest.Command, in folder: Folder) -> Int64? {
    command.serverId.flatMap { folder.record(of: $0) }
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
