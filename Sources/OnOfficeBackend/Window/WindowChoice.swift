import Foundation
import SyncModel

/// Chooses the appointments of a period by the rule of the manual, section 2.3: upcoming first by start, then the
/// most recent past.
struct WindowChoice {
  private let from: Moment?
  private let until: Moment
  private let now: Moment
  private let limit: Int
  private var upcoming: [(start: LocalDateTime, record: Int64)] = []
  private var past: [(start: LocalDateTime, record: Int64)] = []

  init(_ request: WindowRequest, zone: TimeZone) {
    from = request.from.map { Moment($0, in: zone) }
    until = Moment(request.until, in: zone)
    now = Moment(request.now, in: zone)
    limit = max(0, request.limit)
  }

  /// How many lie in the period.
  var total: Int { upcoming.count + past.count }

  /// Takes an appointment that lies in the period, and passes over one that does not.
  mutating func add(_ occurrences: Occurrences, of record: Int64) {
    guard occurrences.lie(from: from, until: until) else { return }
    if let next = occurrences.next(at: now)?.start, until.isAfter(next) {
      upcoming.append((next, record))
    } else if let last = occurrences.last(before: until)?.start {
      past.append((last, record))
    }
  }

  /// The chosen ones in their order; of equal starts the lower number comes first.
  var records: [Int64] {
    let ahead = upcoming.sorted { ($0.start, $0.record) < ($1.start, $1.record) }
    let behind = past.sorted { ($1.start, $0.record) < ($0.start, $1.record) }
    return (ahead + behind).prefix(limit).map(\.record)
  }
}
