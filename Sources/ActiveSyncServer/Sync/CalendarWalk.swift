import SyncModel

/// Decides what a device is told of a calendar: the appointments of its period against what it holds.
struct CalendarWalk {
  let snapshot: any Snapshot
  let period: CalendarPeriod
  let request: WindowRequest
  let order: WalkOrder

  /// Compares period and held set. What left the period by age alone goes as SoftDelete and stays in the
  /// held set as a ghost, since Android ignores SoftDelete in calendars; a ghost that changes or returns is
  /// deleted first. What was moved out, cancelled or pushed out by the limit is deleted, unless the device
  /// itself put it there.
  func run(from looked: Looked, held: inout HeldSet) throws -> Walk {
    var walk = Walk(looked: looked)
    let window = try snapshot.window(request)
    let inside = Set(window.possible.map(\.record))
    let all = try held.all()
    let steps =
      try leaving(all.filter { !inside.contains($0.record) }, &walk)
      + staying(window.rows, &held) + broken(window.unreadable, &held)
    let allowed = steps.filter { !order.deferred.contains($0.record) }
    walk.steps = Array(allowed.prefix(order.limit))
    let returning = walk.steps.contains { $0.kind == .delete && inside.contains($0.record) }
    walk.hasMore = allowed.count > order.limit || returning
    if walk.hasMore {
      // What waits need not be in the log, as what is owed: without its period the device is compared again.
      walk.looked.period = nil
    } else {
      walk.looked = .now(at: try snapshot.position(of: .calendar), period: period)
    }
    // Only tells that there is something: the next walk compares everything again.
    walk.looked.owed = steps.map(\.record).filter(order.deferred.contains)
    return walk
  }

  private func leaving(
    _ outside: [(record: Int64, entry: HeldEntry)], _ walk: inout Walk
  ) throws -> [Step] {
    walk.over = outside.filter { !$0.entry.isOnDevice }.map(\.record)
    let outside = outside.filter(\.entry.isOnDevice)
    guard !outside.isEmpty else { return [] }
    let rows = try snapshot.rows(of: .calendar, records: outside.map(\.record))
    let current = Dictionary(rows.map { ($0.record, $0) }, uniquingKeysWith: { first, _ in first })
    // What the device has otherwise, as it was refused, must not stay on it as a ghost.
    let unchanged = outside.filter {
      current[$0.record]?.isThere == true && current[$0.record]?.number == $0.entry.number && $0.entry.isExact
    }
    let aged = try snapshot.ended(
      unchanged.filter { !$0.entry.isPinned }.map(\.record), before: request.from)
    // Whether those left the period is not known; ghosts have, and what is pinned stays whether they have or not.
    let undated = try snapshot.undated(
      outside.filter { record, entry in
        !entry.isPinned && !entry.isGhost && current[record]?.isThere == true && !aged.contains(record)
      }.map(\.record))
    return outside.compactMap { record, entry in
      let keeps = entry.isPinned || undated.contains(record)
      if keeps, let row = current[record] { return NumberWalk.step(for: row, held: entry) }
      guard aged.contains(record) else { return Step(kind: .delete, record: record, entry: nil) }
      guard !entry.isGhost else { return nil }
      var ghost = entry
      ghost.isGhost = true
      ghost.skipped = nil
      return Step(kind: .softDelete, record: record, entry: ghost)
    }
  }

  /// What a device is told of those that may lie in the period or not: to leave them out takes a step. What it was
  /// sent away by age it is told nothing of.
  private func broken(_ rows: [LogRow], _ held: inout HeldSet) throws -> [Step] {
    try rows.compactMap { row in
      let entry = try entry(of: row.record, &held)
      return entry?.isGhost == true ? nil : NumberWalk.step(for: row, held: entry)
    }
  }

  /// What is held of a record; what was left out is tried again where the device has to get it.
  private func entry(of record: Int64, _ held: inout HeldSet) throws -> HeldEntry? {
    let entry = try held.entry(of: record)
    return order.due.contains(record) ? entry?.onDevice : entry
  }

  private func staying(_ rows: [LogRow], _ held: inout HeldSet) throws -> [Step] {
    try rows.compactMap { row in
      let entry = try entry(of: row.record, &held)
      if entry?.isGhost == true { return Step(kind: .delete, record: row.record, entry: nil) }
      return NumberWalk.step(for: row, held: entry)
    }
  }
}
