import Foundation
import SyncModel
import WBXML

/// What the fields of a record may say after a command of a device, by onOffice's mapping and not by the program's.
///
/// Manual 12.1, 12.2, 12.3.
struct SentFields {
  /// Who sends.
  struct Sender {
    let user: Int64
    let version: ProtocolVersion
    let now: Date
  }

  /// By field: what it may say. The others stay as they were.
  var allowed: [String: Set<String>] = [:]
  let before: OfficeRecord?
  let sender: Sender
  private let users: Set<Int64>
  /// Whom the content names besides.
  var guests: Set<Int64> = []

  /// What becomes of `before`, or of nothing, by a command.
  init(_ command: SentCommand, over before: OfficeRecord?, by sender: Sender) throws {
    self.before = before
    self.sender = sender
    guard let content = command.data else {
      // Manual 12.1 to 12.3: a contact is taken from the user's devices, an appointment cancelled, a task given up. A
      // note goes as it is.
      let old = before?.users ?? []
      users = command.itemClass == .contacts ? old.subtracting([sender.user]) : old
      if command.itemClass == .calendar { allowed["status"] = ["canceled"] }
      if command.itemClass == .tasks { allowed["Status"] = ["5"] }
      return
    }
    users = before?.users ?? [sender.user]
    switch command.itemClass {
    case .contacts: contact(try content.decode())
    case .calendar: appointment(try content.decode())
    case .tasks: task(try content.decode())
    case .notes: note(try content.decode())
    }
  }

  /// What a record says or whom it has that it may not; nil if it is as it must be.
  func offence(of record: OfficeRecord) -> String? {
    guard record.users == users || record.users == users.union(guests) else {
      return "it belongs to \(record.users.sorted()) and not to \(users.union(guests).sorted())"
    }
    for (field, text) in zip(record.itemClass.fields, record.fields) {
      let isRight =
        allowed[field].map { $0.contains(text) } ?? before.map { $0[field] == text }
        ?? Self.isUsual(field, text)
      guard isRight else {
        let right = (allowed[field] ?? [before?[field] ?? ""]).sorted()
        return "\(field) says '\(text)' and none of \(right)"
      }
    }
    return nil
  }

  /// Whether a field of a new record that no element names may say so.
  private static func isUsual(_ field: String, _ text: String) -> Bool {
    usual[field].map { $0.contains(text) } ?? ["", "0"].contains(text)
  }

  private static let usual: [String: Set<String>] = [
    "Status": ["1"], "status": ["active"], "Land": ["", "DEU"], "Prio": ["3"], "Art": ["3"],
  ]

  /// A text; what a content leaves out stays or is gone, as the version has it.
  mutating func say(_ field: String, _ text: String?) {
    allowed[field] = text.flatMap { $0.isEmpty ? nil : [$0] } ?? ["", before?[field] ?? ""]
  }
}

// MARK: - Contacts
extension SentFields {
  private mutating func contact(_ contact: ContactItem) {
    say("Vorname", contact.firstName)
    say("Name", contact.lastName)
    say("Titel", contact.title)
    say("Zusatz1", contact.companyName)
    say("Strasse", contact.businessAddressStreet)
    say("Plz", contact.businessAddressPostalCode)
    say("Ort", contact.businessAddressCity)
    say("Homepage", contact.webPage)
    let entries = (before?["entries"] ?? "").split(separator: "|").map(String.init)
    let said = [
      ("Telefon (privat)", contact.homePhoneNumber), ("E-Mail 1", contact.email1Address),
    ]
    let outcomes = said.reduce([entries]) { lists, said in
      lists.flatMap { Self.outcomes(of: $0, saying: said.1, as: said.0) }
    }
    allowed["entries"] = Set(outcomes.map { $0.joined(separator: "|") })
  }

  /// What may become of entries. A number that is left out stays, with its assignment or, as the version has it,
  /// without. One that was sent although nothing is assigned needs no assignment either. Manual 12.3.
  private static func outcomes(
    of entries: [String], saying value: String?, as assignment: String
  ) -> [[String]] {
    guard let value else { return [entries, unassigning(assignment, in: entries)] }
    let group = entries.filter { $0.contains("@") == value.contains("@") }
    let isFallback = group.contains("=\(value)") && group.allSatisfy { $0.hasPrefix("=") }
    return [assigning(value, as: assignment, in: entries)] + (isFallback ? [entries] : [])
  }

  /// A new number is added; the former one stays, without its assignment. Manual 12.3.
  private static func assigning(
    _ value: String, as assignment: String, in entries: [String]
  ) -> [String] {
    let assigned = "\(assignment)=\(value)"
    guard !entries.contains(assigned) else { return entries }
    var entries = unassigning(assignment, in: entries)
    if let free = entries.firstIndex(of: "=\(value)") {
      entries[free] = assigned
    } else {
      entries.append(assigned)
    }
    return entries
  }

  private static func unassigning(_ assignment: String, in entries: [String]) -> [String] {
    entries.map { entry in
      entry.hasPrefix(assignment + "=") ? String(entry.dropFirst(assignment.count)) : entry
    }
  }
}

// MARK: - Notes
extension SentFields {
  private mutating func note(_ note: NoteItem) {
    say("Betreff", note.subject)
    say("Notiz", note.body?.data)
  }
}

// MARK: - Tasks
extension SentFields {
  private mutating func task(_ task: TaskItem) {
    say("Betreff", task.subject)
    say("Aufgabe", task.body?.data)
    if before == nil { allowed["Verantwortung"] = [Site.logins[Int(sender.user) - 1]] }
    if let importance = task.importance, importance != Self.importance(before?["Prio"]) {
      allowed["Prio"] = [["4", "3", "2"][min(2, importance)]]
    }
    if let sensitivity = task.sensitivity { allowed["Privat"] = sensitivity >= 2 ? ["1"] : ["", "0"] }
    if let due = task.dueDate {
      let moment = LocalDateTime(due, in: .gmt)
      let old = before?["Deadline"] ?? ""
      allowed["Deadline_strikt"] = ["1"]
      allowed["Deadline"] = [old.hasPrefix(moment.date.text) ? old : moment.text]
    }
    if let isComplete = task.complete { settle(isComplete: isComplete) }
  }

  private mutating func settle(isComplete: Bool) {
    if isComplete {
      (allowed["Status"], allowed["erledigt"], allowed["Stand"]) = (["3"], ["1"], ["100"])
      let today = LocalDateTime(sender.now, in: Site.zone).date.text
      // One that is done already keeps its day.
      allowed["Austragsdatum"] = [today, before?["Status"] == "3" ? before?["Austragsdatum"] ?? "" : today]
    } else if before?["Status"] == "3" {
      allowed["Status"] = ["1", "2", "4", "6", "7", "8"]
      for field in ["erledigt", "Stand", "Austragsdatum"] { allowed[field] = ["", "0"] }
    }
  }

  /// Six priorities are three on devices, and the finer one stays. Manual 12.1.
  private static func importance(_ priority: String?) -> Int? {
    switch priority {
    case "1", "2": 2
    case "4", "5": 0
    case nil: nil
    default: 1
    }
  }
}
