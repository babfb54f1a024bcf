import Database
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// Phones let only the organizer edit, and know him by the address of their account.
@Suite("Organizer and MeetingStatus of appointments") struct AppointmentOrganizerTests {
  /// A name to sign in with, and the address that the device then has.
  private static let accounts = [
    // By hand, the address is the one of the manual's example.
    ("theobald_MeinMandant", "theobald_MeinMandant@onoffice.de"),
    ("theobald_MeinMandant@onoffice.de", "theobald_MeinMandant@onoffice.de"),
    ("theobald_MeinMandant@activesync.onoffice.de", "theobald_MeinMandant@activesync.onoffice.de"),
    ("onoffice\\theobald_MeinMandant", "theobald_MeinMandant@onoffice.de"),
  ]

  @Test(
    .manual("12.2 Zugeordnete Benutzer →", "4.3 Beispiel", "5.2 Beispiel"),
    arguments: ProtocolVersion.allCases)
  func theUserOrganisesEverythingUnderTheAddressOfHisAccount(version: ProtocolVersion) async throws {
    try await AppointmentDesk.run(
      version,
      { people in
        [
          .init(), .init(users: [people.theobald, people.petra]), .init(addresses: [people.anna: "sent"]),
          .init(resources: ["Beamer"]), .init(users: [], groups: [people.group]),
        ]
      }
    ) { desk in
      let hasResponses = version >= .v14_0
      for (index, (account, address)) in Self.accounts.enumerated() {
        let phone = try await desk.device("ACCOUNT\(index)", version, as: account)
        for (number, id) in desk.appointments.enumerated() {
          let item = try desk.shown(id, on: phone)
          let meeting = number == 0 ? "0" : "1"
          #expect(try item.text(Calendar.organizerEmail) == address)
          #expect(try item.text(Calendar.organizerName) == "Theobald Tiger")
          #expect(try item.text(Calendar.meetingStatus) == meeting)
          #expect(try item.text(Calendar.responseType) == (hasResponses ? meeting : nil))
          #expect(try item.mailboxes.count == (number == 0 ? 0 : 1))
        }
      }
    }
  }

  /// Whatever a device says of the organizer and of what kind of meeting it is: the appointment is the user's.
  @Test(
    .manual("12.2 Zugeordnete Benutzer ←"), arguments: ProtocolVersion.tried, ["0", "1", "3", "5", "7", "9"])
  func editsOfTheOrganizerArePassedOver(version: ProtocolVersion, status: String) async throws {
    try await AppointmentDesk.run(
      version, { [.init(users: [$0.theobald, $0.petra])] }
    ) { desk in
      let id = desk.appointments[0]
      let before = try await desk.stored(id)
      let attendees = try desk.shown(id).attendees
      let edit: [Wire] = [
        .calendar(.organizerName, "Petra"), .calendar(.organizerEmail, "petra@mandant.example"),
        .calendar(.meetingStatus, status), .calendar(.responseType, "5"), .calendar(.subject, "Neu"),
      ]
      #expect(try await desk.change(id, edit) == nil)
      #expect(try await desk.difference(from: before) == ["description": .text("Neu")])
      try await desk.settle()
      let shown = try desk.shown(id, on: desk.other)
      #expect(try shown.text(Calendar.organizerEmail) == "theobald_MeinMandant@onoffice.de")
      #expect(try shown.text(Calendar.meetingStatus) == "1")
      #expect(try shown.attendees == attendees)
    }
  }

  /// Some devices name their user among the attendees; he is none, and nobody else either.
  @Test(.manual("12.2 Adressen, Benutzer und Ressourcen ←"), arguments: ProtocolVersion.tried)
  func theUserIsNeverAnAttendee(version: ProtocolVersion) async throws {
    try await AppointmentDesk.run(version, as: "theobald_MeinMandant@onoffice.de") { desk in
      for own in [
        "theobald_MeinMandant@onoffice.de", "THEOBALD_meinmandant@onoffice.de", "theobald@mandant.example",
        "\(desk.people.theobald)@benutzer.invalid",
      ] {
        let id = try await desk.add(
          Wire.appointment() + [.attendees("\(own)|Theobald|1", "anna@kunde.example|Anna|1")])
        #expect(
          try await desk.stored(id).links == [
            "user \(desk.people.theobald)", "address \(desk.people.anna) not-set",
          ])
        try await desk.settle()
        for device in [desk.phone, desk.other] {
          #expect(try desk.shown(id, on: device).mailboxes == ["anna@kunde.example"], "\(own)")
        }
        let alone = try await desk.add(Wire.appointment("allein") + [.attendees("\(own)|Theobald|1")])
        try await desk.settle()
        #expect(try desk.shown(alone, on: desk.other).text(Calendar.meetingStatus) == "0", "\(own)")
      }
    }
  }

  /// An Android phone takes a Change whose first element is Attendees for one of the attendees alone.
  @Test(arguments: ProtocolVersion.allCases)
  func noAppointmentBeginsWithItsAttendees(version: ProtocolVersion) async throws {
    try await AppointmentDesk.run(
      version,
      { people in
        [
          .init(users: [people.theobald, people.petra]),
          .init(
            fields: [
              "ganztags": .integer(1), "start_dt": .text("2026-04-10 00:00:00"),
              "end_dt": .text("2026-04-10 23:59:59"),
            ], users: [people.theobald, people.petra]),
        ]
      }
    ) { desk in
      for id in desk.appointments { try await desk.edit(id, ["description": .text("Neu")]) }
      #expect(Set(try await desk.told()) == Set(desk.appointments.map { "change \($0)" }))
      for id in desk.appointments {
        let tags = try desk.shown(id).children().map(\.tag)
        #expect(tags.contains(Calendar.attendees.tag) && tags.first != Calendar.attendees.tag)
      }
    }
  }
}
