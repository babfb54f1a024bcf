import Database
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// „Adressen, Benutzer und Ressourcen werden zurückgeschrieben.“ „Teilnehmer werden nicht zurückgeschrieben.“
@Suite("Participants that devices add and take out, manual 12.2") struct AppointmentParticipantTests {
  /// An attendee that a device adds, and the link that it makes; nil is none.
  private static func attendees(_ people: AppointmentDesk.People) -> [(sent: String, link: String?)] {
    [
      ("petra@mandant.example|Petra Panter|1", "user \(people.petra)"),
      ("PETRA@Mandant.example||", "user \(people.petra)"),
      ("\"Petra Panter\" <petra@mandant.example>|Petra|2", "user \(people.petra)"),
      ("\(people.ignaz)@benutzer.invalid|Ignaz Wrobel|1", "user \(people.ignaz)"),
      ("anna@kunde.example|Anna|1", "address \(people.anna) not-set"),
      // Not the address that onOffice would show, but one of hers.
      ("Anna@privat.example|Anna|1", "address \(people.anna) not-set"),
      ("\(people.bare)@adresse.invalid|Bruno|1", "address \(people.bare) not-set"),
      ("\(people.couple[1])@adresse.invalid|Paula|1", "address \(people.couple[1]) not-set"),
      ("Beamer@resource.invalid|Beamer|3", "resource Beamer"),
      ("Raum=201=2F2@resource.invalid|Großer Raum|1", "resource Raum 1/2"),
      // Two have that mailbox: nobody knows who is meant.
      ("paar@kunde.example|Paar|1", nil), ("fremd@else.example|Fremder Gast|1", nil),
      ("4711@adresse.invalid|Niemand|1", nil), ("Bagger@resource.invalid|Bagger|3", nil),
      ("|Ohne Adresse|1", nil),
    ]
  }

  @Test(
    .manual(
      "12.2 Adressen, Benutzer und Ressourcen ←", "12.2 Zugeordnete Adressen ←",
      "12.2 Zugeordnete Benutzer ←"), arguments: ProtocolVersion.tried)
  func whoIsKnownIsLinkedAndWhoIsNotIsKept(version: ProtocolVersion) async throws {
    try await AppointmentDesk.run(version) { desk in
      let theobald = "user \(desk.people.theobald)"
      let all = Self.attendees(desk.people)
      // Placeholders are understood from who was given them.
      try await desk.write { [people = desk.people] office in
        for address in [people.bare, people.couple[1]] {
          try office.setOutlookSync(address: address, user: people.theobald, true)
        }
      }
      for (sent, link) in all {
        let attendee = Wire.attendees(sent)
        let added = try await desk.add(Wire.appointment() + [attendee, .calendar(.meetingStatus, "1")])
        let changed = try #require(try await desk.create([.init()]).first)
        try await desk.settle()
        #expect(try await desk.change(changed, [attendee]) == nil)
        for id in [added, changed] {
          #expect(try await desk.stored(id).links == Set([theobald] + [link].compactMap { $0 }), "\(sent)")
        }
        // The next Sync shows whom onOffice has, and strangers as they were sent.
        try await desk.settle()
        for device in [desk.phone, desk.other] {
          for id in [added, changed] {
            let item = try desk.shown(id, on: device)
            #expect(try item.decode(CalendarItem.self).attendees?.count == 1, "\(sent)")
          }
        }
        for id in [added, changed] {
          #expect(try desk.shown(id, on: desk.other).text(Calendar.meetingStatus) == "1", "\(sent)")
        }
        #expect(try await desk.told() == [])
      }
      #expect(try await desk.everything().rows["address"]?.count == 4)
    }
  }

