import OnOfficeBackend
import SyncModel
import TestSupport
import Testing

/// „Telefonnummern, Faxnummern und E-Mail-Adressen“ of the manual's section 12.3, over the whole server.
@Suite("Manual 12.3, the column Sync", .serialized, .timeLimit(.minutes(10))) struct ContactEntryTests {
  /// What a device is shown of entries, what its user makes of that, and what comes of it.
  struct Case: Sendable {
    /// The manual's sentence, or the rule where it is silent.
    let rule: String
    let given: [String]
    let shown: [String: String]
    /// Elements and what they become; nil: deleted.
    var typed: [String: String?] = [:]
    /// The entries afterwards; nil: as before.
    var stored: [String]?
    /// What the device shows after its next Sync; nil: what it had then, and nothing comes.
    var then: [String: String]?
    /// What another device shows, if it is something else.
    var others: [String: String]?
  }

  /// Cases that belong together.
  struct Cases: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let all: [Case]

    init(_ name: String, _ all: [Case]) {
      testDescription = name
      self.all = all
    }
  }

  static let tables = [
    Cases("fallback", fallback), Cases("assigned", assigned), Cases("changed", changed),
    Cases("deleted", deleted), Cases("known", known), Cases("moved", moved), Cases("mail", mail),
    Cases("types", types),
  ]

  @Test(
    .manual(
      "12.3 Telefonnummern →", "12.3 Telefonnummern ←", "12.3 Telefaxnummern →", "12.3 Telefaxnummern ←",
      "12.3 E-Mail →", "12.3 E-Mail ←", "12.3 Felder", "12.3 Nur einmal", "12.3 Typ", "12.3 Fallback",
      "12.3 Fallback getrennt", "12.3 Nummer ändern", "12.3 Alte Nummer", "12.3 Nummer löschen",
      "12.3 Alle Nummern löschen", "12.3 Standardnummer wieder"), arguments: ProtocolVersion.tried, tables)
  func eachCase(_ version: ProtocolVersion, _ cases: Cases) async throws {
    let cases = cases.all
    try await ContactOffice.run { office in
      var ids: [Int64] = []
      for row in cases {
        ids.append(try await office.address(["Name": "Fall"], row.given.map(AddressEntry.init(table:))))
      }
      let phone = try await office.phone(version)
      var before: [Int64: Address] = [:]
      for (id, row) in zip(ids, cases) {
        before[id] = try await office.stored(id)
        #expect(try Self.shown(phone, id) == row.shown, "\(row.rule)")
      }
      let edits = zip(ids, cases).map { id, row in
        (
          id: id,
          make: { (item: inout ContactElements) in for (name, text) in row.typed { item[name] = text } }
        )
      }
      #expect(try await phone.edit(edits) == [])
      var comes: Set<String> = []
      for (id, row) in zip(ids, cases) {
        let stored = try await office.stored(id)
        let expected = try row.stored ?? #require(before[id]).entries.map(\.tableText)
        #expect(stored.entries.map(\.tableText) == expected, "\(row.rule)")
        if row.then != nil { comes.insert("change \(id)") }
        // Nothing else of the address is touched, nor is its time.
        if row.stored == nil { #expect(stored == before[id], "\(row.rule)") }
      }
      #expect(Set(try await phone.settle()) == comes)
      let fresh = try await office.phone(version)
      for (id, row) in zip(ids, cases) {
        let typed = row.shown.merging(row.typed.mapValues { $0 ?? "" }) { $1 }.filter { $0.value != "" }
        #expect(try Self.shown(phone, id) == row.then ?? typed, "\(row.rule)")
        #expect(try Self.shown(fresh, id) == row.others ?? row.then ?? typed, "\(row.rule)")
      }
    }
  }

  /// The numbers and mail addresses of an item.
  private static func shown(_ phone: ContactPhone, _ id: Int64) throws -> [String: String] {
    let others: Set = ["LastName", "FileAs"]
    let item = try phone.item(id).filter { !others.contains($0) }
    return Dictionary(uniqueKeysWithValues: item.elements.map { ($0.name, $0.text) })
  }
}

