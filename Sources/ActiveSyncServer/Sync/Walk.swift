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
}

/// What the next answer tells a device, and where it then stands.
struct Walk: Sendable {
  /// The steps in the order in which they are told.
  var steps: [Step] = []
  /// Where the device stands when it has them.
  var looked: Looked
  /// Whether more is waiting behind the window.
  var hasMore = false
}

/// Decides what a device is told of contacts or tasks: the rows above its number, in order.
struct NumberWalk {
  let itemClass: ItemClass
  let snapshot: any Snapshot
  /// How many steps an answer may hold.
  let limit: Int

  /// Walks from where the device stands. A held set follows each step, so that a record that is born,
  /// changed, unticked and ticked again between two windows is always told right.
  func run(from looked: Looked, held: inout HeldSet) throws -> Walk {
    var walk = Walk(looked: looked)
    while true {
      let asked = min(max(limit - walk.steps.count, 0), 511) + 1
      let rows = try snapshot.rows(of: itemClass, above: walk.looked.number, limit: asked)
      for row in rows {
        if let step = NumberWalk.step(for: row, held: try held.entry(of: row.record)) {
          guard walk.steps.count < limit else {
            walk.hasMore = true
            return walk
          }
          walk.steps.append(step)
        }
        walk.looked.number = row.number
      }
      if rows.count < asked { break }
    }
    walk.looked = .now(at: try snapshot.position(of: itemClass), period: nil)
    return walk
  }

  /// What a device that holds `held` is told of a row; nil if nothing.
  static func step(for row: LogRow, held: HeldEntry?) -> Step? {
    let entry = HeldEntry(number: row.number)
    switch (held, row.isThere) {
    case (nil, false): return nil
    case (nil, true): return Step(kind: .add, record: row.record, entry: entry)
    case (_?, false): return Step(kind: .delete, record: row.record, entry: nil)
    case (let held?, true):
      guard held != entry else { return nil }
      return Step(kind: .change, record: row.record, entry: entry)
    }
  }
}