  @Test(
    .manual("12.2 Zugeordnete Adressen ←", "12.2 Zugeordnete Benutzer ←"),
    arguments: ProtocolVersion.allCases)
  func noEditTakesALinkAway(version: ProtocolVersion) async throws {
    try await AppointmentDesk.run(
      version,
      { people in
        [
          .init(
            users: [people.theobald, people.petra], groups: [people.group],
            addresses: [people.anna: "confirmed", people.bare: "sent"], estates: Set(people.estates),
            resources: ["Beamer"])
        ]
      }
    ) { desk in
      let id = desk.appointments[0]
      let before = try await desk.stored(id)
      let shown = try desk.shown(id).attendees
      #expect(shown.count == 5)
      let edits: [[Wire]] = [
        [.attendees([])], [.attendees("anna@kunde.example|Anna Kunde|1")],
        [.attendees("anna@kunde.example|Ännchen|2", "petra@mandant.example||")],
        [.attendees([]), .calendar(.meetingStatus, "0")],
      ]
      for edit in edits {
        #expect(try await desk.change(id, edit) == nil)
        #expect(try await desk.difference(from: before) == [:])
        // The phone gets the true list again.
        #expect(try await desk.told() == ["change \(id)"])
        #expect(try desk.shown(id).attendees == shown)
        #expect(try desk.shown(id).text(Calendar.meetingStatus) == "1")
      }
      // An edit of something else does not speak of them.
      try await desk.change(id, [.calendar(.subject, "Neu")])
      #expect(try await desk.told() == [])
      #expect(try await desk.told(to: desk.other) == ["change \(id)"])
      #expect(try desk.shown(id, on: desk.other).attendees == shown)
    }
  }

