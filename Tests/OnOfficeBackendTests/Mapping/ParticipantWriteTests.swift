import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite("Participants of appointments from the phone, manual 12.2")
struct ParticipantWriteTests {
  private let peter = UserLink(id: 8, login: "peter.panter", name: "Peter Panter", email: "pp@tucho.example")
  private let kaspar = AddressLink(
    id: 12, name: "Kaspar Hauser", email: "kh@tucho.example", confirmationStatus: "confirmed")
  private let ida = AddressLink(id: 11, name: "Ida Wallau", email: "ida@tucho.example")
  private let beamer = ResourceLink(key: "Büro 1", name: "Beamer")

  private var directory: Directory {
    var directory = Directory()
    directory.add(.user(peter), for: "pp@tucho.example")
    directory.add(.user(peter), for: "8@benutzer.invalid")
    directory.add(.address(ida), for: "ida@tucho.example")
    directory.add(.address(ida), for: "ida@office.example")
    directory.add(.address(ida), for: "11@adresse.invalid")
    directory.add(.resource(beamer), for: "B=C3=BCro=201@resource.invalid")
    directory.add(.address(ida), for: "beide@tucho.example")
    directory.add(.user(peter), for: "beide@tucho.example")
    return directory
  }

  private func attendee(_ email: String?) -> Attendee {
    var attendee = Attendee()
    attendee.email = email
    return attendee
  }

  private func adding(_ emails: String?..., to stored: Appointment) throws -> Appointment {
    try stored.edited(directory: directory) {
      $0.attendees = ($0.attendees ?? []) + emails.map(attendee)
    }
  }

  @Test(
    .manual("12.2 Adressen, Benutzer und Ressourcen ←"),
    arguments: ["pp@tucho.example", " PP@Tucho.example ", "8@benutzer.invalid"])
  func userIsLinked(email: String) throws {
    #expect(try adding(email, to: storedAppointment([:])).users == [peter])
  }

  @Test(
    .manual("12.2 Adressen, Benutzer und Ressourcen ←"),
    arguments: ["ida@tucho.example", "IDA@office.example", "11@adresse.invalid"])
  func addressIsLinked(email: String) throws {
    let written = try adding(email, to: storedAppointment([:], addresses: [kaspar]))
    #expect(written.addresses == [ida, kaspar])
  }

  @Test(
    .manual("12.2 Adressen, Benutzer und Ressourcen ←"),
    arguments: ["B=C3=BCro=201@resource.invalid", "b=c3=bcro=201@resource.invalid"])
  func resourceIsLinked(email: String) throws {
    #expect(try adding(email, to: storedAppointment([:])).resources == [beamer])
  }

  @Test(
    .manual("12.2 Zugeordnete Adressen ←", "12.2 Zugeordnete Benutzer ←"),
    arguments: ["beide@tucho.example", "nobody@tucho.example", "", nil, "99@adresse.invalid"])
  func othersChangeNothing(email: String?) throws {
    let stored = storedAppointment([:], addresses: [kaspar])
    #expect(try adding(email, to: stored) == stored)
  }

  @Test func withoutDirectoryNobodyIsLinked() throws {
    let stored = storedAppointment([:])
    #expect(try stored.edited { $0.attendees = [attendee("pp@tucho.example")] } == stored)
  }

  @Test(.manual("12.2 Zugeordnete Adressen ←", "12.2 Zugeordnete Benutzer ←"))
  func linksNeverVanish() throws {
    let stored = storedAppointment([:], users: [peter], addresses: [kaspar], resources: [beamer])
    #expect(try stored.edited(directory: directory) { $0.attendees = nil } == stored)
    let written = try stored.edited(directory: directory) { $0.attendees = [attendee("ida@tucho.example")] }
    #expect(written.users == [peter] && written.addresses == [ida, kaspar] && written.resources == [beamer])
  }

  @Test func answerOfAnAddressStays() throws {
    let stored = storedAppointment([:], addresses: [kaspar])
    #expect(try stored.edited { $0.attendees?[0].attendeeStatus = 4 } == stored)
  }

  @Test func nobodyIsLinkedTwice() throws {
    let written = try adding(
      "ida@tucho.example", "ida@office.example", "11@adresse.invalid", to: storedAppointment([:]))
    #expect(written.addresses == [ida])
    #expect(try adding("ida@office.example", to: written) == written)
  }

  @Test func organizerIsNoAttendee() throws {
    var directory = directory
    let email = try #require(Viewer.theobald.user?.email)
    directory.add(.address(ida), for: email)
    let written = try storedAppointment([:]).edited(directory: directory) { $0.attendees = [attendee(email)] }
    #expect(written.addresses.isEmpty)
  }

  @Test func othersAreThoseWhomNothingStandsFor() {
    let participants = Participants(viewer: .theobald, directory: directory)
    let linked = storedAppointment([:], addresses: [ida, kaspar])
    let others = participants.others(
      than: linked,
      among: ["KH@tucho.example", "ida@office.example", "pp@tucho.example", "nobody@tucho.example"]
        .map(attendee))
    #expect(others.map(\.email) == ["pp@tucho.example", "nobody@tucho.example"])
  }

  @Test(arguments: [
    ("7@benutzer.invalid", Placeholder.user(7)), ("12@Adresse.invalid", .address(12)),
    ("k=40@resource.invalid", .resource("k=40")),
  ])
  func placeholdersAreRead(email: String, placeholder: Placeholder) {
    #expect(Placeholder(email) == placeholder)
    #expect(placeholder.text.lowercased() == email.lowercased())
  }

  @Test(arguments: ["x@benutzer.invalid", "@adresse.invalid", "1@2@adresse.invalid", "a@b.example", ""])
  func otherTextIsNoPlaceholder(email: String) { #expect(Placeholder(email) == nil) }
}
