import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite("Participants of appointments, manual 12.2")
struct MappingParticipantTests {
  private let theobald = UserLink(
    id: 7, login: "theobald.tiger", name: "Theobald Tiger", email: "tt@tucho.example")
  private let peter = UserLink(id: 8, login: "peter.panter", name: "Peter Panter", email: "pp@tucho.example")

  @Test(.manual("12.2 Zugeordnete Benutzer →")) func syncingUserIsOrganizerNeverAttendee() {
    let item = mappedAppointment([:], users: [theobald, peter])
    #expect(item.organizerName == "Theobald Tiger")
    #expect(item.organizerEmail == "theobald.tiger_MeinMandant@onoffice.de")
    #expect(
      item.attendees == [
        Attendee(email: "pp@tucho.example", name: "Peter Panter", attendeeStatus: 0, attendeeType: 1)
      ])
    #expect(item.meetingStatus == 1)
    #expect(item.responseType == 1)
  }

  @Test func creatorIsNeverOrganizer() {
    #expect(mappedAppointment(["von": "peter.panter"], users: [theobald]).organizerName == "Theobald Tiger")
  }

  @Test func appointmentOfOneUserAloneIsNoMeeting() {
    let item = mappedAppointment([:], users: [theobald])
    #expect(item.attendees == nil)
    #expect(item.meetingStatus == 0)
    #expect(item.responseType == 0)
    #expect(item.organizerEmail == "theobald.tiger_MeinMandant@onoffice.de")
  }

  @Test func forTheNeutralViewerAllUsersTakePart() {
    let item = mappedAppointment([:], users: [theobald, peter], for: .neutral(tenant: 1))
    #expect(item.organizerName == nil)
    #expect(item.organizerEmail == nil)
    #expect(item.attendees?.map(\.name) == ["Theobald Tiger", "Peter Panter"])
  }

  @Test(
    .manual("12.2 Zugeordnete Adressen →"),
    arguments: [("confirmed", 3), ("canceled", 4), ("sent", 5), ("not-set", 0), ("?", 0)])
  func addressesTakePartWithTheirAnswer(confirmationStatus: String, attendeeStatus: Int) {
    let address = AddressLink(
      id: 12, name: "Kaspar Hauser", email: "kh@tucho.example", confirmationStatus: confirmationStatus)
    let item = mappedAppointment([:], addresses: [address])
    #expect(
      item.attendees == [
        Attendee(
          email: "kh@tucho.example", name: "Kaspar Hauser", attendeeStatus: attendeeStatus, attendeeType: 1)
      ])
    #expect(item.meetingStatus == 1)
  }

  @Test(arguments: [
    nil, "", "  ", "kaspar", "@tucho.example", "a@b@c", "Kaspar <kh@tucho.example>", "a b@c.de",
  ])
  func withoutMailAddressThereIsAPlaceholder(email: String?) {
    let address = AddressLink(id: 12, name: "Kaspar Hauser", email: email)
    let user = UserLink(id: 8, login: "peter.panter", name: "Peter Panter", email: email)
    let item = mappedAppointment([:], users: [user], addresses: [address])
    #expect(item.attendees?.map(\.email) == ["8@benutzer.invalid", "12@adresse.invalid"])
  }

  @Test func coupleWithOneMailboxStaysTwoPeople() {
    let first = AddressLink(id: 12, name: "Kaspar", email: "hauser@tucho.example")
    let second = AddressLink(id: 13, name: "Ida", email: "Hauser@Tucho.example")
    let item = mappedAppointment([:], addresses: [first, second])
    #expect(item.attendees?.map(\.email) == ["hauser@tucho.example", "13@adresse.invalid"])
  }

  @Test func addressWithTheOrganizersMailIsToldApart() {
    let address = AddressLink(id: 12, name: "Ich", email: "Theobald.Tiger_MeinMandant@onoffice.de")
    #expect(mappedAppointment([:], addresses: [address]).attendees?.map(\.email) == ["12@adresse.invalid"])
  }

  @Test(
    .manual("12.2 Zugeordnete Ressourcen →"),
    arguments: [
      ("Konferenzraum", "Konferenzraum@resource.invalid"),
      ("ind_Schl_3151", "ind_Schl_3151@resource.invalid"),
      ("Büro 1", "B=C3=BCro=201@resource.invalid"), ("a.b@c", "a=2Eb=40c@resource.invalid"),
      ("=", "=3D@resource.invalid"),
    ])
  func resourcesTakePartAsResources(key: String, email: String) {
    let item = mappedAppointment([:], resources: [ResourceLink(key: key, name: "Beamer")])
    #expect(
      item.attendees == [Attendee(email: email, name: "Beamer", attendeeStatus: 0, attendeeType: 3)])
    #expect(item.meetingStatus == 1)
  }

  @Test func noTwoResourceKeysBecomeTheSame() {
    let characters = ["a", "A", "=", "2", "0", " ", "ü", ".", "_"]
    let keys = characters.flatMap { first in
      characters.flatMap { second in characters.map { first + second + $0 } }
    }
    #expect(Set(keys.map(Placeholder.localPart(of:))).count == keys.count)
  }

  @Test func usersComeFirstThenAddressesThenResources() {
    let item = mappedAppointment(
      [:], users: [theobald, peter], addresses: [AddressLink(id: 12, name: "Kaspar Hauser", email: nil)],
      resources: [ResourceLink(key: "k", name: "Beamer")])
    #expect(item.attendees?.map(\.name) == ["Peter Panter", "Kaspar Hauser", "Beamer"])
  }
}
