import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite("Contacts to the phone, manual 12.3")
struct MappingContactTests {
  @Test(.manual("12.3 Vorname →", "12.3 Name →", "12.3 Firma →")) func nameAndCompanyAreTakenOver() {
    let contact = mappedContact(["Vorname": "Kurt", "Name": "Tucholsky", "Zusatz1": "Weltbühne"])
    #expect(contact.firstName == "Kurt")
    #expect(contact.lastName == "Tucholsky")
    #expect(contact.companyName == "Weltbühne")
  }

  @Test(.manual("12.3 Anrede/Titel →")) func onlyTheTitleIsTransferredNeverTheSalutation() {
    #expect(mappedContact(["Anrede": "Herr", "Titel": "Dr."]).title == "Dr.")
    #expect(mappedContact(["Anrede": "Herr"]).title == nil)
  }

  @Test(.manual("12.3 Strasse →", "12.3 Plz, Ort →", "12.3 Land →")) func addressIsTheBusinessAddress() {
    let contact = mappedContact([
      "Strasse": "Charlottenburger Allee 5", "Plz": "52068", "Ort": "Aachen", "Land": "DEU",
    ])
    #expect(contact.businessAddressStreet == "Charlottenburger Allee 5")
    #expect(contact.businessAddressPostalCode == "52068")
    #expect(contact.businessAddressCity == "Aachen")
    #expect(contact.businessAddressCountry == "Deutschland")
    #expect(contact.homeAddressCity == nil)
  }

  @Test(arguments: [
    ("AUT", "Österreich"), ("Frankreich", "Frankreich"), ("XYZ", "XYZ"), ("Narnia", "Narnia"),
  ])
  func countryKeysBecomeGermanNamesAndOtherTextStays(stored: String, sent: String) {
    #expect(mappedContact(["Land": .text(stored)]).businessAddressCountry == sent)
  }

  @Test func everyCountryHasItsOwnGermanName() {
    #expect(CountryName.table.count == 249)
    #expect(Set(CountryName.table.values).count == 249)
    for (key, name) in CountryName.table {
      #expect(key.utf8.count == 3 && key.utf8.allSatisfy { (65...90).contains($0) })
      #expect(name == name.trimmed && !name.isEmpty)
    }
  }

  @Test(.manual("12.3 Geburtsdatum →"), arguments: ["1890-01-09", "2000-02-29", "1999-12-31", "1970-01-01"])
  func birthdayStaysThatDay(day: String) {
    #expect(mappedContact(["Geburtsdatum": .text(day)]).birthday?.text == day)
    #expect(mappedContact(["Geburtsdatum": .text(day + " 00:00:00")]).birthday?.text == day)
  }

  @Test(arguments: ["0000-00-00", "2023-02-29", "9.1.1890", "1890", "unbekannt", ""])
  func nonsenseIsNoBirthday(text: String) {
    #expect(mappedContact(["Geburtsdatum": .text(text)]).birthday == nil)
  }

  @Test(.manual("12.3 Homepage →")) func homepageIsTheWebPage() {
    #expect(mappedContact(["Homepage": "www.onoffice.de"]).webPage == "www.onoffice.de")
  }

  @Test(
    .manual(
      "12 Eigenschaften", "12.3 Firma Zusatz →", "12.3 Plz-Postf., Postfach →", "12.3 Postfach →",
      "12.3 Letzter Kontakt →", "12.3 Briefanrede →", "12.3 Telefax2 →", "12.3 Eintragsdatum →",
      "12.3 Bevorzugte Kontaktart →", "12.3 Sprache →"))
  func fieldsWithoutElementChangeNothing() {
    let fields: SampleFields = [
      "Anrede": "Herr", "Zusatz2": "GmbH", "Plz_postfach": "52001", "Postfach": "1",
      "letzter_Kontakt": "2024-01-01",
      "Briefanrede": "Lieber", "Eintragsdatum": "2024-01-01", "KontaktformBevorzugt": "Email",
      "SpracheKontakt": "DEU", "Telefax2": "0241", "Benutzer": "tiger", "Privat": 1, "Vorname2": "Mary",
      "Geburtsdatum2": "1900-01-01", "jobTitle": "Makler",
    ]
    #expect(mappedContact(fields) == mappedContact([:]))
  }

  @Test func emptyTextIsNoText() {
    #expect(mappedContact(["Vorname": ""]).firstName == nil)
  }
}

@Suite("The name under which a contact is filed")
struct MappingFiledNameTests {
  @Test func nameComesBeforeFirstName() {
    #expect(
      mappedContact(["Vorname": "Kurt", "Name": "Tucholsky", "Zusatz1": "X"]).fileAs == "Tucholsky, Kurt")
    #expect(mappedContact(["Name": "Tucholsky"]).fileAs == "Tucholsky")
    #expect(mappedContact(["Vorname": "Kurt", "Name": " "]).fileAs == "Kurt")
  }

  @Test func companyStandsInForTheName() {
    #expect(mappedContact(["Zusatz1": "Weltbühne"]).fileAs == "Weltbühne")
  }

  @Test func mailAddressThenNumberStandInForTheCompany() {
    let phone = AddressEntry(group: .phone, type: "mobile", value: "0171 1")
    let fax = AddressEntry(group: .fax, type: "fax", value: "0241 2")
    let mail = AddressEntry(group: .email, type: "email", value: "kurt@weltbuehne.example")
    #expect(mappedContact([:], [phone, fax, mail]).fileAs == "kurt@weltbuehne.example")
    #expect(mappedContact([:], [fax, phone]).fileAs == "0171 1")
    #expect(mappedContact([:], [fax]).fileAs == "0241 2")
  }

  @Test func emptyAddressHasItsNumberAsName() {
    var expected = ContactItem()
    expected.fileAs = "Adresse 9"
    #expect(mappedContact([:]) == expected)
  }
}
