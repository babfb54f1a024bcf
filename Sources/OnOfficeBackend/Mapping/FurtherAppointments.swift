import SyncModel

/// An appointment that one item leads to besides its own: onOffice needs several where a device has one.
///
/// `uid` names it for ever, so that the same item again, edited or not, finds the one that it made before.
struct FurtherAppointment: Hashable {
  /// What stands in `zpushuuid`.
  let uid: String
  /// What the device means by it: the whole appointment, without changed occurrences of its own.
  let item: CalendarItem
  /// Whether one that was cancelled meanwhile comes back. If not, the device only says again what it said before
  /// somebody cancelled it. One that is not there at all is made in any case.
  let revives: Bool
  /// What the device says again of an occurrence that became an appointment before; nil if it says all of it.
  var again: CalendarException?
  /// The day of a series that it was, if it takes place as planned: its users' answers are to it as well.
  var answeredDay: CivilDate?
}

extension FurtherAppointment {
  /// What becomes of the appointment that is there already.
  func item(over present: CalendarItem) -> CalendarItem {
    guard let again else { return item }
    var item = present
    item.schedule = again.schedule ?? present.schedule
    item.take(again)
    return item
  }

  /// The names of those whose occurrence the device deletes although it has left the series before.
  static func deletedAgain(of stored: Appointment, as item: CalendarItem, tenant: Int64) -> [String] {
    let uid = AppointmentUID(tenant: tenant).stem(of: stored)
    return (item.exceptions ?? []).filter { $0.isAgain && $0.deleted == true }.compactMap { exception in
      exception.occurrence.map { uid + "/" + $0.text }
    }
  }
}

extension FurtherAppointment {
  /// The further appointments that the item of an appointment leads to: the other weekdays of a series, and the
  /// occurrences that differ from it.
  ///
  /// `stored` is the appointment as it was before the device changed it, or as it was just added. What a further
  /// one shares with it and the item does not tell (estates, project) comes from its ``Appointment/template``.
  static func all(
    of stored: Appointment, as item: CalendarItem, tenant: Int64
  ) throws(ItemRefusal) -> [FurtherAppointment] {
    guard let recurrence = item.recurrence, let schedule = item.schedule else { return [] }
    let uid = AppointmentUID(tenant: tenant).stem(of: stored)
    let plan = try SeriesPlan(recurrence, from: schedule.firstDay)
    let left = Set(
      (SeriesGaps(viewer: .neutral(tenant: tenant)).value(of: stored) ?? []).compactMap(\.occurrence))
    return plan.starts.dropFirst().compactMap { weekday(from: $0, of: item, by: plan, uid) }
      + (item.exceptions ?? []).compactMap { occurrence($0, of: item, leftBefore: left, uid) }
  }

  /// The series on another weekday than the first; nil if it ends before it begins.
  private static func weekday(
    from first: CivilDate, of item: CalendarItem, by plan: SeriesPlan, _ uid: String
  ) -> FurtherAppointment? {
    if let last = plan.last, last < first { return nil }
    let series = plan.series(from: first)
    let name = uid + "/w\(first.weekday)"
    var further = item.alone(under: name)
    further.schedule = item.schedule?.moved(to: first)
    further.recurrence = series.recurrence
    let gaps = (item.exceptions ?? []).filter(\.leavesSeries).compactMap(\.occurrence)
    let days = Set(gaps.filter(series.contains)).sorted()
    further.exceptions = days.isEmpty ? nil : days.map(CalendarException.init(leftOut:))
    return FurtherAppointment(uid: name, item: further, revives: true)
  }

  /// An occurrence that differs; nil if it is left out or differs in nothing.
  private static func occurrence(
    _ exception: CalendarException, of item: CalendarItem, leftBefore: Set<CivilDate>, _ uid: String
  ) -> FurtherAppointment? {
    guard exception.deleted != true, exception.leavesSeries, let day = exception.occurrence else {
      return nil
    }
    let name = uid + "/" + day.text
    var further = item.alone(under: name)
    further.schedule = exception.schedule ?? item.schedule?.moved(to: day)
    further.take(exception)
    let isMoved = exception.schedule != nil
    // At another time the answer to the date is none.
    if isMoved, exception.answered != nil, exception.busyStatus == exception.answered {
      further.busyStatus = item.busyStatus
    }
    let again = exception.isAgain ? exception : nil
    return FurtherAppointment(
      uid: name, item: further, revives: !leftBefore.contains(day), again: again,
      answeredDay: isMoved ? nil : day)
  }
}

extension Appointment {
  /// A new appointment with everything of this one but its series, its name and its age.
  var template: Appointment {
    var copy = Appointment(
      id: 0, record: record, artLabel: artLabel, users: users, addresses: addresses, estates: estates,
      resources: resources)
    copy.record.endSeries()
    copy.record["zpushuuid"] = nil
    copy.record["modified"] = nil
    return copy
  }
}

extension AppointmentUID {
  /// What the names of further appointments begin with: the UID, if the field then takes them.
  fileprivate func stem(of appointment: Appointment) -> String {
    let uid = value(of: appointment) ?? ""
    let longestPart = "/2024-05-26".utf8.count
    return uid.unicodeScalars.count + longestPart <= Self.longest ? uid : globalObjectId(of: appointment.id)
  }
}

extension CalendarItem {
  /// The item as one that takes place once.
  fileprivate func alone(under uid: String) -> CalendarItem {
    var item = self
    item.uid = uid
    item.recurrence = nil
    item.exceptions = nil
    return item
  }
}