  /// Whom onOffice does not know is for the user's own devices, and goes as he came.
  @Test(.manual("12.2 Adressen, Benutzer und Ressourcen ←"), arguments: ProtocolVersion.tried)
  func aStrangerIsTheUsersOwn(version: ProtocolVersion) async throws {
    try await AppointmentDesk.run(
      version, { [.init(users: [$0.theobald, $0.petra])] }
    ) { desk in
      let id = desk.appointments[0]
      let petras = try await desk.device("PETRAS", of: "petra", version)
      let petra = "petra@mandant.example|Petra Panter|1"
      try await desk.change(id, [.attendees(petra, "fremd@else.example|Fremder Gast|2")])
      try await desk.settle()
      for device in [desk.phone, desk.other] {
        let shown = try desk.shown(id, on: device).mailboxes
        #expect(shown == ["petra@mandant.example", "fremd@else.example"])
      }
      #expect(try await desk.told(to: petras) == [])
      // Somebody else's edit leaves him; his name is the user's to change.
      try await desk.edit(id, ["description": .text("Von Petra")])
      try await desk.settle()
      #expect(try desk.shown(id).mailboxes.count == 2)
      try await desk.change(id, [.attendees(petra, "fremd@else.example|Bekannter Gast|2")])
      try await desk.settle()
      #expect(
        try desk.shown(id, on: desk.other).attendees.contains { $0.contains("Bekannter Gast|2") })
      try await desk.change(id, [.attendees(petra)])
      try await desk.settle()
      for device in [desk.phone, desk.other] {
        #expect(try desk.shown(id, on: device).mailboxes == ["petra@mandant.example"])
      }
    }
  }

  /// `calendar.attendees: "keep"`.
  @Test(.manual("12.2 Adressen, Benutzer und Ressourcen ←"), arguments: ProtocolVersion.tried)
  func nobodyIsLinkedIfTheOfficeWantsSo(version: ProtocolVersion) async throws {
    var options = OnOfficeOptions()
    options.attendees = .keep
    try await AppointmentDesk.run(version, office: options) { desk in
      let id = try await desk.add(
        Wire.appointment() + [.attendees("petra@mandant.example|Petra|1", "Beamer@resource.invalid|Beamer|3")]
      )
      #expect(try await desk.stored(id).links == ["user \(desk.people.theobald)"])
      try await desk.settle()
      for device in [desk.phone, desk.other] {
        #expect(
          try desk.shown(id, on: device).mailboxes == ["petra@mandant.example", "Beamer@resource.invalid"])
      }
    }
  }

  /// Whoever is linked gets the appointment, and sees the others: the one who made it among them.
  @Test(.manual("12.2 Zugeordnete Benutzer →"), arguments: ProtocolVersion.tried)
  func theOthersGetItAndSeeWhoTakesPart(version: ProtocolVersion) async throws {
    try await AppointmentDesk.run(version) { desk in
      let petras = try await desk.device("PETRAS", of: "petra", version)
      let id = try await desk.add(
        Wire.appointment("Besprechung") + [
          .attendees("petra@mandant.example|Petra|1", "anna@kunde.example||")
        ])
      #expect(try await desk.told(to: petras) == ["add \(id)"])
      let item = try desk.shown(id, on: petras)
      #expect(try item.mailboxes == ["theobald@mandant.example", "anna@kunde.example"])
      // She may edit it as well: on her phone she organises it.
      #expect(try item.text(Calendar.organizerEmail) == "petra_MeinMandant@onoffice.de")
      #expect(try item.text(Calendar.meetingStatus) == "1")
      #expect(try await desk.change(id, [.calendar(.subject, "Von Petra")], by: petras) == nil)
      try await desk.settle()
      #expect(try desk.shown(id).text(Calendar.subject) == "Von Petra")
      #expect(try await desk.stored(id).record["von"] == .text("theobald"))
    }
  }

  /// Whom a colleague takes out in onOffice no device brings back by an edit of something else.
  @Test(.manual("12.2 Zugeordnete Benutzer →"), arguments: ProtocolVersion.tried)
  func whoIsTakenOutInOnOfficeStaysOut(version: ProtocolVersion) async throws {
    try await AppointmentDesk.run(version) { desk in
      let id = try await desk.add(
        Wire.appointment() + [
          .attendees(
            "petra@mandant.example|Petra|1", "anna@kunde.example|Anna|1", "fremd@else.example|Gast|1")
        ])
      try await desk.settle()
      let petra = desk.people.petra
      try await desk.write { office in
        try office.modifyAppointment(id) { $0.users.remove(petra) }
      }
      // An edit of the older list loses against what changed meanwhile, which comes with the answer.
      let all = try desk.shown(id).children().first { $0.tag == Calendar.attendees.tag }
      let answer = try await desk.phone.sync(
        .change(ItemClass.calendar.serverId(id), try Fragment([try #require(all)])))
      #expect(answer?.responses.map(\.status) == [.conflict])
      let links: Set = ["user \(desk.people.theobald)", "address \(desk.people.anna) not-set"]
      #expect(try await desk.stored(id).links == links)
      try await desk.settle()
      for device in [desk.phone, desk.other] {
        #expect(try desk.shown(id, on: device).mailboxes == ["anna@kunde.example", "fremd@else.example"])
      }
      try await desk.change(id, [.calendar(.subject, "Neu")])
      #expect(try await desk.stored(id).links == links)
    }
  }

  /// Nobody is linked who is not there for colleagues either.
  @Test(.manual("12.2 Adressen, Benutzer und Ressourcen ←"), arguments: ProtocolVersion.tried)
  func anArchivedAddressIsNotLinked(version: ProtocolVersion) async throws {
    try await AppointmentDesk.run(version) { desk in
      let anna = desk.people.anna
      try await desk.write { office in
        try office.modifyAddress(anna) { $0.record["Status"] = .integer(0) }
      }
      let id = try await desk.add(Wire.appointment() + [.attendees("anna@kunde.example|Anna|1")])
      #expect(try await desk.stored(id).links == ["user \(desk.people.theobald)"])
      try await desk.settle()
      #expect(try desk.shown(id, on: desk.other).mailboxes == ["anna@kunde.example"])
    }
  }
}
