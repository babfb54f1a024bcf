import SyncModel
import Testing

/// A family of clients by what is known of how it writes contacts.
struct ContactClient: Sendable {
  /// Its name, for people.
  let name: String
  /// Its DeviceType.
  let type: String
  let versions: [ProtocolVersion]
  /// What it names in Supported; nil if it sends none. It sends nothing else.
  var supported: [String]?
  /// Whether it writes the contact's name before a mail address.
  var namesMail = false
  /// How it writes a day.
  var day: @Sendable (CivilDate) -> String = { "\($0.text)T00:00:00.000Z" }
  /// What it sends even if there is nothing.
  var always: [String] = []
  /// What it never sends with content.
  var hidden: [String] = []
  /// Lists of which it keeps no gaps: the second of two becomes the first if there is no first.
  var lists: [[String]] = []

  /// A device of this family.
  func phone(_ version: ProtocolVersion, in office: ContactOffice) async throws -> ContactPhone {
    try await office.phone(version, type: type, supported: supported)
  }

  /// What it sends of a contact that looks like this on it.
  func whole(_ shown: ContactElements) -> ContactElements {
    var sent = shown.filter {
      supported?.contains($0) != false || ["FileAs", "Body", "Categories"].contains($0)
    }
    for name in ["Birthday", "Anniversary"] {
      if let day = shown[name].flatMap({ CivilDate(text: String($0.prefix(10))) }) {
        sent[name] = self.day(day)
      }
    }
    for name in Self.mails where namesMail {
      if let mail = shown[name] { sent[name] = Self.named(mail, shown["FileAs"] ?? "") }
    }
    for name in always where shown[name] == nil { sent[name] = "" }
    for name in hidden { sent[name] = "" }
    return sent
  }

  /// Whether it can hold a contact as it is.
  func holds(_ shown: ContactElements) -> Bool {
    lists.allSatisfy { names in
      let there = names.map { shown[$0] != nil }
      return !zip(there, there.dropFirst()).contains { !$0 && $1 }
    }
  }

  private static let mails = ["Email1Address", "Email2Address", "Email3Address"]

  /// RFC 5322, 3.4: a name with specials is quoted.
  private static func named(_ mail: String, _ name: String) -> String {
    guard !mail.hasSuffix(">"), !name.isEmpty else { return mail }
    guard name.contains(where: { "\",;:<>@()[]\\.".contains($0) }) else { return "\(name) <\(mail)>" }
    return "\"\(name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\" <\(mail)>"
  }
}

extension ContactClient {
  static let all = [iPhone, android, gmail, thunderbird, outlook]

  /// The whole contact; no Supported; an empty Picture with every change.
  static let iPhone = ContactClient(
    name: "iOS", type: "iPhone", versions: [.v14_1, .v16_1], hidden: ["Picture"])

  /// The whole contact as far as it is in Supported, and notes and groups; days at 08:00.
  static let android = ContactClient(
    name: "Android (AOSP)", type: "Android", versions: [.v12_1, .v14_1], supported: androids, namesMail: true,
    day: { "\($0.text)T08:00:00.000Z" })

  /// As Android, days at noon.
  static let gmail = ContactClient(
    name: "Gmail", type: "Android", versions: [.v16_1], supported: androids, namesMail: true,
    day: { "\($0.text)T12:00:00.000Z" })

  /// What may be cleared is always there, empty if there is nothing; mail addresses with the name before them; no
  /// gaps among mail addresses and among numbers of one kind.
  static let thunderbird = ContactClient(
    name: "Thunderbird", type: "Thunderbird", versions: [.v14_1, .v16_1], namesMail: true,
    always: ["Birthday", "Anniversary", "Picture", "Categories", "NickName", "Body"],
    lists: [
      ["Email1Address", "Email2Address", "Email3Address"], ["HomePhoneNumber", "Home2PhoneNumber"],
      ["BusinessPhoneNumber", "Business2PhoneNumber"],
    ])

  /// The whole contact; days by their midnight in the office's zone, as Outlook keeps them.
  static let outlook = ContactClient(
    name: "Outlook 2016", type: "WindowsOutlook15", versions: [.v14_1],
    day: { "\($0.adding(days: -1).text)T23:00:00.000Z" })

  /// What AOSP names in Supported.
  private static let androids = [
    "FirstName", "LastName", "MiddleName", "Suffix", "CompanyName", "JobTitle", "Email1Address",
    "Email2Address",
    "Email3Address", "Business2PhoneNumber", "BusinessPhoneNumber", "MMS", "BusinessFaxNumber",
    "CompanyMainPhone",
    "HomeFaxNumber", "HomePhoneNumber", "Home2PhoneNumber", "MobilePhoneNumber", "CarPhoneNumber",
    "RadioPhoneNumber", "PagerNumber", "AssistantPhoneNumber", "IMAddress", "IMAddress2", "IMAddress3",
    "BusinessAddressCity", "BusinessAddressCountry", "BusinessAddressPostalCode", "BusinessAddressState",
    "BusinessAddressStreet", "HomeAddressCity", "HomeAddressCountry", "HomeAddressPostalCode",
    "HomeAddressState",
    "HomeAddressStreet", "OtherAddressCity", "OtherAddressCountry", "OtherAddressPostalCode",
    "OtherAddressState",
    "OtherAddressStreet", "YomiCompanyName", "YomiFirstName", "YomiLastName", "NickName", "AssistantName",
    "ManagerName", "Spouse", "Department", "Title", "OfficeLocation", "CustomerId", "GovernmentId",
    "AccountName",
    "Anniversary", "Birthday", "WebPage", "Picture",
  ]

  /// A client in one of its versions.
  struct Version: Sendable, CustomTestStringConvertible {
    let client: ContactClient
    let version: ProtocolVersion

    var testDescription: String { "\(client.name) \(version.text)" }
  }

  static let versions = all.flatMap { client in client.versions.map { Version(client: client, version: $0) } }
}
