import Database
import OnOfficeBackend

extension APICall {
  /// Reading, making and changing addresses.
  static let addresses: [APICall] = [
    APICall(.read, "address", readAddresses), APICall(.create, "address", createAddress),
    APICall(.modify, "address", modifyAddress),
  ]

  /// `apidoc.onoffice.de`, Read Addresses.
  private static func readAddresses(_ context: APIContext) throws -> APIRecords {
    let names = try context.fields()
    let country =
      context["countryIsoCodeType"]?.text.flatMap { AddressElements.CountryForm(rawValue: $0) } ?? .name
    let found = try context.office.find(context.query(), in: .address)
    let records = try context.office.addresses(found.ids).map { address in
      let values = AddressElements(address: address, country: country)
      var elements: JSONObject = ["id": .integer(address.id)]
      for name in names { try values.write(name, to: &elements) }
      return APIRecords.Record(id: .integer(address.id), type: "address", elements: elements)
    }
    return APIRecords(records: records, total: found.total)
  }

  /// `apidoc.onoffice.de`, Create Addresses.
  private static func createAddress(_ context: APIContext) throws -> APIRecords {
    let change = try AddressChange(context.action.parameters, isNew: true)
    if let known = try duplicate(of: change, context) {
      if context["noOverrideByDuplicate"]?.bool != true {
        try context.office.modifyAddress(known) { address in
          for (name, value) in change.fields { address.record[name] = value == .null ? nil : value }
        }
      }
      return made(known)
    }
    var address = Address(id: 0, record: Record())
    try change.apply(to: &address)
    try setDefaults(context, &address.entries)
    let id = try context.office.createAddress(address.record, entries: address.entries)
    if change.isTicked == true {
      try context.office.setOutlookSync(address: id, user: context.user, true)
    }
    return made(id)
  }

  /// `apidoc.onoffice.de`, Modify Addresses.
  private static func modifyAddress(_ context: APIContext) throws -> APIRecords {
    let id = try context.recordId()
    let change = try AddressChange(context.action.parameters, isNew: false)
    try context.office.modifyAddress(id) { try change.apply(to: &$0) }
    if let isTicked = change.isTicked {
      try context.office.setOutlookSync(address: id, user: context.user, isTicked)
    }
    return made(id)
  }

  private static func made(_ id: Int64) -> APIRecords {
    APIRecords(records: [APIRecords.Record(id: .integer(id), type: "address")])
  }

  /// With `checkDuplicate`, the oldest active address with one of the new mail addresses.
  private static func duplicate(of change: AddressChange, _ context: APIContext) throws -> Int64? {
    guard context["checkDuplicate"]?.bool == true else { return nil }
    let mails = EntryChange.groups.filter { $0.value == .email }.keys.compactMap { context[$0] }
      .flatMap { $0.array ?? [$0] }.compactMap(\.text)
    guard !mails.isEmpty else { return nil }
    var query = RecordQuery(limit: 1)
    query.conditions = [
      .init("email", .oneOf, mails.map { .text($0) }), .init("Status", .equal, [.integer(1)]),
    ]
    return try context.office.find(query, in: .address).ids.first
  }

  /// `default_phone`, `default_fax` and `default_email` name one of the entries.
  private static func setDefaults(_ context: APIContext, _ entries: inout [AddressEntry]) throws {
    for group in AddressEntry.Group.allCases {
      guard let value = context["default_" + group.rawValue]?.text else { continue }
      guard let index = entries.firstIndex(where: { $0.group == group && $0.value == value }) else {
        let kinds = group == .phone ? "private, business or mobile" : "private or business"
        throw APIError(
          group == .phone ? 260 : 258,
          "The default entry for \(group.rawValue) must be passed also as normal, \(kinds) entry")
      }
      entries[index].isDefault = true
    }
  }
}
