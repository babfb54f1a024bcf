import SyncModel

/// A series of appointments: every so many days, weeks, months or years from the first one on.
///
/// Where a month has no such day (31st, 29 February), the occurrence falls on its last day.
struct Series: Hashable {
  /// The unit of the interval, by onOffice's `rp_type`.
  enum Unit: String {
    case day = "t"
    case week = "w"
    case month = "m"
    case year = "j"
  }

  /// The day of the first occurrence.
  let first: CivilDate
  let unit: Unit
  /// Every how many units, 1 to 999.
  let interval: Int
  /// The day after which no occurrence begins; nil for a series without end.
  let end: CivilDate?

  /// A series of these parts.
  init(first: CivilDate, unit: Unit, interval: Int, end: CivilDate?) {
    self.first = first
    self.unit = unit
    self.interval = interval
    self.end = end
  }

  /// The series that an appointment's `rp_` fields describe; nil if it is no series.
  init?(_ record: Record) {
    guard record.flag("rp_flag"), let unit = record.text("rp_type").flatMap(Unit.init(rawValue:)),
      let first = record.date("start_dt")
    else { return nil }
    let isOpen = record.integer("rp_ende_status") == 2
    let end = isOpen ? nil : record.date("rp_ende_datum").map { max($0, first) }
    self.init(
      first: first, unit: unit, interval: min(max(1, record.integer("rp_tage") ?? 1), 999), end: end)
  }

  /// The day of the last occurrence; nil for a series without end.
  var last: CivilDate? { end.map { day(of: number(upTo: $0)) } }

  /// Whether both have the same occurrences, however their end is written.
  func isSame(as other: Series) -> Bool {
    (first, unit, interval, last) == (other.first, other.unit, other.interval, other.last)
  }

  /// Whether an occurrence begins on a day.
  func contains(_ day: CivilDate) -> Bool {
    guard day >= first, end.map({ day <= $0 }) ?? true else { return false }
    return self.day(of: number(upTo: day)) == day
  }

  /// The day of an occurrence; the first has the number 0.
  func day(of number: Int) -> CivilDate {
    switch unit {
    case .day: first.adding(days: number * interval)
    case .week: first.adding(days: number * interval * 7)
    case .month: first.adding(months: number * interval)
    case .year: first.adding(years: number * interval)
    }
  }

  /// The number of the last occurrence up to a day that is not before the first.
  func number(upTo day: CivilDate) -> Int {
    let units =
      switch unit {
      case .day: day.dayNumber - first.dayNumber
      case .week: (day.dayNumber - first.dayNumber) / 7
      case .month: (day.year - first.year) * 12 + day.month - first.month
      case .year: day.year - first.year
      }
    let number = units / interval
    return self.day(of: number) > day ? number - 1 : number
  }
}
