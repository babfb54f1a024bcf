import ChangeLog
import SyncModel

/// A device that learns what its user has only by walking the log.
struct Follower {
  /// What the device holds of a record.
  struct Held: Equatable {
    var number: ChangeNumber
    var content: String
  }

  let user: Int64
  private(set) var at = ChangeNumber.zero
  private(set) var held: [Int64: Held] = [:]
  /// Where the log stood when the first walk began: what had gone by then was never told to it.
  private var start = ChangeNumber.zero

  /// Below which number what is gone concerns it no more; nil if nothing concerns it yet.
  var needsNothingBelow: ChangeNumber? { at == .zero ? nil : max(at, start) }

  init(user: Int64) { self.user = user }

  /// Takes the next rows; returns whether it has come to the end of the log.
  mutating func walk(_ log: ChangeLog, _ truth: [Int64: String], limit: Int) throws -> Bool {
    let position = try log.position(of: .contacts)
    if at == .zero { start = position.number }
    guard max(at, start) >= position.purgedBelow else { throw Violation("\(at) was purged") }
    let rows = try log.rows(of: .contacts, user: user, above: at, limit: limit)
    guard rows.count <= limit else { throw Violation("more than \(limit) rows") }
    for row in rows {
      guard row.number > at else { throw Violation("row \(row) is not above \(at)") }
      at = row.number
      try take(row, truth[row.record])
    }
    guard rows.count < limit else { return false }
    at = try log.position(of: .contacts).number
    return true
  }

  private mutating func take(_ row: LogRow, _ content: String?) throws {
    guard row.isThere == (content != nil) else { throw Violation("row \(row), truth \(content ?? "-")") }
    switch (held[row.record], content) {
    case (_, nil): held[row.record] = nil
    case (let known?, _) where known.number == row.number: break
    case (_, let content?): held[row.record] = Held(number: row.number, content: content)
    }
  }
}

/// What a history must not show.
struct Violation: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
