import SyncModel
import WBXML

// A series as a device has it that does not know what became of its weekdays and dates.
extension CalendarItem {
  /// The series together with its further appointments, as one item.
  func joined(with further: [(name: FurtherAppointment.Name, item: CalendarItem)]) -> CalendarItem {
    var item = self
    var exceptions = Dictionary(
      (self.exceptions ?? []).map { ($0.occurrence, $0) }, uniquingKeysWith: { first, _ in first })
    for case (.day(let day), let other) in further {
      exceptions[day] = CalendarException(other, of: self, on: day)
    }
    let weekdays = further.compactMap { name, other in
      if case .weekday = name { other } else { nil }
    }
    if let recurrence = recurrence(on: weekdays) {
      item.recurrence = recurrence
      for gap in weekdays.flatMap({ $0.exceptions ?? [] }) where exceptions[gap.occurrence] == nil {
        exceptions[gap.occurrence] = gap
      }
    }
    let all = exceptions.values.filter { $0.occurrence != nil }
    item.exceptions =
      all.isEmpty ? nil : all.sorted { ($0.occurrence?.dayNumber ?? 0) < ($1.occurrence?.dayNumber ?? 0) }
    return item
  }

  /// The pattern of this weekly series and those on other weekdays; nil if no pattern gives just these.
  private func recurrence(on others: [CalendarItem]) -> Recurrence? {
    let all = [self] + others
    let firsts = Set(all.compactMap(\.schedule?.firstDay))
    guard !others.isEmpty, firsts.count == all.count, let first = schedule?.firstDay, var joined = recurrence
    else { return nil }
    joined.dayOfWeek = all.reduce(0) { $0 | ($1.recurrence?.dayOfWeek ?? 0) }
    let ends = all.map { $0.recurrence?.lastDay }
    joined.lastDay = ends.contains(nil) ? nil : ends.compactMap(\.self).max()
    // Which day begins the week is not kept. It matters where weeks are left out.
    for day in [nil, 0, 2, 3, 4, 5, 6] {
      joined.firstDayOfWeek = day
      if let plan = try? SeriesPlan(joined, from: first), Set(plan.starts) == firsts { return joined }
    }
    return nil
  }
}

extension CalendarException {
  /// What an appointment has otherwise than the series of which it was the occurrence of a day.
  fileprivate init(_ item: CalendarItem, of series: CalendarItem, on day: CivilDate) {
    self.init()
    occurrence = day
    schedule = item.schedule
    if item.subject != series.subject { subject = item.subject ?? "" }
    if item.body != series.body { body = item.body ?? Body(plain: "") }
    if item.location != series.location || item.structuredLocation != series.structuredLocation {
      location = item.location ?? ""
      structuredLocation = item.structuredLocation
    }
    if item.categories != series.categories { categories = item.categories ?? [] }
    if item.sensitivity != series.sensitivity { sensitivity = item.sensitivity ?? 0 }
    if item.busyStatus != series.busyStatus { busyStatus = item.busyStatus }
    if item.reminder != series.reminder {
      reminder = item.reminder
      if item.reminder == nil { emptied.insert(Calendar.reminder.tag) }
    }
    if item.attendees != series.attendees { attendees = item.attendees ?? [] }
    if item.onlineMeetingConfLink != series.onlineMeetingConfLink {
      onlineMeetingConfLink = item.onlineMeetingConfLink ?? ""
    }
    if item.onlineMeetingExternalLink != series.onlineMeetingExternalLink {
      onlineMeetingExternalLink = item.onlineMeetingExternalLink ?? ""
    }
  }
}
