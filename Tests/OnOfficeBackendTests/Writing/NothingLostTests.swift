import Database
import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

/// A device's edit touches what it changed and nothing else, whatever the record holds.
@Suite struct NothingLostTests {
  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func aContactThatComesBackUnchangedChangesNothing(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let office = try await TestOffice()
    let id = try await office.address(randomAddress(&random), randomEntries(&random))
    let before = (try await office.storedAddress(id), try await office.number(of: .contacts))
    office.clock.set(try berlin("2024-03-11 12:00:00"))
    try await office.edit(contact: id) { _ in }
    #expect(try await office.storedAddress(id) == before.0)
    #expect(try await office.number(of: .contacts) == before.1)
  }

  @Test(
    .manual("12.3 Firma Zusatz ←", "12.3 Postfach ←", "12.3 Letzter Kontakt ←"),
    arguments: 1...12 as ClosedRange<UInt64>)
  func oneChangedElementOfAContactIsOneChangedField(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let office = try await TestOffice()
    let id = try await office.address(randomAddress(&random), randomEntries(&random))
    office.clock.set(try berlin("2024-03-11 12:00:00"))
    for (field, change) in Self.contactChanges {
      let before = try await office.storedAddress(id)
      try await office.edit(contact: id, change)
      let after = try await office.storedAddress(id)
      #expect(after.entries == before.entries)
      #expect(after.record.fields(unlike: before.record).subtracting(["Aenderung"]).isSubset(of: [field]))
    }
  }

