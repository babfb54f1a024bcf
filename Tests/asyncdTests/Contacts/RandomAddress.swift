import OnOfficeBackend
import SyncModel
import TestSupport

/// A random address, as people have typed it into onOffice over the years.
struct RandomAddress {
  let fields: [String: String]
  let entries: [AddressEntry]
  /// What a device of the user keeps beside it.
  let kept: ContactElements

  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var fields: [String: String] = [:]
    for field in ["Titel", "Vorname", "Name", "Zusatz1", "Strasse", "Plz", "Ort", "Homepage", "Zusatz2"]
    where random.isTrue { fields[field] = random.text() }
    if random.isTrue { fields["Land"] = random.pick(["DEU", "AUT", "Deutschland", "Narnia", " ", "xk"]) }
    if random.isTrue { fields["Geburtsdatum"] = CivilDate(dayNumber: random.number(-40_000...20_000)).text }
    self.fields = fields
    entries = (0..<random.number(0...8)).map { _ in random.entry() }
    kept = ContactKeptTests.kept.filter { _ in random.number(0...3) == 0 }
  }
}

extension SeededGenerator {
  fileprivate var isTrue: Bool { mutating get { number(0...2) > 0 } }

  fileprivate mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  fileprivate mutating func pick<Value>(_ values: [Value]) -> Value { values[number(0...values.count - 1)] }

  fileprivate mutating func text() -> String {
    let parts = [
      "Meßner", "Änne", "von und zu", "\"GmbH\"", "<b>", "&", "Co.", "(Müller)", "a, b; c", "ﬁ", "👩‍👧",
      "e\u{301}", "Str.\n1",
      String(repeating: "ä", count: 30), "'", "\\", "@", "  ", "1",
    ]
    return (0...number(0...3)).map { _ in pick(parts) }.joined(separator: pick([" ", "", "  "]))
  }

  fileprivate mutating func entry() -> AddressEntry {
    let group = pick([AddressEntry.Group.phone, .phone, .phone, .fax, .email, .email])
    let types: [AddressEntry.Group: [String]] = [
      .phone: ["phone", "phone_private", "phone_business", "mobile"],
      .fax: ["fax", "fax_private", "fax_business"],
      .email: ["email", "email_private", "email_business"],
    ]
    let assignments: [AddressEntry.Group: [SyncAssignment]] = [
      .phone: [
        .phonePrivate, .phonePrivate2, .phoneBusiness, .phoneBusiness2, .mobile, .car, .pager, .radio,
        .assistant,
        .companyMain,
      ], .fax: [.faxPrivate, .faxBusiness], .email: [.email1, .email2, .email3],
    ]
    return AddressEntry(
      group: group, type: pick(types[group] ?? []), value: group == .email ? mail() : phoneNumber(),
      comment: pick(["", "nur abends"]), isDefault: number(0...4) == 0,
      assignment: isTrue ? pick(assignments[group] ?? []) : nil)
  }

  private mutating func mail() -> String {
    pick([
      "a@x.example", "Änne@X.example", "b@x.example ", "Änne Meßner <c@x.example>", "\"M, Ä\" <d@x.example>",
      "keine",
      "e+\(number(0...9))@x.example", "<f@x.example>",
    ])
  }

  private mutating func phoneNumber() -> String {
    pick([
      "0221 \(number(1...9))", "+49 (0)221 4711-\(number(1...9))", "0221/4711 Durchwahl 5", "0171 1234567",
      "+43 664 1234567", " 0221 5 ", "", "siehe Notiz", "0221 " + String(repeating: "1", count: 50),
      "#31#0221", "*100#",
    ])
  }
}
