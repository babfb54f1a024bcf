import Database
import SyncModel

/// A record of onOffice as its database has it, read past the program under test.
struct OfficeRecord: Hashable, Sendable {
  let itemClass: ItemClass
  let id: Int64
  /// Names the item from its birth on; nobody edits it.
  let mark: String
  /// The places where people edit; each text is typed once.
  let places: [String]
  /// What they say together.
  let text: String
  /// Who has it, if it is shown at all.
  var users: Set<Int64> = []
  /// Whether it is active, not cancelled, open, and at all there.
  var isShown: Bool
  /// When an appointment takes place.
  var time: AppointmentTime?
  /// The fields that devices see or write, in the order of the class's.
  let fields: [String]

  /// What names a record in the history.
  struct Name: Hashable, Comparable, Sendable, CustomStringConvertible {
    let itemClass: ItemClass
    let id: Int64
    var description: String { "\(itemClass.folder):\(id)" }
    static func < (left: Name, right: Name) -> Bool {
      (left.itemClass.rawValue, left.id) < (right.itemClass.rawValue, right.id)
    }
  }

  var name: Name { Name(itemClass: itemClass, id: id) }

  /// What a field says; empty for one that there is not.
  subscript(field: String) -> String { itemClass.fields.firstIndex(of: field).map { fields[$0] } ?? "" }

  /// What its fields say but for who has it and whether it is shown.
  var content: [String] {
    zip(itemClass.fields, fields).filter { !Self.states.contains($0.0) }.map(\.1)
  }

  private static let states: Set<String> = [
    "Status", "status", "Verantwortung", "Bearbeiter", "erledigt", "Stand", "Austragsdatum",
  ]

  /// The record as it was before somebody deleted it for good.
  var gone: OfficeRecord {
    var record = self
    record.isShown = false
    return record
  }

  /// Whether a user's devices may have it.
  func isFor(_ user: Int64) -> Bool { isShown && users.contains(user) }
}

/// All records of the office at one moment.
final class OfficeRecords: Sendable {
  let all: [OfficeRecord.Name: OfficeRecord]
  /// Of each record what no device sees or writes.
  let unsynced: [OfficeRecord.Name: String]
  /// By number.
  private let sorted: [ItemClass: [OfficeRecord]]

  /// The records of a class by number.
  func records(of itemClass: ItemClass) -> [OfficeRecord] { sorted[itemClass] ?? [] }

  /// What the record of an item says.
  func text(of command: SentCommand) -> String? {
    records(of: command.itemClass).first { $0.mark == command.mark }?.text
  }

  subscript(name: OfficeRecord.Name) -> OfficeRecord? { all[name] }

  /// Reads them. Notes of `former` that are no more are gone, as what others are that nobody deletes for good.
  init(_ database: any Database, after former: OfficeRecords?) async throws {
    var read = try await database.read { sql in
      try ItemClass.allCases.flatMap { try OfficeRecord.read($0, sql) }
    }
    let there = Set(read.map(\.record.name))
    for note in former?.records(of: .notes) ?? [] where !there.contains(note.name) {
      read.append((note.gone, former?.unsynced[note.name] ?? ""))
    }
    all = Dictionary(uniqueKeysWithValues: read.map { ($0.record.name, $0.record) })
    unsynced = Dictionary(uniqueKeysWithValues: read.map { ($0.record.name, $0.unsynced) })
    sorted = Dictionary(grouping: read.map(\.record)) { $0.itemClass }
  }
}

/// What people type: a birth mark that stays, and a text that is new with each edit.
enum Typed {
  /// Mark and text of a subject.
  static func parts(of subject: String) -> (mark: String, text: String) {
    let parts = subject.split(separator: " ", maxSplits: 1)
    return (parts.first.map(String.init) ?? "", parts.count > 1 ? String(parts[1]) : "")
  }

  /// What people typed into several places; an edit changes one of them, and is seen in no other.
  static func text(_ places: [String]) -> String {
    Set(places).count == 1 ? places[0] : places.joined(separator: "/")
  }
}

extension ItemClass {
  /// The folder's CollectionId.
  var folder: String {
    switch self {
    case .calendar: "calendar"
    case .contacts: "contacts"
    case .tasks: "tasks"
    case .notes: "notes"
    }
  }

  /// The class of a folder.
  init?(folder: String?) {
    guard let found = ItemClass.allCases.first(where: { $0.folder == folder }) else { return nil }
    self = found
  }

  /// The record that a ServerId names; nil if it is none of this class.
  func name(of serverId: ServerId?) -> OfficeRecord.Name? {
    guard let text = serverId?.rawValue, text.hasPrefix(folder + ":"),
      let id = Int64(text.dropFirst(folder.count + 1))
    else { return nil }
    return OfficeRecord.Name(itemClass: self, id: id)
  }
}