  private static let contactChanges: [(String, @Sendable (inout ContactItem) -> Void)] = [
    ("Titel", { $0.title = "Prof." }), ("Vorname", { $0.firstName = "Neu" }), ("Name", { $0.lastName = nil }),
    ("Zusatz1", { $0.companyName = "Neu AG" }), ("Strasse", { $0.businessAddressStreet = "Neue Str. 1" }),
    ("Plz", { $0.businessAddressPostalCode = "12345" }), ("Ort", { $0.businessAddressCity = nil }),
    ("Land", { $0.businessAddressCountry = "Italien" }),
    ("Geburtsdatum", { $0.birthday = CivilDate(text: "1999-12-31") }),
    ("Homepage", { $0.webPage = "neu.example" }),
    ("-", { $0.spouse = "Erika" }),
  ]

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func numbersAreNeitherLostNorDoubled(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let given = randomEntries(&random)
    let office = try await TestOffice()
    let id = try await office.address(["Name": "Muster"], given)
    let stored = try await office.storedAddress(id).entries
    let wishes = Dictionary(
      uniqueKeysWithValues: SyncAssignment.allCases.map { ($0, randomWish(for: $0, &random)) })
    try await office.edit(contact: id) { $0.set(wishes) }
    let address = try await office.storedAddress(id)
    for former in stored {
      let now = try #require(address.entries.first { $0.id == former.id })
      #expect(now.value == former.value && now.type == former.type && now.comment == former.comment)
      #expect(now.isDefault == former.isDefault)
    }
    let contact = try await office.contact(id)
    for group in AddressEntry.Group.allCases {
      let sent = wishes.filter { $0.key.group == group }
      if sent.contains(where: { $0.value != nil }) {
        for (assignment, value) in sent { #expect(contact.number(assignment) == value, "\(assignment)") }
      }
      let values = address.entries.filter { $0.group == group }.map(\.value)
      for value in Set(values) {
        let before = stored.count { $0.group == group && $0.value == value }
        #expect(values.count { $0 == value } <= max(before, sent.values.count { $0 == value }), "\(value)")
      }
    }
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func aTaskThatComesBackUnchangedChangesNothing(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let office = try await TestOffice()
    let id = try await office.task(randomTask(&random))
    let before = (try await office.storedTask(id), try await office.number(of: .tasks))
    office.clock.set(try berlin("2024-03-11 12:00:00"))
    try await office.edit(task: id) { _ in }
    #expect(try await office.storedTask(id) == before.0)
    #expect(try await office.number(of: .tasks) == before.1)
  }

  @Test(
    .manual(
      "12.1 Verantwortung, Änderungen ←", "12.1 Bearbeiter ←", "12.1 Status ←", "12.1 Stand Bearbeitung ←",
      "12.1 Kommentar ←", "12.1 Soll-Aufwand ←", "12.1 Zugeordnete Adressen ←", "12.1 Eintragungsdatum ←",
      "12.1 Eingetragen von ←"), arguments: 1...12 as ClosedRange<UInt64>)
  func oneChangedElementOfATaskIsOneChangedField(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let office = try await TestOffice()
    try await office.write { try $0.createActionType(.task, key: "todo", label: "To-do") }
    let id = try await office.task(randomTask(&random))
    office.clock.set(try berlin("2024-03-11 12:00:00"))
    for (fields, change) in Self.taskChanges {
      let before = try await office.storedTask(id)
      try await office.edit(task: id, change)
      let after = try await office.storedTask(id)
      #expect(after.record.fields(unlike: before.record).subtracting(["modified"]).isSubset(of: fields))
      #expect((after.reminder == before.reminder) != fields.contains("Erinnerung"))
    }
  }

  private static let taskChanges: [(Set<String>, @Sendable (inout TaskItem) -> Void)] = [
    (["Betreff"], { $0.subject = "Neu" }), (["Aufgabe"], { $0.body = Body(plain: "Neu") }),
    (["Art"], { $0.categories = ["To-do"] }), (["Prio"], { $0.importance = 0 }),
    (["Beginnt_am", "Beginnt_um"], { $0.start = LocalDateTime(text: "2025-01-01 00:00:00") }),
    (
      ["Deadline_strikt", "Deadline", "Deadline_Zeit"],
      { $0.due = LocalDateTime(text: "2025-01-02 00:00:00") }
    ),
    (["Deadline_strikt"], { $0.due = nil }), (["Privat"], { $0.sensitivity = 2 }),
    (
      ["Erinnerung"],
      { task in
        task.reminderSet = true
        task.reminder = LocalDateTime(text: "2025-01-01 08:00:00")
      }
    ),
    (["Status", "erledigt", "Stand", "Austragsdatum"], { $0.complete = true }),
  ]
}

// MARK: - Random records
private func randomAddress(_ random: inout SeededGenerator) -> SampleFields {
  var fields: SampleFields = ["Name": "Muster"]
  let values: [(String, [SampleValue])] = [
    ("Titel", ["Dr.", "Prof. Dr."]), ("Vorname", ["Anna", " Änne "]), ("Zusatz1", ["GmbH"]),
    ("Zusatz2", ["Abt."]),
    ("Strasse", ["Weg 1", "Weg 1\r\nHof"]), ("Plz", ["50667"]), ("Ort", ["Köln"]),
    ("Land", ["DEU", "Bayern", "CHE"]), ("Geburtsdatum", ["1980-02-29", "1900-01-01"]),
    ("Homepage", ["x.example"]), ("Anrede", ["Frau"]), ("Postfach", ["1"]), ("Geburtsdatum2", ["2000-01-01"]),
    ("ArtDaten", ["Kunde|Makler"]), ("Privat", [0, 1]), ("letzter_Kontakt", ["2024-01-01 10:00:00"]),
  ]
  for (field, choices) in values where Bool.random(using: &random) {
    fields[field] = choices.randomElement(using: &random)
  }
  return fields
}

/// Some entries, of which some have the same value, and some assignments.
private func randomEntries(_ random: inout SeededGenerator) -> [AddressEntry] {
  var free = Set(SyncAssignment.allCases.filter { _ in Int.random(in: 0..<3, using: &random) == 0 })
  return (0..<Int.random(in: 0..<9, using: &random)).map { number in
    let group = AddressEntry.Group.allCases.randomElement(using: &random) ?? .phone
    let assignment = SyncAssignment.allCases.first { free.contains($0) && $0.group == group }
    if let assignment { free.remove(assignment) }
    return AddressEntry(
      group: group, type: group.rawValue, value: randomValue(of: group, &random), comment: "Notiz \(number)",
      isDefault: Bool.random(using: &random), assignment: assignment)
  }
}

private func randomValue(of group: AddressEntry.Group, _ random: inout SeededGenerator) -> String {
  let number = Int.random(in: 1...4, using: &random)
  return group == .email
    ? "a\(number)@b.example" : ["0221 \(number)", "0171 \(number)"].randomElement(using: &random) ?? ""
}

private func randomWish(for assignment: SyncAssignment, _ random: inout SeededGenerator) -> String? {
  Int.random(in: 0..<3, using: &random) == 0 ? randomValue(of: assignment.group, &random) : nil
}

private func randomTask(_ random: inout SeededGenerator) -> SampleFields {
  var fields: SampleFields = ["Betreff": "Exposé"]
  let values: [(String, [SampleValue])] = [
    ("Aufgabe", ["eins", "eins\r\nzwei\r", " "]), ("Prio", [0, 1, 2, 3, 4, 5]),
    ("Status", [1, 2, 4, 6, 7, 8]),
    ("Stand", [0, 25, 100]), ("erledigt", [0, 1]), ("Austragsdatum", ["2024-01-01"]),
    ("Beginnt_am", ["2024-03-01 00:00:00", "2024-03-31 02:30:00"]), ("Beginnt_um", ["10:00:00"]),
    ("Deadline_strikt", [0, 1]), ("Deadline", ["2024-10-27 00:00:00"]), ("Deadline_Zeit", ["02:30:00"]),
    ("Privat", [0, 1]), ("Bearbeiter", ["petra"]), ("Kommentar", ["x"]), ("Aufwand_Soll_NUM", [3]),
    ("relatedAddressId", [7]),
  ]
  for (field, choices) in values where Bool.random(using: &random) {
    fields[field] = choices.randomElement(using: &random)
  }
  return fields
}

// MARK: - Elements
extension ContactItem {
  private static let numbers: [SyncAssignment: WritableKeyPath<ContactItem, String?> & Sendable] = [
    .phonePrivate: \.homePhoneNumber, .phonePrivate2: \.home2PhoneNumber,
    .phoneBusiness: \.businessPhoneNumber,
    .phoneBusiness2: \.business2PhoneNumber, .mobile: \.mobilePhoneNumber, .car: \.carPhoneNumber,
    .pager: \.pagerNumber, .radio: \.radioPhoneNumber, .assistant: \.assistantPhoneNumber,
    .companyMain: \.companyMainPhone, .faxPrivate: \.homeFaxNumber, .faxBusiness: \.businessFaxNumber,
    .email1: \.email1Address, .email2: \.email2Address, .email3: \.email3Address,
  ]

  fileprivate func number(_ assignment: SyncAssignment) -> String? {
    Self.numbers[assignment].flatMap { self[keyPath: $0] }
  }

  fileprivate mutating func set(_ values: [SyncAssignment: String?]) {
    for (assignment, path) in Self.numbers { self[keyPath: path] = values[assignment] ?? nil }
  }
}

extension Record {
  fileprivate func fields(unlike other: Record) -> Set<String> {
    Set(fields.keys).union(other.fields.keys).filter { self[$0] != other[$0] }
  }
}
