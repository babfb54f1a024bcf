import Foundation
import SyncModel

/// What a device is to see of a collection now, and the one way to find out what the next answer would tell.
/// Sync and GetItemEstimate share it.
struct CollectionView: Sendable {
  /// Whether there is anything to tell a device that stands somewhere.
  enum News: Sendable {
    case none
    case some
    /// The log does not reach back to where the device stands: it has to start again.
    case lost
  }

  let folder: Folder
  private let account: Account
  private let services: Services
  /// The calendar's period; nil for other classes.
  private let period: CalendarPeriod?
  /// What lies in the calendar's period; nil for other classes.
  let window: WindowRequest?

  /// The view of a device that asks for `filter`.
  init(_ folder: Folder, filter: Int?, of account: Account, in services: Services) {
    self.folder = folder
    self.account = account
    self.services = services
    guard folder.itemClass == .calendar else {
      period = nil
      window = nil
      return
    }
    let zone = TimeZone(identifier: account.timeZone) ?? .gmt
    let now = services.clock.now()
    let limits = services.options.calendar
    let period = CalendarPeriod(filter: filter, today: LocalDateTime(now, in: zone).date, limits: limits)
    self.period = period
    window = period.request(now: now, zone: zone, limit: limits.items)
  }

  /// Where a device stands that starts now.
  func beginning() async throws(CommandError) -> Looked {
    .nothing(of: try await read(orMail: .mail) { try $0.position(of: $1) })
  }

  /// Whether there is anything to tell a device that stands at `looked`. No held set is needed to know that.
  func news(since looked: Looked) async throws(CommandError) -> News {
    try await read(orMail: .none) { [period] snapshot, itemClass in
      let position = try snapshot.position(of: itemClass)
      guard looked.isFollowed(by: position) else { return .lost }
      guard looked.owed.isEmpty else { return .some }
      if looked == .now(at: position, period: period) { return .none }
      guard looked.period == period, looked.number > .zero else { return .some }
      return try snapshot.rows(of: itemClass, above: looked.number, limit: 1).isEmpty ? .none : .some
    }
  }

  /// How many changes wait for a device whose state is `state`, counted up to `limit`; nil if it has to start
  /// again. Ping, GetItemEstimate and Sync never disagree, as all of them walk; only an item that has broken counts
  /// until a Sync has tried it once, since a walk reads no items.
  func pending(
    after state: CollectionState, in store: CollectionStore, _ order: WalkOrder
  ) async throws(CommandError) -> Int? {
    switch try await news(since: state.looked) {
    case .lost: return nil
    case .none: return 0
    case .some: break
    }
    guard let held = try await store.held(state) else { return nil }
    return try await read(orMail: nil) { [self] snapshot, itemClass in
      var held = held
      do {
        return try walk(from: state.looked, &held, order, snapshot, itemClass).steps.count
      } catch is HeldSetError {
        return nil
      }
    }
  }

  /// What a device is told that stands at `looked` and holds `held`.
  private func walk(
    from looked: Looked, _ held: inout HeldSet, _ order: WalkOrder, _ snapshot: any Snapshot,
    _ itemClass: ItemClass
  ) throws -> Walk {
    guard let period, let window else {
      return try NumberWalk(itemClass: itemClass, snapshot: snapshot, order: order).run(
        from: looked, held: &held)
    }
    return try CalendarWalk(snapshot: snapshot, period: period, request: window, order: order).run(
      from: looked, held: &held)
  }

  /// What a device that stands at `looked` and holds `held` is told in an answer. Returns nil if the held set is
  /// damaged.
  func page(
    from looked: Looked, _ held: HeldSet, _ order: WalkOrder, _ presented: PresentedFolder
  ) async throws(CommandError) -> AnswerPage? {
    try await read(orMail: nil) { [self] snapshot, itemClass in
      var held = held
      do {
        return try AnswerPage(order, pace: services.pace, presented) { records in
          try snapshot.items(of: itemClass, records: records)
        } run: { order in
          try walk(from: looked, &held, order, snapshot, itemClass)
        }
      } catch is HeldSetError {
        return nil
      }
    }
  }

  /// The items of records.
  func items(_ records: [Int64]) async throws(CommandError) -> [Int64: Result<Item, BrokenItem>] {
    guard !records.isEmpty else { return [:] }
    return try await read(orMail: [:]) { try $0.items(of: $1, records: records) }
  }

  /// Reads the folder's records; mail folders have none and are `empty`.
  private func read<Value: Sendable>(
    orMail empty: Value, _ body: @escaping @Sendable (any Snapshot, ItemClass) throws -> Value
  ) async throws(CommandError) -> Value {
    guard let itemClass = folder.itemClass else { return empty }
    do {
      return try await services.backend.read(for: account.id) { try body($0, itemClass) }
    } catch {
      throw CommandError(error)
    }
  }
}

extension LogPosition {
  /// The log of a mail folder, in which nothing ever happens.
  fileprivate static let mail = LogPosition(epoch: 0, number: .zero)
}