// MARK: - The cases
extension ContactEntryTests {
  /// „Ist keine explizite Zuordnung vergeben (alle Felder stehen auf „keine Zuordnung“), wird bei der Synchronisation
  /// die Standardnummer (bzw. Standard-E-Mail) und ggf. zusätzlich die erste verfügbare Mobilfunknummer übertragen.
  /// Diese Regelung gilt getrennt für Telefonnummern, Faxnummern und E-Mail-Adressen.“
  static let fallback: [Case] = [
    Case(
      rule: "„die Standardnummer … und ggf. zusätzlich die erste verfügbare Mobilfunknummer“",
      given: [
        "phone | 0221 1 | -", "mobile | 0171 2 | -", "phone | 0221 3 | - | *", "mobile | 0171 4 | -",
      ],
      shown: ["HomePhoneNumber": "0221 3", "MobilePhoneNumber": "0171 2"]),
    Case(
      rule: "the default number is itself mobile",
      given: ["phone | 0221 1 | -", "mobile | 0171 2 | -", "mobile | 0171 3 | - | *"],
      shown: ["MobilePhoneNumber": "0171 3"]),
    Case(rule: "no mobile number", given: ["phone | 0221 1 | -"], shown: ["HomePhoneNumber": "0221 1"]),
    Case(
      rule: "„getrennt für … Faxnummern“",
      given: ["phone | 0221 1 | Autotelefon", "fax | 0221 2 | -", "fax | 0221 3 | - | *"],
      shown: ["CarPhoneNumber": "0221 1", "HomeFaxNumber": "0221 3"]),
    Case(
      rule: "„getrennt für … E-Mail-Adressen“",
      given: ["email | a@x.example | -", "email | b@x.example | - | *", "fax | 0221 2 | Fax (geschäftlich)"],
      shown: ["Email1Address": "b@x.example", "BusinessFaxNumber": "0221 2"]),
    Case(
      rule: "an assignment ends the fallback of its group only",
      given: [
        "phone | 0221 1 | - | *", "mobile | 0171 2 | -", "phone | 0221 3 | Pager", "email | a@x.example | -",
      ],
      shown: ["PagerNumber": "0221 3", "Email1Address": "a@x.example"]),
    Case(
      rule: "a part is changed: what was sent is assigned first",
      given: ["phone | 0221 1 | - | *", "mobile | 0171 2 | -", "fax | 0221 3 | -"],
      shown: ["HomePhoneNumber": "0221 1", "MobilePhoneNumber": "0171 2", "HomeFaxNumber": "0221 3"],
      typed: ["HomePhoneNumber": "0221 9"],
      stored: [
        "phone | 0221 1 | - | *", "mobile | 0171 2 | Mobil", "fax | 0221 3 | - | *",
        "phone_private | 0221 9 | Telefon (privat)",
      ]),
    Case(
      rule: "a part is deleted and does not return",
      given: ["phone | 0221 1 | - | *", "mobile | 0171 2 | -"],
      shown: ["HomePhoneNumber": "0221 1", "MobilePhoneNumber": "0171 2"], typed: ["MobilePhoneNumber": nil],
      stored: ["phone | 0221 1 | Telefon (privat) | *", "mobile | 0171 2 | -"]),
    Case(
      rule: "the other part is deleted", given: ["phone | 0221 1 | - | *", "mobile | 0171 2 | -"],
      shown: ["HomePhoneNumber": "0221 1", "MobilePhoneNumber": "0171 2"], typed: ["HomePhoneNumber": nil],
      stored: ["phone | 0221 1 | - | *", "mobile | 0171 2 | Mobil"]),
    Case(
      rule: "a number is added", given: ["phone | 0221 1 | - | *", "mobile | 0171 2 | -"],
      shown: ["HomePhoneNumber": "0221 1", "MobilePhoneNumber": "0171 2"],
      typed: ["BusinessPhoneNumber": "0221 8"],
      stored: [
        "phone | 0221 1 | Telefon (privat) | *", "mobile | 0171 2 | Mobil",
        "phone_business | 0221 8 | Telefon (geschäftlich)",
      ]),
    Case(
      rule: "both change places", given: ["phone | 0221 1 | - | *", "mobile | 0171 2 | -"],
      shown: ["HomePhoneNumber": "0221 1", "MobilePhoneNumber": "0171 2"],
      typed: ["HomePhoneNumber": "0171 2", "MobilePhoneNumber": "0221 1"],
      stored: ["phone | 0221 1 | Mobil | *", "mobile | 0171 2 | Telefon (privat)"]),
    Case(
      rule: "another field of the contact is changed",
      given: ["phone | 0221 1 | - | *", "email | a@x.example | -"],
      shown: ["HomePhoneNumber": "0221 1", "Email1Address": "a@x.example"], typed: [:]),
    Case(
      rule:
        "all are deleted: „wird bei der nächsten Synchronisation … erneut das Fallback-Verhalten ausgelöst“",
      given: ["phone | 0221 1 | - | *", "mobile | 0171 2 | -"],
      shown: ["HomePhoneNumber": "0221 1", "MobilePhoneNumber": "0171 2"],
      typed: ["HomePhoneNumber": nil, "MobilePhoneNumber": nil],
      then: ["HomePhoneNumber": "0221 1", "MobilePhoneNumber": "0171 2"]),
  ]

