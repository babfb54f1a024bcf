import Database
import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite("Contacts from devices")
struct ContactWritingTests {
  @Test(
    .manual(
      "12.3 Anrede/Titel ←", "12.3 Vorname ←", "12.3 Name ←", "12.3 Firma ←", "12.3 Strasse ←",
      "12.3 Plz, Ort ←", "12.3 Land ←", "12.3 Geburtsdatum ←", "12.3 Homepage ←"))
  func aNewContactIsTheUsersAddress() async throws {
    let office = try await TestOffice()
    let id = try await office.addContact { contact in
      contact.title = "Dr."
      contact.firstName = "Anna"
      contact.lastName = "Muster"
      contact.companyName = "Muster GmbH"
      contact.businessAddressStreet = "Domstr. 1"
      contact.businessAddressPostalCode = "50667"
      contact.businessAddressCity = "Köln"
      contact.businessAddressCountry = "Österreich"
      contact.birthday = CivilDate(text: "1980-02-29")
      contact.webPage = "muster.example"
      contact.fileAs = "is computed"
    }
    let address = try await office.storedAddress(id)
    let expected: SampleFields = [
      "Titel": "Dr.", "Vorname": "Anna", "Name": "Muster", "Zusatz1": "Muster GmbH", "Strasse": "Domstr. 1",
      "Plz": "50667", "Ort": "Köln", "Land": "AUT", "Geburtsdatum": "1980-02-29",
      "Homepage": "muster.example",
      "Benutzer": "theobald.tiger", "Status": 1,
    ]
    for (field, value) in expected.values { #expect(address.record[field] == value.value, "\(field)") }
    #expect(try await office.row(id, of: .contacts)?.isThere == true)
    #expect(try await office.row(id, of: .contacts, as: office.petra) == nil)
    #expect(try await office.contact(id).fileAs == "Muster, Anna")
  }

  @Test(.manual("12.3 Adresse löschen", "12.3 Haken")) func aDeletedContactStaysForTheOthers() async throws {
    let office = try await TestOffice()
    let id = try await office.address(["Name": "Muster"])
    try await office.store(as: office.theobald) { try $0.delete(id, of: .contacts) }
    #expect(try await office.row(id, of: .contacts)?.isThere == false)
    #expect(try await office.row(id, of: .contacts, as: office.petra)?.isThere == true)
    #expect(try await office.storedAddress(id).record.text("Name") == "Muster")
  }

  @Test func whatIsTooLongIsCutAsOnOfficeDoes() async throws {
    let office = try await TestOffice()
    let id = try await office.addContact { $0.lastName = String(repeating: "ä", count: 100) }
    #expect(try await office.contact(id).lastName == String(repeating: "ä", count: 80))
  }

  @Test(.manual("12.3 Anrede/Titel ←", "12.3 Firma Zusatz ←", "12.3 Postfach ←", "12.3 Briefanrede ←"))
  func anEditKeepsWhatTheDeviceDoesNotKnow() async throws {
    let office = try await TestOffice()
    let id = try await office.address([
      "Anrede": "Herr", "Name": "Alt", "Zusatz2": "Vertrieb", "Postfach": "100", "Briefanrede": "Lieber Herr",
    ])
    let before = try await office.storedAddress(id).record
    try await office.edit(contact: id) { contact in
      contact.lastName = "Neu"
      contact.birthday = CivilDate(text: "1970-12-31")
    }
    var expected = before
    expected["Name"] = .text("Neu")
    expected["Geburtsdatum"] = .text("1970-12-31")
    #expect(try await office.storedAddress(id).record == expected)
  }

  @Test(
    .manual("12.3 Land ←"),
    arguments: [
      ("Frankreich", "FRA"), ("frankreich ", "FRA"), ("FR", "FRA"), ("fra", "FRA"), ("France", "FRA"),
      ("Deutschland", "DEU"), ("Narnia", "DEU"), (nil, nil), ("", nil),
    ])
  func countriesBecomeKeys(text: String?, key: String?) async throws {
    let office = try await TestOffice()
    let id = try await office.address(["Name": "Muster", "Land": "DEU"])
    try await office.edit(contact: id) { $0.businessAddressCountry = text }
    #expect(try await office.storedAddress(id).record.text("Land") == key)
  }

  @Test func everyCountryIsFoundByItsNamesAndCodes() throws {
    for (key, name) in CountryName.table {
      for text in (CountryName.otherNames[key] ?? []) + [key, name] {
        var address = Address(id: 1, record: ["Land": .text("DEU")])
        try CountryName().write(text, to: &address)
        #expect(address.record.text("Land") == key, "\(text)")
      }
    }
  }

  @Test func textThatIsNoCountryChangesTextOnly() async throws {
    let office = try await TestOffice()
    let id = try await office.address(["Name": "Muster", "Land": "Bayern"])
    try await office.edit(contact: id) { $0.businessAddressCountry = "Franken" }
    #expect(try await office.storedAddress(id).record.text("Land") == "Franken")
  }
}
