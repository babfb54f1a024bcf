import Foundation

/// The days that a device means by the pattern of a series, its end and its exceptions.
///
/// They are days of the zone that the device told with the series. If it begins near midnight, they may be others
/// than the tenant's, by which the series is kept.
struct SeriesDays {
  let clock: AppointmentClock
  private let schedule: Schedule
  /// The zone by which the device counts; nil if it counts as the tenant does.
  private let device: Device?

  /// The day on which the series begins in the device's zone, and how many days later the tenant has it.
  private struct Device {
    let zone: TimeZoneRules
    let first: CivilDate
    let shift: Int

    /// The tenant's day of an occurrence, which is as far from the device's as on the first day, even if the
    /// clocks of one zone were changed since.
    func day(_ instant: Date) -> CivilDate { zone.local(instant).date.adding(days: shift) }
  }

  /// The days of a series that the device has as it was shown: in the tenant's zone.
  init(_ clock: AppointmentClock, from schedule: Schedule) {
    (self.clock, self.schedule, device) = (clock, schedule, nil)
  }

  /// The days of a series that the device tells as `recurrence`.
  ///
  /// Whole days are the same in all zones. A device that tells no zone may count in UTC, as it tells times.
  /// Some tell a zone that is not theirs: what counts then is on which day the pattern lets the series begin.
  init(_ clock: AppointmentClock, of recurrence: Recurrence, from schedule: Schedule) {
    self.clock = clock
    self.schedule = schedule
    let begin = schedule.start(of: schedule.firstDay, for: .v16_1)
    let zone = clock.told ?? .utc
    let first = zone.local(begin).date
    let (fitsHere, fitsThere) = (recurrence.fits(schedule.firstDay), recurrence.fits(first))
    let isThere = clock.told == nil ? fitsThere && !fitsHere : fitsThere || !fitsHere
    guard !schedule.isAllDay, isThere else {
      device = nil
      return
    }
    device = Device(zone: zone, first: first, shift: schedule.firstDay.dayNumber - first.dayNumber)
  }

  /// The day on which the series begins.
  var first: CivilDate { schedule.firstDay }

  /// The day of the tenant's on which the occurrence lies that would begin at `start`.
  func occurrence(_ start: Date) -> CivilDate {
    device?.day(start) ?? clock.occurrence(start, isAllDay: schedule.isAllDay)
  }

  /// The last day by Until: the last one on which an occurrence begins at that moment or before it.
  ///
  /// A bare date, written as midnight in UTC, and the hour of the first day in UTC, which is another one after the
  /// clocks were changed, stand for the day itself.
  func lastDay(until: Date) -> CivilDate {
    let day = device?.day(until) ?? clock.lastDay(until: until, isAllDay: schedule.isAllDay)
    let second = WireDate.utc(until).local.second
    let begin = WireDate.utc(schedule.start(of: schedule.firstDay, for: .v16_1)).local.second
    guard !schedule.isAllDay, second != 0, second != begin else { return day }
    return schedule.start(of: day, for: .v16_1) > until ? day.adding(days: -1) : day
  }

  /// The pattern by the tenant's days.
  func pattern(_ told: Recurrence) -> Recurrence {
    device.map { told.moved(days: $0.shift, from: $0.first) } ?? told
  }
}

extension Recurrence {
  /// The pattern of the days that lie `days` later, of a series that begins on `first`.
  fileprivate func moved(days: Int, from first: CivilDate) -> Recurrence {
    guard days != 0 else { return self }
    var moved = self
    switch type {
    case 0, 1, 3, 6:
      moved.dayOfWeek = dayOfWeek.map { sum in
        (0...6).filter { sum >> $0 & 1 == 1 }.reduce(0) { $0 | 1 << ($1 + days).weekday }
      }
      // Or days that were in one week would be in two.
      if type == 1, step > 1 { moved.firstDayOfWeek = ((firstDayOfWeek ?? 1) % 7 + days).weekday }
    case 2:
      guard isGregorian, let dayOfMonth else { break }
      // The day before the first is the last one, whatever its number.
      let isLast = dayOfMonth == 1 && days == -1
      moved.dayOfMonth = isLast ? 31 : first.inItsMonth(on: dayOfMonth).adding(days: days).day
    case 5:
      guard isGregorian, let dayOfMonth, let month = monthOfYear.flatMap(first.inItsYear) else { break }
      let day = month.inItsMonth(on: dayOfMonth).adding(days: days)
      (moved.dayOfMonth, moved.monthOfYear) = (day.day, day.month)
    default: break
    }
    return moved
  }
}

extension Int {
  /// The day of the week, 0 to 6, that so many days after a Sunday is.
  fileprivate var weekday: Int { (self % 7 + 7) % 7 }
}

extension CivilDate {
  /// The first day of a month in the year of this one; nil if there is no such month.
  fileprivate func inItsYear(month: Int) -> CivilDate? { CivilDate(year: year, month: month, day: 1) }
}