  static let assigned: [Case] = [
    Case(
      rule: "„bis zu 10 Telefonnummern“, „bis zu 2 Faxnummern“, „bis zu 3 E-Mail-Adressen“ at once",
      given: elements.map { "\($0.type) | \($0.value) | \($0.assignment)" },
      shown: Dictionary(uniqueKeysWithValues: elements.map { ($0.element, $0.value) })),
    Case(
      rule: "„völlig unabhängig davon, welchen Typ sie in der ersten Spalte ausgewählt haben“",
      given: [
        "mobile | 0171 1 | Telefon (privat)", "phone_business | 0221 2 | Mobil",
        "phone_private | 0221 3 | Telefon (geschäftlich)", "fax_private | 0221 4 | Fax (geschäftlich)",
        "email_business | a@x.example | E-Mail 3",
      ],
      shown: [
        "HomePhoneNumber": "0171 1", "MobilePhoneNumber": "0221 2", "BusinessPhoneNumber": "0221 3",
        "BusinessFaxNumber": "0221 4", "Email3Address": "a@x.example",
      ]),
    Case(
      rule: "„Es kann jeweils jede Auswahl nur einmal getroffen werden“",
      given: ["phone | 0221 1 | Funk", "phone | 0221 2 | Funk"], shown: ["RadioPhoneNumber": "0221 2"]),
    Case(
      rule: "entries without assignment are not sent",
      given: ["phone | 0221 1 | - | *", "phone | 0221 2 | Funk"],
      shown: ["RadioPhoneNumber": "0221 2"]),
    Case(rule: "no entries", given: [], shown: [:]),
    Case(
      rule: "all 15 are typed into a contact without entries", given: [], shown: [:],
      typed: Dictionary(uniqueKeysWithValues: elements.map { ($0.element, $0.value) }),
      stored: elements.enumerated().map { index, one in
        "\(one.type) | \(one.value) | \(one.assignment)" + ([0, 10, 12].contains(index) ? " | *" : "")
      }),
  ]

  /// „Ändern Sie auf dem Smartphone eine Telefonnummer, wird diese Nummer in onOffice enterprise als neue Nummer
  /// hinterlegt und mit der entsprechenden Zuordnung für die Synchronisation eingetragen. Die alte Nummer bleibt in
  /// onOffice enterprise erhalten, wird aber nicht mehr synchronisiert.“
  static let changed: [Case] =
    elements.map { one -> Case in
      let old = one.element.hasPrefix("Email") ? "alt@x.example" : "0221 4711"
      let group = one.element.hasPrefix("Email") ? "email" : one.element.contains("Fax") ? "fax" : "phone"
      return Case(
        rule: "„wird diese Nummer … als neue Nummer hinterlegt“: \(one.element)",
        given: ["\(group) | \(old) | \(one.assignment)"], shown: [one.element: old],
        typed: [one.element: one.value],
        stored: ["\(group) | \(old) | - | *", "\(one.type) | \(one.value) | \(one.assignment)"])
    } + [
      Case(
        rule: "the default does not move", given: ["phone | 0221 1 | Pager", "phone | 0221 2 | Funk | *"],
        shown: ["PagerNumber": "0221 1", "RadioPhoneNumber": "0221 2"], typed: ["RadioPhoneNumber": "0221 3"],
        stored: ["phone | 0221 1 | Pager", "phone | 0221 2 | - | *", "phone | 0221 3 | Funk"])
    ]

