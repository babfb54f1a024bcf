import Database
import OnOfficeBackend
import SyncModel
import Testing
import WBXML

/// What onOffice has no field for is kept per user beside the address and given back.
@Suite("Kept beside an address", .serialized, .timeLimit(.minutes(10))) struct ContactKeptTests {
  /// Every element of [MS-ASCNTC] that has no row in the manual's table; up to 12.1 there is no Alias and no
  /// WeightedRank.
  static let kept: ContactElements = [
    "Anniversary": "2000-02-29T00:00:00.000Z", "AssistantName": "Otto", "Department": "WEG",
    "MiddleName": "Maria", "HomeAddressCity": "Potsdam", "HomeAddressCountry": "Narnia",
    "HomeAddressPostalCode": "14467", "HomeAddressState": "BB", "HomeAddressStreet": "Am See 3\nHinterhaus",
    "Suffix": "jun.", "OtherAddressCity": "Bonn", "OtherAddressCountry": "Deutschland",
    "OtherAddressPostalCode": "53111", "OtherAddressState": "NRW", "OtherAddressStreet": "Markt 1",
    "Spouse": "Jörg & Co", "BusinessAddressState": "NRW", "JobTitle": "Maklerin", "YomiFirstName": "あん",
    "YomiLastName": "めす", "YomiCompanyName": "かぶ", "OfficeLocation": "C11", "Picture": "AAECAwQ=",
    "Categories": "Golf|Süd", "Children": "Ida|Emil", "CustomerId": "K-1", "GovernmentId": "G-2",
    "IMAddress": "a@chat.example", "IMAddress2": "b@chat.example", "IMAddress3": "c@chat.example",
    "ManagerName": "Chefin", "AccountName": "Konto", "NickName": "Änni", "MMS": "0171 77",
    "Body": "mag Äpfel\nund <Birnen>",
  ]
  static let since14: ContactElements = ["Alias": "anni", "WeightedRank": "7"]

  private static func everything(_ version: ProtocolVersion) -> ContactElements {
    version < .v14_0 ? kept : kept.merging(since14)
  }

  private static let mapped: ContactElements = [
    "LastName": "Meßner", "FirstName": "Änne", "FileAs": "Meßner, Änne", "PagerNumber": "0221 1",
    "BusinessAddressCity": "Köln",
  ]

  /// The kept elements of an item; a number that the fallback sends is none.
  private static func rest(_ phone: ContactPhone, _ id: Int64) throws -> ContactElements {
    try phone.item(id).filter { mapped[$0] == nil && $0 != "HomePhoneNumber" }
  }

  /// An address with the mapped fields.
  private static func address(in office: ContactOffice) async throws -> Int64 {
    try await office.address(
      ["Name": "Meßner", "Vorname": "Änne", "Ort": "Köln"], [AddressEntry(table: "phone | 0221 1 | Pager")])
  }

  @Test func everyElementIsThere() {
    let properties = Mirror(reflecting: ContactItem()).children.count
    let entries = ContactEntryTests.elements.count
    let rows = ContactRowTests.rows.count
    let computed = ["FileAs", "NativeBodyType"].count
    #expect(Self.everything(.v16_1).names.count + entries + rows + computed == properties)
  }

  @Test(arguments: ProtocolVersion.tried) func itIsGivenBackToTheUserAlone(_ version: ProtocolVersion)
    async throws
  {
    try await ContactOffice.run { office in
      let id = try await Self.address(in: office)
      let phone = try await office.phone(version)
      let others = try await [office.phone(.v14_1), office.phone(.v16_1)]
      let petras = try await office.phone(version, login: "petra")
      let before = try await office.stored(id)
      #expect(try await phone.change(id, Self.mapped.merging(Self.everything(version))) == [])
      #expect(try await phone.settle() == [])
      #expect(try await office.stored(id) == before)
      for other in others {
        #expect(try await other.settle() == ["change \(id)"])
        #expect(try Self.rest(other, id) == Self.everything(version))
      }
      #expect(try await petras.settle() == [])
      #expect(try petras.item(id) == Self.mapped)
    }
  }

  @Test(arguments: ProtocolVersion.tried) func itIsThereInANewContact(_ version: ProtocolVersion) async throws
  {
    try await ContactOffice.run { office in
      let phone = try await office.phone(version)
      let id = try #require(try await phone.add(Self.mapped.merging(Self.everything(version))))
      #expect(try await phone.settle() == [])
      let fresh = try await office.phone(version)
      #expect(try fresh.item(id) == Self.mapped.merging(Self.everything(version)))
    }
  }

  /// Each element by itself is changed and cleared and leaves the others.
  @Test(arguments: ProtocolVersion.tried) func eachIsChangedByItself(_ version: ProtocolVersion) async throws
  {
    try await ContactOffice.run { office in
      let phone = try await office.phone(version)
      let other = try await office.phone(.v14_1)
      let whole = Self.mapped.merging(Self.everything(version))
      let names = Self.everything(version).names
      var ids: [Int64] = []
      for _ in names { ids.append(try #require(try await phone.add(whole))) }
      try await other.settle()
      let new = [
        "Anniversary": "1999-12-31T00:00:00.000Z", "Picture": "BBBB", "WeightedRank": "9",
        "Categories": "Rad",
        "Children": "Uwe",
      ]
      try await phone.edit(zip(ids, names).map { id, name in (id, { $0[name] = new[name] ?? "anders" }) })
      try await other.settle()
      for (id, name) in zip(ids, names) {
        #expect(try other.item(id) == whole.merging([name: new[name] ?? "anders"]), "\(name)")
      }
      // From 16.0 a picture goes by an empty element only; an empty one is understood everywhere.
      try await phone.change(zip(ids, names).map { id, name in (id, whole.merging([name: ""])) })
      try await other.settle()
      for (id, name) in zip(ids, names) {
        #expect(try other.item(id) == whole.filter { $0 != name }, "\(name)")
      }
    }
  }

  @Test(arguments: ProtocolVersion.tried) func aChangeOfAnotherFieldLeavesIt(_ version: ProtocolVersion)
    async throws
  {
    try await ContactOffice.run { office in
      let phone = try await office.phone(version)
      let id = try #require(try await phone.add(Self.mapped.merging(Self.everything(version))))
      let fresh = try await office.phone(version)
      try await fresh.edit(id) { ($0["LastName"], $0["FileAs"]) = ("Vogt", "Vogt, Änne") }
      #expect(try await office.stored(id, "Name") == "Vogt")
      try await phone.settle()
      #expect(try Self.rest(phone, id) == Self.everything(version))
      // Up to 14.1 what is left out stays; from 16.0 it is gone, but for the picture.
      try await fresh.change(id, ["LastName": "Berg", "FileAs": "Berg, Änne"])
      try await phone.settle()
      let left = version < .v16_0 ? Self.everything(version) : ["Picture": "AAECAwQ="]
      #expect(try Self.rest(phone, id) == left)
    }
  }

  /// Supported: what it names is cleared by leaving it out, what it does not name stays, at every version.
  /// [MS-ASCMD] 2.2.3.179.
  @Test(arguments: ProtocolVersion.tried) func whatADeviceDoesNotSupportStays(_ version: ProtocolVersion)
    async throws
  {
    try await ContactOffice.run { office in
      let first = try await office.phone(version)
      let id = try #require(try await first.add(Self.mapped.merging(Self.everything(version))))
      let names = [
        "LastName", "FirstName", "FileAs", "Spouse", "HomeAddressCity", "Children", "PagerNumber", "NickName",
      ]
      let phone = try await office.phone(version, supported: names)
      try await phone.change(
        id, ["LastName": "Meßner", "FirstName": "Änne", "FileAs": "Meßner, Änne", "Spouse": "Uwe"])
      try await first.settle()
      let gone: Set = ["HomeAddressCity", "Children", "NickName"]
      let expected = Self.everything(version).filter { !gone.contains($0) }.merging(["Spouse": "Uwe"])
      #expect(try Self.rest(first, id) == expected)
      #expect(try first.item(id)["BusinessAddressCity"] == "Köln")
      // The pager's number lost its assignment, so that the fallback sends it.
      #expect(try first.item(id)["PagerNumber"] == nil)
    }
  }

  @Test(arguments: ProtocolVersion.tried) func anIPhonesEmptyPictureTakesNoneAway(
    _ version: ProtocolVersion
  ) async throws {
    try await ContactOffice.run { office in
      let other = try await office.phone(version)
      let id = try #require(try await other.add(Self.mapped.merging(Self.everything(version))))
      for type in ["iPhone", "iPad", "iPod"] {
        let phone = try await office.phone(version, type: type)
        try await phone.change(id, phone.item(id).merging(["Picture": "", "Spouse": type]))
        try await other.settle()
        #expect(try other.item(id)["Picture"] == "AAECAwQ=")
        #expect(try other.item(id)["Spouse"] == type)
        let new = try #require(try await phone.add(["LastName": "Neu", "FileAs": "Neu", "Picture": ""]))
        #expect(try await phone.settle() == [])
        try await other.settle()
        #expect(try other.item(new) == ["LastName": "Neu", "FileAs": "Neu"])
      }
    }
  }

  @Test(arguments: ProtocolVersion.tried) func whatOnOfficeChangesLeavesIt(_ version: ProtocolVersion)
    async throws
  {
    try await ContactOffice.run { office in
      let phone = try await office.phone(version)
      let whole = Self.mapped.merging(Self.everything(version))
      let id = try #require(try await phone.add(whole))
      try await office.write { try $0.modifyAddress(id) { $0.record["Ort"] = .text("Bonn") } }
      #expect(try await phone.settle() == ["change \(id)"])
      #expect(try phone.item(id) == whole.merging(["BusinessAddressCity": "Bonn"]))
      // Another user's own, beside the same address.
      let petra = office.petra
      try await office.write { try $0.setOutlookSync(address: id, user: petra, true) }
      let petras = try await office.phone(version, login: "petra")
      try await petras.change(id, petras.item(id).merging(["Spouse": "Eva"]))
      #expect(try await phone.settle() == [])
      #expect(try await petras.settle() == [])
      #expect(try petras.item(id)["Spouse"] == "Eva" && phone.item(id)["Spouse"] == "Jörg & Co")
      #expect(try petras.item(id)["NickName"] == nil)
      // Archived and taken back, unticked and ticked.
      let theobald = office.theobald
      for status in [0, 1] as [Int64] {
        try await office.write { try $0.modifyAddress(id) { $0.record["Status"] = .integer(status) } }
        try await phone.settle()
      }
      for isTicked in [false, true] {
        try await office.write { try $0.setOutlookSync(address: id, user: theobald, isTicked) }
        try await phone.settle()
      }
      #expect(try phone.item(id) == whole.merging(["BusinessAddressCity": "Bonn"]))
    }
  }
}
