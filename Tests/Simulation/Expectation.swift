import Foundation
import SyncModel

/// What a device is to hold, reckoned from the records alone.
struct Expectation {
  let records: OfficeRecords
  let user: Int64
  /// What the user has ticked for Z-Push.
  let ticks: Set<ItemClass>
  let now: Date
  let calendarLimit: Int

  /// The records of a class.
  func names(_ itemClass: ItemClass, filter: Int?) -> Set<OfficeRecord.Name> {
    let there = records.records(of: itemClass).filter { $0.isFor(user) }
    guard itemClass == .calendar else { return Set(there.map(\.name)) }
    return Set(window(there, filter).map(\.name))
  }

  /// The nearest upcoming appointments of the period, then the most recent past. Manual 2.3.
  private func window(_ appointments: [OfficeRecord], _ filter: Int?) -> [OfficeRecord] {
    let today = LocalDateTime(now, in: Site.zone).date
    let first =
      switch filter {
      case 4: today.adding(days: -14)
      case 6: today.adding(months: -3)
      case 7: today.adding(months: -6)
      default: today.adding(months: -1)
      }
    let last = today.adding(months: 6)
    let (from, until) = (first.midnight(in: Site.zone), last.adding(days: 1).midnight(in: Site.zone))
    var upcoming: [(start: LocalDateTime, record: OfficeRecord)] = []
    var past: [(start: LocalDateTime, record: OfficeRecord)] = []
    for record in appointments {
      let times = (record.time?.occurrences(until: last.adding(days: 2)) ?? []).filter { time in
        time.start < until && (time.end > from || time.start >= from)
      }
      if let next = times.first(where: { $0.end > now || $0.start >= now }) {
        upcoming.append((next.local, record))
      } else if let latest = times.last {
        past.append((latest.local, record))
      }
    }
    upcoming.sort { ($0.start, $0.record.id) < ($1.start, $1.record.id) }
    past.sort { ($1.start, $0.record.id) < ($0.start, $1.record.id) }
    return (upcoming + past).prefix(calendarLimit).map(\.record)
  }
}