  /// „Löschen Sie auf dem Smartphone eine Telefonnummer, wird diese beim synchronisieren in onOffice enterprise NICHT
  /// gelöscht, sondern nur aus der Synchronisation herausgenommen.“
  static let deleted: [Case] =
    elements.map { one -> Case in
      let group = one.element.hasPrefix("Email") ? "email" : one.element.contains("Fax") ? "fax" : "phone"
      let other = elements.last { $0.type.hasPrefix(group) && $0.element != one.element }
      let (value, assignment) = (other?.value ?? "", other?.assignment ?? "")
      return Case(
        rule: "„nur aus der Synchronisation herausgenommen“: \(one.element)",
        given: [
          "\(one.type) | \(one.value) | \(one.assignment)", "\(other?.type ?? "") | \(value) | \(assignment)",
        ],
        shown: [one.element: one.value, other?.element ?? "": value], typed: [one.element: nil],
        stored: ["\(one.type) | \(one.value) | - | *", "\(other?.type ?? "") | \(value) | \(assignment)"])
    } + [
      Case(
        rule: "„alle Telefonnummern“: „Die aktuelle Standardnummer wieder zum Client übertragen“",
        given: ["phone | 0221 1 | Pager", "phone | 0221 2 | Funk | *", "email | a@x.example | E-Mail 2"],
        shown: ["PagerNumber": "0221 1", "RadioPhoneNumber": "0221 2", "Email2Address": "a@x.example"],
        typed: ["PagerNumber": nil, "RadioPhoneNumber": nil],
        stored: ["phone | 0221 1 | -", "phone | 0221 2 | - | *", "email | a@x.example | E-Mail 2 | *"],
        then: ["HomePhoneNumber": "0221 2", "Email2Address": "a@x.example"]),
      Case(
        rule: "„(oder Faxnummern bzw. E-Mail-Adressen)“",
        given: [
          "fax | 0221 1 | Fax (geschäftlich)", "email | a@x.example | E-Mail 2",
          "email | b@x.example | - | *",
        ],
        shown: ["BusinessFaxNumber": "0221 1", "Email2Address": "a@x.example"],
        typed: ["BusinessFaxNumber": nil, "Email2Address": nil],
        stored: ["fax | 0221 1 | - | *", "email | a@x.example | -", "email | b@x.example | - | *"],
        then: ["HomeFaxNumber": "0221 1", "Email1Address": "b@x.example"]),
      Case(
        rule: "„sofern Sie keine neuen Telefonnummern zur Synchronisation festgelegt haben“",
        given: ["phone | 0221 1 | Pager | *"], shown: ["PagerNumber": "0221 1"],
        typed: ["PagerNumber": nil, "CarPhoneNumber": "0221 7"],
        stored: ["phone | 0221 1 | - | *", "phone | 0221 7 | Autotelefon"]),
    ]

