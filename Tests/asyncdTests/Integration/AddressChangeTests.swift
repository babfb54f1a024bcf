import Database
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing

@Suite("Addresses changed in onOffice") struct AddressChangeTests {
  /// Runs a test's body with an address that both users have ticked, and its number.
  private func run(_ body: (SyncedOffice, Int64) async throws -> Void) async throws {
    try await SyncedOffice.run { office, people in
      let entry = AddressEntry(group: .phone, type: "phone", value: "0221 4710-107")
      let id = try office.createAddress(["Name": .text("Berger")], entries: [entry])
      for user in [people.theobald, people.petra] {
        try office.setOutlookSync(address: id, user: user, true)
      }
      return id
    } _: { office, id in
      #expect(office.old.count(of: .contacts) == 1)
      try await body(office, id)
    }
  }

  @Test func anEditComesAsAChange() async throws {
    try await run { office, id in
      try await office.expect(.contacts, ["change \(id)"], petra: ["change \(id)"]) {
        try $0.modifyAddress(id) { $0.record["Vorname"] = .text("Anna") }
      }
      for phone in [office.old, office.new] {
        #expect(try phone.item(id, of: .contacts, as: ContactItem.self).firstName == "Anna")
      }
    }
  }

  @Test(.manual("12.3 Zuordnung")) func aChangedAndANewEntryComeAsAChange() async throws {
    try await run { office, id in
      try await office.expect(.contacts, ["change \(id)"], petra: ["change \(id)"]) {
        try $0.modifyAddress(id) { $0.entries[0].value = "0221 4710-114" }
      }
      #expect(
        try office.old.item(id, of: .contacts, as: ContactItem.self).homePhoneNumber == "0221 4710-114")
      try await office.expect(.contacts, ["change \(id)"], petra: ["change \(id)"]) {
        try $0.modifyAddress(id) {
          $0.entries.append(
            AddressEntry(group: .email, type: "email", value: "a@x.example", assignment: .email2))
        }
      }
      #expect(try office.new.item(id, of: .contacts, as: ContactItem.self).email2Address == "a@x.example")
    }
  }

  @Test(.manual("12.3 Wirklich löschen")) func anEntryThatIsDeletedIsGone() async throws {
    try await run { office, id in
      try await office.expect(.contacts, ["change \(id)"], petra: ["change \(id)"]) {
        try $0.modifyAddress(id) { $0.entries = [] }
      }
      for phone in [office.old, office.new] {
        #expect(try phone.item(id, of: .contacts, as: ContactItem.self).homePhoneNumber == nil)
      }
    }
  }

  @Test(.manual("12.3 Haken")) func anUntickedOneLeavesTheUsersDevicesOnly() async throws {
    try await run { office, id in
      let theobald = office.people.theobald
      try await office.expect(.contacts, ["delete \(id)"]) {
        try $0.setOutlookSync(address: id, user: theobald, false)
      }
      try await office.expect(.contacts, [], petra: ["change \(id)"]) {
        try $0.modifyAddress(id) { $0.record["Ort"] = .text("Köln") }
      }
      try await office.expect(.contacts, ["add \(id)"]) {
        try $0.setOutlookSync(address: id, user: theobald, true)
      }
      #expect(try office.old.item(id, of: .contacts, as: ContactItem.self).businessAddressCity == "Köln")
    }
  }

  @Test func anArchivedOneLeavesAndComesBack() async throws {
    try await run { office, id in
      try await office.expect(.contacts, ["delete \(id)"], petra: ["delete \(id)"]) {
        try $0.modifyAddress(id) { $0.record["Status"] = .integer(0) }
      }
      try await office.expect(.contacts, ["add \(id)"], petra: ["add \(id)"]) {
        try $0.modifyAddress(id) { $0.record["Status"] = .integer(1) }
      }
    }
  }

  @Test func aNewOneComesToThoseWhoTickedIt() async throws {
    try await run { office, id in
      let petra = office.people.petra
      try await office.expect(.contacts, [], petra: ["add \(id + 1)"]) {
        let new = try $0.createAddress(["Name": .text("Vogt")])
        try $0.setOutlookSync(address: new, user: petra, true)
      }
    }
  }

  @Test func whatPhonesDoNotSeeWakesNobody() async throws {
    try await run { office, id in
      try await office.expect(.contacts, []) {
        try $0.modifyAddress(id) {
          $0.record["Briefanrede"] = .text("Liebe Anna")
          $0.record["Zusatz2"] = .text("Abteilung WEG")
          $0.entries[0].comment = "nur vormittags"
        }
      }
    }
  }

  @Test func severalChangesBetweenTwoSyncsAreOne() async throws {
    try await run { office, id in
      let theobald = office.people.theobald
      for isTicked in [false, true] {
        try await office.site.office.write(tenant: office.people.tenant) {
          try $0.setOutlookSync(address: id, user: theobald, isTicked)
          try $0.modifyAddress(id) { $0.record["Titel"] = .text("Dr. \(isTicked)") }
        }
      }
      try await office.expect(.contacts, ["change \(id)"], petra: ["change \(id)"])
      #expect(try office.new.item(id, of: .contacts, as: ContactItem.self).title == "Dr. true")
    }
  }
}
