import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite("Phone, fax and mail entries to the phone, manual 12.3")
struct MappingEntryTests {
  @Test(.manual("12.3 Telefonnummern →", "12.3 Telefaxnummern →", "12.3 E-Mail →", "12.3 Felder"))
  func eachAssignmentHasItsOwnElement() {
    let entries = SyncAssignment.allCases.map {
      AddressEntry(group: $0.group, type: "phone", value: $0.rawValue, assignment: $0)
    }
    let contact = mappedContact([:], entries.reversed())
    #expect(contact.homePhoneNumber == "Telefon (privat)")
    #expect(contact.home2PhoneNumber == "Telefon 2 (privat)")
    #expect(contact.businessPhoneNumber == "Telefon (geschäftlich)")
    #expect(contact.business2PhoneNumber == "Telefon 2 (geschäftlich)")
    #expect(contact.mobilePhoneNumber == "Mobil")
    #expect(contact.carPhoneNumber == "Autotelefon")
    #expect(contact.pagerNumber == "Pager")
    #expect(contact.radioPhoneNumber == "Funk")
    #expect(contact.assistantPhoneNumber == "Assistent")
    #expect(contact.companyMainPhone == "Firma (Zentrale)")
    #expect(contact.homeFaxNumber == "Fax (privat)")
    #expect(contact.businessFaxNumber == "Fax (geschäftlich)")
    #expect(contact.email1Address == "E-Mail 1")
    #expect(contact.email2Address == "E-Mail 2")
    #expect(contact.email3Address == "E-Mail 3")
  }

  @Test(.manual("12.3 Telefonnummern →", "12.3 Telefaxnummern →", "12.3 E-Mail →"))
  func tenNumbersTwoFaxesAndThreeMailAddressesAtMost() {
    let choices = Dictionary(grouping: SyncAssignment.allCases, by: \.group).mapValues(\.count)
    #expect(choices == [.phone: 10, .fax: 2, .email: 3])
  }

  @Test(.manual("12.3 Typ")) func assignmentCountsWhateverTheTypeIs() {
    let contact = mappedContact([:], [phone("1", type: "mobile", as: .phoneBusiness)])
    #expect(contact == mappedContact([:], [phone("1", type: "phone_private", as: .phoneBusiness)]))
    #expect(contact.businessPhoneNumber == "1")
    #expect(contact.mobilePhoneNumber == nil)
  }

  @Test func entriesWithoutAssignmentStayInOnOffice() {
    let contact = mappedContact([:], [phone("1", isDefault: true), phone("2", as: .mobile)])
    #expect(contact.mobilePhoneNumber == "2")
    #expect(contact.homePhoneNumber == nil)
  }

  @Test(.manual("12.3 Fallback")) func withoutAnyAssignmentDefaultAndFirstMobileNumberAreSent() {
    let contact = mappedContact(
      [:], [phone("1"), phone("2", type: "mobile"), phone("3", isDefault: true), phone("4", type: "mobile")])
    #expect(contact.homePhoneNumber == "3")
    #expect(contact.mobilePhoneNumber == "2")
  }

  @Test func defaultNumberThatIsMobileIsSentAlone() {
    let contact = mappedContact(
      [:], [phone("1"), phone("2", type: "mobile"), phone("3", type: "mobile", isDefault: true)])
    #expect(contact.homePhoneNumber == nil)
    #expect(contact.mobilePhoneNumber == "3")
  }

  @Test func withoutDefaultTheFirstEntryIsSent() {
    #expect(mappedContact([:], [phone("1"), phone("2")]).homePhoneNumber == "1")
  }

  @Test(.manual("12.3 Fallback getrennt")) func fallbackIsSeparateForEachGroup() {
    let contact = mappedContact(
      [:],
      [
        phone("1", as: .car), AddressEntry(group: .fax, type: "fax_business", value: "2", isDefault: true),
        AddressEntry(group: .email, type: "email", value: "a@b.example"),
        AddressEntry(group: .email, type: "email", value: "c@d.example", isDefault: true),
      ])
    #expect(contact.carPhoneNumber == "1")
    #expect(contact.homePhoneNumber == nil)
    #expect(contact.homeFaxNumber == "2")
    #expect(contact.email1Address == "c@d.example")
    #expect(contact.email2Address == nil)
  }

  @Test func emptyEntriesAndChoicesOfAnotherPopUpCountAsNone() {
    let contact = mappedContact([:], [phone("", as: .mobile), phone("1"), phone("2", as: .email1)])
    #expect(contact.homePhoneNumber == "1")
    #expect(contact.mobilePhoneNumber == nil)
    #expect(contact.email1Address == nil)
  }

  private func phone(
    _ value: String, type: String = "phone", isDefault: Bool = false, as assignment: SyncAssignment? = nil
  ) -> AddressEntry {
    AddressEntry(group: .phone, type: type, value: value, isDefault: isDefault, assignment: assignment)
  }
}