  /// A value that an entry has already only moves the assignment; compared is what is dialled.
  static let known: [Case] = [
    Case(
      rule: "a free entry has the number, written otherwise",
      given: ["phone | 0221 1 | Pager | *", "phone | +49 (0)221 4711-12 | -"],
      shown: ["PagerNumber": "0221 1"],
      typed: ["PagerNumber": "0221/471112"],
      stored: ["phone | 0221 1 | - | *", "phone | +49 (0)221 4711-12 | Pager"],
      then: ["PagerNumber": "+49 (0)221 4711-12"]),
    Case(
      rule: "a free entry of any type", given: ["phone | 0221 1 | Pager | *", "mobile | 0171 5 | -"],
      shown: ["PagerNumber": "0221 1"], typed: ["BusinessPhoneNumber": "0171 5"],
      stored: ["phone | 0221 1 | Pager | *", "mobile | 0171 5 | Telefon (geschäftlich)"]),
    Case(
      rule: "the number itself, written otherwise", given: ["phone | 0221 4711-12 | Pager"],
      shown: ["PagerNumber": "0221 4711-12"], typed: ["PagerNumber": "+49 221 471112"],
      then: ["PagerNumber": "0221 4711-12"]),
    Case(
      rule: "another entry has it and keeps its assignment", given: ["phone | 0221 1 | Pager"],
      shown: ["PagerNumber": "0221 1"], typed: ["CarPhoneNumber": "0221 1"],
      stored: ["phone | 0221 1 | Pager | *", "phone | 0221 1 | Autotelefon"]),
    Case(
      rule: "a fax has the number: another pop-up", given: ["phone | 0221 1 | Pager", "fax | 0221 2 | -"],
      shown: ["PagerNumber": "0221 1", "HomeFaxNumber": "0221 2"], typed: ["PagerNumber": "0221 2"],
      stored: ["phone | 0221 1 | - | *", "fax | 0221 2 | - | *", "phone | 0221 2 | Pager"]),
    Case(
      rule: "the number that was there before comes back",
      given: ["phone | 0221 1 | - | *", "phone_private | 0221 2 | Telefon (privat)"],
      shown: ["HomePhoneNumber": "0221 2"], typed: ["HomePhoneNumber": "0221 1"],
      stored: ["phone | 0221 1 | Telefon (privat) | *", "phone_private | 0221 2 | -"]),
  ]

  static let moved: [Case] = [
    Case(
      rule: "two change places", given: ["phone | 0221 1 | Pager | *", "phone_business | 0221 2 | Funk"],
      shown: ["PagerNumber": "0221 1", "RadioPhoneNumber": "0221 2"],
      typed: ["PagerNumber": "0221 2", "RadioPhoneNumber": "0221 1"],
      stored: ["phone | 0221 1 | Funk | *", "phone_business | 0221 2 | Pager"]),
    Case(
      rule: "two faxes change places",
      given: ["fax | 0221 1 | Fax (privat) | *", "fax | 0221 2 | Fax (geschäftlich)"],
      shown: ["HomeFaxNumber": "0221 1", "BusinessFaxNumber": "0221 2"],
      typed: ["HomeFaxNumber": "0221 2", "BusinessFaxNumber": "0221 1"],
      stored: ["fax | 0221 1 | Fax (geschäftlich) | *", "fax | 0221 2 | Fax (privat)"]),
    Case(
      rule: "three move round",
      given: [
        "email | a@x.example | E-Mail 1 | *", "email | b@x.example | E-Mail 2",
        "email | c@x.example | E-Mail 3",
      ],
      shown: [
        "Email1Address": "a@x.example", "Email2Address": "b@x.example", "Email3Address": "c@x.example",
      ],
      typed: [
        "Email1Address": "c@x.example", "Email2Address": "a@x.example", "Email3Address": "b@x.example",
      ],
      stored: [
        "email | a@x.example | E-Mail 2 | *", "email | b@x.example | E-Mail 3",
        "email | c@x.example | E-Mail 1",
      ]),
    Case(
      rule: "the first of three is deleted and the others move up",
      given: [
        "email | a@x.example | E-Mail 1 | *", "email | b@x.example | E-Mail 2",
        "email | c@x.example | E-Mail 3",
      ],
      shown: [
        "Email1Address": "a@x.example", "Email2Address": "b@x.example", "Email3Address": "c@x.example",
      ],
      typed: ["Email1Address": "b@x.example", "Email2Address": "c@x.example", "Email3Address": nil],
      stored: [
        "email | a@x.example | - | *", "email | b@x.example | E-Mail 1", "email | c@x.example | E-Mail 2",
      ]),
    Case(
      rule: "a number moves to another element", given: ["phone | 0221 1 | Pager"],
      shown: ["PagerNumber": "0221 1"],
      typed: ["PagerNumber": nil, "HomePhoneNumber": "0221 1"],
      stored: ["phone | 0221 1 | Telefon (privat) | *"]),
    Case(
      rule: "one moves and another takes its place", given: ["phone | 0221 1 | Pager"],
      shown: ["PagerNumber": "0221 1"], typed: ["PagerNumber": "0221 5", "HomePhoneNumber": "0221 1"],
      stored: ["phone | 0221 1 | Telefon (privat) | *", "phone | 0221 5 | Pager"]),
  ]

