import Database
import Foundation
import OnOfficeBackend
import SyncModel

// Appointments, tasks and notes.
extension OfficeActor {
  /// An appointment of both users, near.
  func createMeeting() async throws -> String {
    let record = times(
      LocalDateTime(site.now.addingTimeInterval(7200), in: Site.zone), isAllDay: false, length: 1)
    let (users, subject, text) = (Set(users), "\(mark) \(text)", text)
    try await write { office in
      var record = record
      record["description"] = .text(subject)
      record["note"] = .text(text)
      record["ort"] = .text(text)
      try office.createAppointment(AppointmentDraft(record, users: users))
    }
    return "creates meeting \(subject)"
  }

  func appointments(_ dice: inout Dice) async throws -> String? {
    guard let record = dice.pick(records.records(of: .calendar)), !dice.once(in: 3) else {
      return try await createAppointment(&dice)
    }
    let subject = "\(record.mark) \(text)"
    switch dice.below(10) {
    case 8:
      let (field, text) = (dice.pick(["note", "ort"]) ?? "note", text)
      try await write { try $0.modifyAppointment(record.id) { $0.record[field] = .text(text) } }
      return "edits \(field) of \(record.mark) to \(text)"
    case 9:
      let reminder = dice.pick(["5 minutes", "1 hours", "2 weeks"]) ?? ""
      try await write { try $0.modifyAppointment(record.id) { $0.record["erinnerung"] = .text(reminder) } }
      return "sets the reminder of \(record.mark) to \(reminder)"
    case 0, 1:
      let status = record.isShown ? "canceled" : "active"
      try await write { try $0.modifyAppointment(record.id) { $0.record["status"] = .text(status) } }
      return "sets \(record.mark) \(status)"
    case 2, 3, 4:
      guard record.time?.unit == nil else { return nil }
      let fields = times(day(&dice), isAllDay: record.time?.isAllDay == true, length: 1)
      try await write { office in
        try office.modifyAppointment(record.id) { draft in
          draft.record.fields.merge(fields.fields) { $1 }
          draft.record["description"] = .text(subject)
        }
      }
      return "moves \(record.mark), now \(subject), to \(fields["start_dt"] ?? .null)"
    case 5:
      let users = Set(dice.pick([[1], [2], [1, 2]]) ?? [Int64(1)])
      try await write { try $0.modifyAppointment(record.id) { $0.users = users } }
      return "gives \(record.mark) to \(users.sorted())"
    default:
      try await write { try $0.modifyAppointment(record.id) { $0.record["description"] = .text(subject) } }
      return "edits \(record.mark) to \(subject)"
    }
  }

  private func createAppointment(_ dice: inout Dice) async throws -> String {
    let isAllDay = dice.once(in: 4)
    let start = day(&dice)
    var record = times(start, isAllDay: isAllDay, length: dice.number(1...3))
    record["description"] = .text("\(mark) \(text)")
    record["note"] = .text(text)
    record["ort"] = .text(text)
    if dice.once(in: 4) {
      record["rp_flag"] = .integer(1)
      record["rp_type"] = .text(dice.pick(["t", "w", "m", "j"]) ?? "t")
      record["rp_tage"] = .integer(Int64(dice.number(1...3)))
      if dice.once(in: 2) {
        record["rp_ende_datum"] = .text(start.date.adding(days: dice.number(0...90)).text)
      }
    }
    let draft = AppointmentDraft(record, users: Set(dice.pick([[1], [2], [1, 2], [1, 2]]) ?? [Int64(1)]))
    try await write { try $0.createAppointment(draft) }
    return "creates appointment \(mark) \(text) for \(draft.users.sorted()) at \(record["start_dt"] ?? .null)"
  }

  private func day(_ dice: inout Dice) -> LocalDateTime {
    let today = LocalDateTime(site.now, in: Site.zone).date
    return LocalDateTime(date: today.adding(days: Days.draw(&dice)), hour: dice.below(24), minute: 30)
  }

  private func times(_ start: LocalDateTime, isAllDay: Bool, length: Int) -> Record {
    let end =
      isAllDay
      ? LocalDateTime(date: start.date.adding(days: length - 1), second: 86_399)
      : start.adding(seconds: length * 2400)
    let begin = isAllDay ? LocalDateTime(date: start.date) : start
    return [
      "ganztags": .integer(isAllDay ? 1 : 0), "start_dt": .text(begin.text), "end_dt": .text(end.text),
    ]
  }

  func notes(_ dice: inout Dice) async throws -> String? {
    let there = records.records(of: .notes).filter(\.isShown)
    guard let record = dice.pick(there), !dice.once(in: 3) else {
      let (subject, text, user) = ("\(mark) \(text)", text, dice.pick(users) ?? 1)
      try await write { try $0.createNote(["Betreff": .text(subject), "Notiz": .text(text)], of: user) }
      return "creates note \(subject) of \(user)"
    }
    let (subject, text) = ("\(record.mark) \(text)", text)
    switch dice.below(6) {
    case 0:
      try await write { try $0.deleteNote(record.id) }
      return "deletes \(record.mark)"
    case 1, 2:
      try await write { try $0.modifyNote(record.id) { $0["Betreff"] = .text(subject) } }
      return "edits \(record.mark) to \(subject)"
    default:
      try await write { try $0.modifyNote(record.id) { $0["Notiz"] = .text(text) } }
      return "edits Notiz of \(record.mark) to \(text)"
    }
  }

  func tasks(_ dice: inout Dice) async throws -> String? {
    guard let record = dice.pick(records.records(of: .tasks)), !dice.once(in: 4) else {
      let (subject, text) = ("\(mark) \(text)", text)
      let (first, second) = (dice.pick(Site.logins) ?? "", dice.pick(Site.logins + [""]) ?? "")
      try await write { office in
        try office.createTask([
          "Betreff": .text(subject), "Aufgabe": .text(text), "Verantwortung": .text(first),
          "Bearbeiter": .text(second),
        ])
      }
      return "creates task \(subject) of \(first), \(second)"
    }
    let subject = "\(record.mark) \(text)"
    switch dice.below(8) {
    case 6:
      let text = text
      try await write { try $0.modifyTask(record.id) { $0["Aufgabe"] = .text(text) } }
      return "edits Aufgabe of \(record.mark) to \(text)"
    case 7:
      let priority = Int64(dice.number(2...4))
      try await write { try $0.modifyTask(record.id) { $0["Prio"] = .integer(priority) } }
      return "sets the priority of \(record.mark) to \(priority)"
    case 0, 1:
      let status: Int64 = record.isShown ? dice.pick([3, 5]) ?? 3 : 1
      try await write { try $0.modifyTask(record.id) { $0["Status"] = .integer(status) } }
      return "sets \(record.mark) to Status \(status)"
    case 2:
      let login = dice.pick(Site.logins) ?? ""
      try await write { try $0.modifyTask(record.id) { $0["Bearbeiter"] = .text(login) } }
      return "gives \(record.mark) to \(login)"
    default:
      try await write { try $0.modifyTask(record.id) { $0["Betreff"] = .text(subject) } }
      return "edits \(record.mark) to \(subject)"
    }
  }
}
