import SyncModel

/// One thing to tell a device.
struct Step: Hashable, Sendable {
  /// What happens to the item on the device.
  enum Kind: Sendable {
    case add, change, delete, softDelete
  }

  let kind: Kind
  let record: Int64
  /// What the device holds of the record afterwards.
  let entry: HeldEntry?
  /// Whether it only removes what the device itself finished, as a completed task: nobody is woken for it.
  var isExpected = false
}

/// What the next answer tells a device, and where it then stands.
struct Walk: Sendable {
  /// The steps in the order in which they are told.
  var steps: [Step] = []
  /// Where the device stands when it has them.
  var looked: Looked
  /// Whether more is waiting behind the window.
  var hasMore = false
  /// Records that were left out, are gone now and never were on the device: nothing is told of them any more.
  var over: [Int64] = []
}

/// What a walk has to mind besides the log.
struct WalkOrder: Sendable {
  /// How many steps an answer may hold.
  var limit: Int
  /// Records to look at, wherever the device stands: it lost a conflict about them or was refused.
  var due: Set<Int64> = []
  /// Records of which this answer may tell nothing, since devices read the server's changes before the answers
  /// to their own; what differs is owed.
  var deferred: Set<Int64> = []
  /// Whether what the device expects counts as well.
  var tellsExpected = true

  /// Whether there is anything that a device is to be woken for.
  static let forPing = WalkOrder(limit: 1, tellsExpected: false)
}

/// Decides what a device is told of contacts, tasks or notes: the rows above its number, in order.
struct NumberWalk {
  let itemClass: ItemClass
  let snapshot: any Snapshot
  let order: WalkOrder

  /// Walks from where the device stands. A held set follows each step, so that a record that is born,
  /// changed, unticked and ticked again between two windows is always told right.
  func run(from start: Looked, held: inout HeldSet) throws -> Walk {
    let position = try snapshot.position(of: itemClass)
    var walk = Walk(looked: start)
    var owed = start.owed
    if start.number == .zero {
      walk.looked.purgedBelow = position.number
      // A first walk is told nothing that is gone, and the device's own additions may be.
      owed += try held.all().map(\.record)
    }
    var seen = order.deferred
    try tellOwed(owed, &walk, &seen, &held)
    while true {
      let asked = min(max(order.limit - walk.steps.count, 0), 511) + 1
      let rows = try snapshot.rows(of: itemClass, above: walk.looked.number, limit: asked)
      for row in rows {
        if !seen.contains(row.record) {
          let entry = try held.entry(of: row.record)
          if let step = step(for: row, held: entry) {
            guard walk.steps.count < order.limit else {
              walk.hasMore = true
              return walk
            }
            walk.steps.append(step)
          } else if !row.isThere, entry?.skipped != nil {
            walk.over.append(row.record)
          }
        }
        walk.looked.number = row.number
      }
      if rows.count < asked { break }
    }
    owed = walk.looked.owed
    walk.looked = .now(at: position, period: nil)
    walk.looked.owed = owed
    return walk
  }

  /// Tells what is owed and due, as far as it may be told and there is room; the rest is owed on.
  private func tellOwed(
    _ owed: [Int64], _ walk: inout Walk, _ seen: inout Set<Int64>, _ held: inout HeldSet
  ) throws {
    walk.looked.owed = []
    let records = order.due.union(owed).union(order.deferred).sorted()
    guard !records.isEmpty else { return }
    let rows = try snapshot.rows(of: itemClass, records: records)
    let known = Dictionary(rows.map { ($0.record, $0) }, uniquingKeysWith: { first, _ in first })
    for record in records {
      // A row that was purged was gone.
      let row = known[record] ?? LogRow(record: record, number: .zero, isThere: false)
      let entry = try held.entry(of: record)
      guard let step = step(for: row, held: order.due.contains(record) ? entry?.onDevice : entry) else {
        if !row.isThere, entry?.skipped != nil { walk.over.append(record) }
        continue
      }
      seen.insert(record)
      if order.deferred.contains(record) {
        walk.looked.owed.append(record)
      } else if walk.steps.count < order.limit {
        walk.steps.append(step)
      } else {
        walk.looked.owed.append(record)
        walk.hasMore = true
      }
    }
  }

  private func step(for row: LogRow, held: HeldEntry?) -> Step? {
    guard let step = NumberWalk.step(for: row, held: held) else { return nil }
    return step.isExpected && !order.tellsExpected ? nil : step
  }

  /// What a device that holds `held` is told of a row; nil if nothing.
  static func step(for row: LogRow, held: HeldEntry?) -> Step? {
    var entry = HeldEntry(number: row.number)
    if let held, held.isUpToDate(with: row), row.isThere { return nil }
    switch (held?.isOnDevice == true ? held : nil, row.isThere) {
    case (nil, false): return nil
    case (nil, true): return Step(kind: .add, record: row.record, entry: entry)
    case (let held?, false):
      // A later number is that of a change which the device made of what it had finished. A row that was purged has
      // none.
      return Step(
        kind: .delete, record: row.record, entry: nil,
        isExpected: held.skipped == nil && held.number >= row.number && row.number > .zero)
    case (let held?, true):
      (entry.isPinned, entry.isCut) = (held.isPinned, held.isCut)
      return Step(kind: .change, record: row.record, entry: entry)
    }
  }
}
