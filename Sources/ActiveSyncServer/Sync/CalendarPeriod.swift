import Foundation
import SyncModel

/// The days whose appointments a device gets, and how many of them. Manual 2.3.
struct CalendarPeriod: Hashable, Sendable {
  /// The first day; nil for everything in the past.
  let first: CivilDate?
  /// The last day.
  let last: CivilDate
  /// Appointments at most; nil in states that were stored without it.
  let limit: Int?

  /// The period for a device that asks for `filter`, on `today`.
  ///
  /// [MS-ASCMD] 2.2.3.68.2: 4 to 7 are two weeks, one, three and six months back. Without a period (absent
  /// or 0), and for a value that calendars do not know, the manual's limit holds: one month.
  init(filter: Int?, today: CivilDate, limits: CalendarLimits) {
    first =
      switch filter {
      case 4: today.adding(days: -14)
      case 5: today.adding(months: -1)
      case 6: today.adding(months: -3)
      case 7: today.adding(months: -6)
      default: today.adding(months: -limits.monthsBack)
      }
    last = today.adding(months: limits.monthsAhead)
    limit = limits.items
  }

  /// Takes a stored period.
  init(first: CivilDate?, last: CivilDate, limit: Int?) {
    self.first = first
    self.last = last
    self.limit = limit
  }

  /// Asks a backend for the period's appointments: whole days in the tenant's zone.
  func request(now: Date, zone: TimeZone, limit: Int) -> WindowRequest {
    WindowRequest(
      from: first.map { LocalDateTime(date: $0).instant(in: zone) },
      until: LocalDateTime(date: last.adding(days: 1)).instant(in: zone), now: now, limit: limit)
  }
}

/// How much of a calendar a device gets. Manual 2.3.
public struct CalendarLimits: Hashable, Sendable {
  /// Appointments at most.
  public var items = 500
  /// Months back for a device that asks for no period.
  public var monthsBack = 1
  /// Months ahead, always.
  public var monthsAhead = 6

  /// The manual's limits.
  public init() {}
}
