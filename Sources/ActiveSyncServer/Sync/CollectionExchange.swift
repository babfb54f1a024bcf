import Logging
import SyncModel
import WBXML

/// What passes between a device and the server in one Sync of a collection: the device's changes first, then the
/// server's.
///
/// The order is the law: the backend's transaction is durable before the state is, and that before the answer.
/// A crash between any two leaves a state that a retry mends.
struct CollectionExchange {
  /// What came of it.
  enum Outcome {
    case answer(SyncResponse.Collection)
    /// There is nothing to say.
    case nothing
    /// The state is worth nothing any more: the device has to start again.
    case lost
  }

  let request: SyncRequest.Collection
  /// How many of the server's changes the answer may hold.
  let limit: Int
  let session: Session
  let store: CollectionStore
  let collection: StoredCollection
  let state: CollectionState
  let options: SyncOptions
  let view: CollectionView

  private var presented: PresentedFolder {
    PresentedFolder(folder: view.folder, presentation: session.presentation(options))
  }
  private var wantsChanges: Bool { request.getChanges ?? true }
  private var hasWrites: Bool {
    view.folder.itemClass != nil && request.commands.contains { $0.kind != .fetch }
  }

  func run() async throws(CommandError) -> Outcome {
    let news = try await view.news(since: state.looked)
    guard news != .lost else { return .lost }
    guard !request.commands.isEmpty || (news == .some && wantsChanges) else { return .nothing }
    guard let held = try await store.held(state) else { return .lost }
    guard var outcome = try await write(held) else { return .lost }
    let fetched = try await fetched()
    guard let completed = completed(fetched, held, outcome) else { return .lost }
    outcome.held.merge(completed) { $1 }
    let page = try await page(held, after: outcome)
    guard let page else { return .lost }
    return try await answer(page, outcome, held, fetched)
  }

  /// Carries out the device's changes; durable on return. Returns nil, and nothing is carried out, if the held set
  /// is damaged.
  private func write(_ held: HeldSet) async throws(CommandError) -> WriteOutcome? {
    guard hasWrites, let itemClass = view.folder.itemClass else { return WriteOutcome() }
    let told = state.answer?.told ?? []
    let writes = CollectionWrites(
      folder: view.folder, itemClass: itemClass, reading: reading, deviceWins: options.conflict == 0,
      device: session.device.id.rawValue, key: request.syncKey ?? .initial, lineage: state.row,
      isFresh: state.looked.number == .zero,
      known: Set(collection.acknowledged + told), forgettable: Set(collection.acknowledged),
      livingKeys: try await store.keys(of: collection.row), window: view.window,
      now: session.services.clock.now())
    let commands = request.commands
    let outcome: WriteOutcome?
    do {
      outcome = try await session.services.backend.write(for: session.account.id) { writer in
        do {
          return try writer.attempt { try writes.run(commands, held, on: writer) }
        } catch is HeldSetError {
          return nil
        }
      }
    } catch {
      throw CommandError(error)
    }
    if let outcome { log(outcome) }
    return outcome
  }

  private var reading: Reading {
    Reading(
      presentation: presented.presentation, zone: session.account.timeZone,
      now: session.services.clock.now(), supported: collection.supported,
      ignoresEmptyPicture: ["iPhone", "iPad", "iPod"].contains(session.device.type))
  }

  /// The server's changes for a device that has made its own; nil if its held set is damaged.
  private func page(
    _ held: HeldSet, after outcome: WriteOutcome
  ) async throws(CommandError) -> AnswerPage? {
    guard wantsChanges, view.folder.itemClass != nil else {
      var looked = state.looked
      looked.owed = Set(looked.owed + outcome.owed + outcome.due).sorted()
      return AnswerPage(looked: looked)
    }
    var present = held
    do { try present.apply(outcome.held) } catch { return nil }
    let order = WalkOrder(
      limit: limit, due: Set(outcome.due + outcome.owed), deferred: outcome.deferred)
    return try await view.page(from: state.looked, present, order, presented)
  }

