import Database
import SyncModel

/// The reminder's choices as minutes before the start. Manual 12.2.
struct ReminderMinutes: WritableRule {
  let element = "Reminder"
  let remark = "minutes; none if empty; back: the next higher choice, at most 3 weeks"

  func value(of appointment: Appointment) -> Int? {
    guard let text = appointment.record.text("erinnerung") else { return nil }
    return Self.choices.first { $0.text == text }?.minutes ?? Int(text)
  }

  func write(_ value: Int?, to appointment: inout Appointment) throws(ItemRefusal) {
    let choice = value.flatMap { minutes in
      Self.choices.first { $0.minutes >= minutes } ?? Self.choices.last
    }
    appointment.record["erinnerung"] = choice.map { .text($0.text) }
  }

  /// onOffice's choices, ascending. Manual 12.2 names 2 weeks.
  static let choices: [(text: String, minutes: Int)] = [
    ("0 minutes", 0), ("5 minutes", 5), ("15 minutes", 15), ("30 minutes", 30),
    ("1 hours", 60), ("2 hours", 120), ("3 hours", 180), ("12 hours", 720), ("15 hours", 900),
    ("1 days", 1440), ("2 days", 2880), ("3 days", 4320),
    ("1 weeks", 10080), ("2 weeks", 20160), ("3 weeks", 30240),
  ]
}