  static let mail: [Case] = [
    Case(
      rule: "an address with the name before it", given: ["email | alt@x.example | E-Mail 1"],
      shown: ["Email1Address": "alt@x.example"], typed: ["Email1Address": "\"Meßner, Änne\" <neu@x.example>"],
      stored: ["email | alt@x.example | - | *", "email | neu@x.example | E-Mail 1"],
      others: ["Email1Address": "neu@x.example"]),
    Case(
      rule: "the same address with the name before it", given: ["email | a@x.example | E-Mail 1"],
      shown: ["Email1Address": "a@x.example"], typed: ["Email1Address": "Änne <a@x.example>"],
      others: ["Email1Address": "a@x.example"]),
    Case(
      rule: "the same address in another letter case", given: ["email | Anna@X.example | E-Mail 1"],
      shown: ["Email1Address": "Anna@X.example"], typed: ["Email1Address": "anna@x.example"],
      then: ["Email1Address": "Anna@X.example"]),
  ]

  /// The type of an entry that a device adds, and onOffice's own one of a mobile number.
  static let types: [Case] = [
    Case(
      rule: "a mobile number typed as pager", given: ["phone | 0221 1 | Funk"],
      shown: ["RadioPhoneNumber": "0221 1"],
      typed: ["PagerNumber": "+49 171 1234567"],
      stored: ["phone | 0221 1 | Funk | *", "mobile | +49 171 1234567 | Pager"]),
    Case(
      rule: "a mobile number typed as private", given: [], shown: [:],
      typed: ["HomePhoneNumber": "0171 1234567"],
      stored: ["phone_private | 0171 1234567 | Telefon (privat) | *"]),
    Case(
      rule: "a landline typed as mobile", given: [], shown: [:], typed: ["MobilePhoneNumber": "0221 1"],
      stored: ["mobile | 0221 1 | Mobil | *"]),
  ]

  /// Element, assignment, the type of an entry that is added for it, a value.
  static let elements: [(element: String, assignment: String, type: String, value: String)] = [
    ("HomePhoneNumber", "Telefon (privat)", "phone_private", "0221 10"),
    ("Home2PhoneNumber", "Telefon 2 (privat)", "phone_private", "0221 11"),
    ("BusinessPhoneNumber", "Telefon (geschäftlich)", "phone_business", "0221 12"),
    ("Business2PhoneNumber", "Telefon 2 (geschäftlich)", "phone_business", "0221 13"),
    ("MobilePhoneNumber", "Mobil", "mobile", "0171 14"),
    ("CarPhoneNumber", "Autotelefon", "phone", "0221 15"),
    ("PagerNumber", "Pager", "phone", "0221 16"), ("RadioPhoneNumber", "Funk", "phone", "0221 17"),
    ("AssistantPhoneNumber", "Assistent", "phone", "0221 18"),
    ("CompanyMainPhone", "Firma (Zentrale)", "phone", "0221 19"),
    ("HomeFaxNumber", "Fax (privat)", "fax_private", "0221 20"),
    ("BusinessFaxNumber", "Fax (geschäftlich)", "fax_business", "0221 21"),
    ("Email1Address", "E-Mail 1", "email", "eins@x.example"),
    ("Email2Address", "E-Mail 2", "email", "zwei@x.example"),
    ("Email3Address", "E-Mail 3", "email", "drei@x.example"),
  ]
}