  /// Stores the answer under a fresh key, unless it changes nothing.
  private func answer(
    _ page: AnswerPage, _ outcome: WriteOutcome, _ held: HeldSet,
    _ fetched: [Int64: Result<Item, BrokenItem>]
  ) async throws(CommandError) -> Outcome {
    for (record, reason) in page.skips.new.sorted(by: { $0.key < $1.key }) { report(record, reason) }
    var answer = SyncResponse.Collection(
      .success, collectionId: view.folder.id, syncKey: request.syncKey)
    answer.moreAvailable = page.hasMore
    answer.commands = page.commands
    answer.responses = responses(outcome, fetched)
    guard hasWrites || !page.changes.isEmpty || !outcome.held.isEmpty else {
      if !page.hasMore { try await store.forgetSkips(of: collection.row, over: held) }
      return page.hasMore || !answer.responses.isEmpty ? .answer(answer) : .nothing
    }
    var skips = page.skips
    // What the device itself wrote was not left out.
    skips.over.formUnion(outcome.held.keys.filter { skips.new[$0] == nil })
    let new = NewAnswer(
      key: .fresh(), looked: page.looked,
      changes: outcome.held.merging(page.changes) { _, told in told }, told: outcome.told,
      skips: skips)
    try await store.save(
      new, after: state, of: collection, held: held, forgotten: outcome.forgotten)
    answer.syncKey = new.key
    return .answer(answer)
  }
}

// MARK: - Responses
extension CollectionExchange {
  /// What came of the device's commands, Fetches among them, in their order.
  private func responses(
    _ outcome: WriteOutcome, _ items: [Int64: Result<Item, BrokenItem>]
  ) -> [SyncResponse.Response] {
    request.commands.enumerated().compactMap { index, command in
      if command.kind == .fetch { return fetch(command, items) }
      return view.folder.itemClass == nil
        ? .init(to: command, command.kind == .add ? .conversionError : .objectNotFound)
        : outcome.responses[index]
    }
  }

  /// The items that the device fetches.
  private func fetched() async throws(CommandError) -> [Int64: Result<Item, BrokenItem>] {
    let wanted = request.commands.filter { $0.kind == .fetch }.compactMap { record(of: $0) }
    return wanted.isEmpty ? [:] : try await view.items(wanted)
  }

  /// What becomes of the entries whose items the device now has whole, of which it had a part: [MS-ASCMD]
  /// 2.2.3.67.2 keeps Fetch for mail, but what a device got it may change. Nil if the held set is damaged.
  private func completed(
    _ fetched: [Int64: Result<Item, BrokenItem>], _ held: HeldSet, _ outcome: WriteOutcome
  ) -> HeldChanges? {
    guard !fetched.isEmpty else { return [:] }
    var present = held
    do {
      try present.apply(outcome.held)
      return try fetched.reduce(into: [:]) { completed, fetched in
        guard var entry = try present.entry(of: fetched.key), entry.isCut,
          let item = try? fetched.value.get(), !item.isCut(for: presented.presentation)
        else { return }
        entry.isCut = false
        completed[fetched.key] = .some(entry)
      }
    } catch {
      return nil
    }
  }

  private func fetch(
    _ command: SyncRequest.Command, _ items: [Int64: Result<Item, BrokenItem>]
  ) -> SyncResponse.Response {
    guard let record = record(of: command), let item = items[record] else {
      return .init(to: command, .objectNotFound)
    }
    do {
      return .init(to: command, .success, try presented.data(of: item.get()))
    } catch {
      report(record, error.description)
      return .init(to: command, .conversionError)
    }
  }

  /// Tells the administrator of an item that the device does not get.
  private func report(_ record: Int64, _ reason: String) {
    session.log.error(
      "an item cannot be sent",
      [
        "collection": view.folder.id.rawValue, "item": view.folder.serverId(of: record).rawValue,
        "reason": reason,
      ])
  }

  private func record(of command: SyncRequest.Command) -> Int64? {
    command.serverId.flatMap { view.folder.record(of: $0) }
  }

  private func log(_ outcome: WriteOutcome) {
    for altered in outcome.altered {
      session.log.info(
        "a device's item is stored otherwise than sent",
        [
          "collection": view.folder.id.rawValue, "item": view.folder.serverId(of: altered.record).rawValue,
          "element": altered.refused.joined(separator: " "),
        ])
    }
    for refusal in outcome.refusals {
      session.log.info(
        "a device's change was not carried out",
        [
          "collection": view.folder.id.rawValue, "item": refusal.item, "status": refusal.status.text,
          "element": refusal.refusal?.element ?? "", "reason": refusal.refusal?.reason ?? "",
        ])
    }
  }
}
