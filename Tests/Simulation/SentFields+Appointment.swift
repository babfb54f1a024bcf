import Foundation
import SyncModel

// Appointments. Manual 12.2.
extension SentFields {
  mutating func appointment(_ item: CalendarItem) {
    say("description", item.subject)
    say("note", item.body?.data)
    say("ort", item.location ?? item.structuredLocation?.displayName)
    allowed["erinnerung"] = item.reminder.map { [Self.reminder($0)] } ?? ["", before?["erinnerung"] ?? ""]
    if let sensitivity = item.sensitivity { allowed["private"] = sensitivity >= 2 ? ["1"] : ["", "0"] }
    let mails = Set((item.attendees ?? []).compactMap { $0.email?.lowercased() })
    guests = Set(
      Site.logins.indices.filter { mails.contains("\(Site.logins[$0])@mandant.example") }.map {
        Int64($0 + 1)
      })
    if let start = item.startTime, let end = item.endTime { takePlace(start, end, item.allDayEvent == true) }
    if let recurrence = item.recurrence {
      repeats(recurrence, from: item.startTime ?? .distantPast, isAllDay: item.allDayEvent == true)
    } else if before != nil {
      for field in ["rp_flag", "rp_type", "rp_tage", "rp_ende_datum"] { say(field, nil) }
    }
    // The device's own category is a kind of appointment only if it is called so.
    if before == nil { allowed["art"] = ["0"] }
  }

  /// Beginning and end on the tenant's clock; whole days end at their last second.
  private mutating func takePlace(_ start: Date, _ end: Date, _ isAllDay: Bool) {
    allowed["ganztags"] = isAllDay ? ["1"] : ["", "0"]
    let begin = LocalDateTime(start, in: dayZone(isAllDay))
    var finish = LocalDateTime(end, in: dayZone(isAllDay))
    if isAllDay { finish = finish.adding(seconds: -1) }
    // In the hour that comes twice.
    if finish < begin { finish = begin.adding(seconds: Int(end.timeIntervalSince(start))) }
    allowed["start_dt"] = begin.sameMoments
    allowed["end_dt"] = finish.sameMoments
  }

  /// Whole days are bare dates from 16.0, and before that begin when they do in the tenant's zone.
  private func dayZone(_ isAllDay: Bool) -> TimeZone {
    isAllDay && sender.version >= .v16_0 ? .gmt : Site.zone
  }

  private mutating func repeats(_ recurrence: Recurrence, from start: Date, isAllDay: Bool) {
    let interval = max(1, recurrence.interval ?? 1)
    let first = LocalDateTime(start, in: dayZone(isAllDay)).date
    var last = recurrence.until.map { LocalDateTime($0, in: dayZone(isAllDay)).date.text } ?? ""
    // Devices of the histories count days alone.
    if let count = recurrence.occurrences { last = first.adding(days: (count - 1) * interval).text }
    allowed["rp_flag"] = ["1"]
    allowed["rp_type"] = recurrence.type.flatMap { Self.units[$0] }.map { [$0] }
    allowed["rp_tage"] = [String(interval)]
    allowed["rp_ende_datum"] = [last]
    // A series that ends with the same occurrence keeps its last day.
    if let old = before?.time, !last.isEmpty, old.days(last: old.last) == old.days(last: last) {
      allowed["rp_ende_datum"]?.insert(old.last)
    }
  }

  private static let units = [0: "t", 1: "w", 2: "m", 5: "j"]

  /// onOffice's next longer time before the beginning.
  private static func reminder(_ minutes: Int) -> String {
    reminders.first { $0.minutes >= minutes }?.text ?? "3 weeks"
  }

  private static let reminders: [(minutes: Int, text: String)] =
    [0, 5, 15, 30].map { ($0, "\($0) minutes") } + [1, 2, 3, 12, 15].map { ($0 * 60, "\($0) hours") }
    + [1, 2, 3].map { ($0 * 1440, "\($0) days") } + [1, 2, 3].map { ($0 * 10_080, "\($0) weeks") }
}

extension AppointmentTime {
  /// The days on which a series takes place that ends on a day; nil if it has no end.
  fileprivate func days(last: String) -> [CivilDate]? {
    guard let day = CivilDate(text: String(last.prefix(10))) else { return nil }
    let time = AppointmentTime(
      start: start, end: end, isAllDay: isAllDay, unit: unit, interval: interval, last: last, exceptions: "")
    return time.occurrences(until: day).map(\.local.date)
  }
}

extension LocalDateTime {
  /// The time, and the one that clocks skip in spring, which onOffice may have as it was typed.
  fileprivate var sameMoments: Set<String> {
    let skipped = adding(seconds: -3600)
    return skipped.instant(in: Site.zone) == instant(in: Site.zone) ? [text, skipped.text] : [text]
  }
}
