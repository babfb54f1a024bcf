/// An address of the demo.
struct DemoAddress {
  let salutation: String
  let firstName: String
  let lastName: String
  let street: String
  let postalCode: String
  let city: String
  let title: String?
  let company: String?
  let department: String?
  let country: String
  let birthday: String?
  let homepage: String?
  let kind: String
  let isArchived: Bool
  /// Whether the entries got the usual Sync assignments when the address was made.
  let isAssigned: Bool
  /// Who ticked "onOffice Sync".
  let users: [DemoUser]
  let entries: [AddressEntry]

  init(
    _ salutation: String, _ firstName: String, _ lastName: String, _ street: String, _ postalCode: String,
    _ city: String, title: String? = nil, company: String? = nil, department: String? = nil,
    country: String = "Deutschland", born birthday: String? = nil, homepage: String? = nil, kind: String,
    isArchived: Bool = false, isAssigned: Bool = true, for users: [DemoUser], entries: [AddressEntry]
  ) {
    self.salutation = salutation
    self.firstName = firstName
    self.lastName = lastName
    self.street = street
    self.postalCode = postalCode
    self.city = city
    self.title = title
    self.company = company
    self.department = department
    self.country = country
    self.birthday = birthday
    self.homepage = homepage
    self.kind = kind
    self.isArchived = isArchived
    self.isAssigned = isAssigned
    self.users = users
    self.entries = entries
  }
}

extension AddressEntry {
  static func phone(_ value: String) -> Self { Self(group: .phone, type: "phone", value: value) }
  static func home(_ value: String) -> Self { Self(group: .phone, type: "phone_private", value: value) }
  static func work(_ value: String, as assignment: SyncAssignment) -> Self {
    Self(group: .phone, type: "phone_business", value: value, assignment: assignment)
  }
  static func mobile(_ value: String) -> Self { Self(group: .phone, type: "mobile", value: value) }
  static func fax(_ value: String, as assignment: SyncAssignment? = nil) -> Self {
    Self(group: .fax, type: "fax", value: value, assignment: assignment)
  }
  static func mail(_ value: String) -> Self { Self(group: .email, type: "email", value: value) }
}
