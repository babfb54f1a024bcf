import Database
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// The appointments that families of clients add and edit, in the shapes in which they write them.
@Suite("Appointments in the shapes of clients") struct AppointmentClientTests {
  /// An appointment that a client adds, with what is stored of it.
  struct Added: Sendable, CustomTestStringConvertible {
    let client: AppointmentClient
    let elements: [Wire]
    var fields: [String: SQLValue] = [:]

    var testDescription: String { client.testDescription }
  }

  /// What all of them write down: an hour's visit on 9 April, 10:00 in Berlin, with Petra and a guest.
  private static let common: [String: SQLValue] = [
    "description": .text("Besichtigung Seestraße"), "start_dt": .text("2026-04-09 10:00:00"),
    "end_dt": .text("2026-04-09 11:00:00"), "ort": .text("Seestr. 1"), "location": .text("sonstiges"),
    "note": .text("Schlüssel\nmitnehmen"), "status": .text("active"), "von": .text("theobald"),
    "erinnerung": .text("15 minutes"), "private": .null,
  ]

  private static let times = Wire.times("20260409T080000Z", "20260409T090000Z")
  private static let subject = Wire.calendar(.subject, "Besichtigung Seestraße")
  private static let notes = Wire.body("Schlüssel\r\nmitnehmen")

  static let added: [Added] = thunderbird + outlook + android + iPhone

  /// All there is, and the clock of Berlin as a zone without names.
  private static let thunderbird = [ProtocolVersion.v14_1, .v16_1].map { version in
    Added(
      client: .thunderbird(version),
      elements: (version < .v16_0
        ? [.calendar(.timezone, AppointmentClient.berlin), .calendar(.uid, "tb-4711")]
        : [.calendar(.clientUid, "tb-4711")]) + [
          .calendar(.allDayEvent, "0"), notes, .calendar(.busyStatus, "2"),
          .calendar(.dtStamp, "20260323T110000Z"),
          .place("Seestr. 1", version), .calendar(.reminder, "15"), .calendar(.sensitivity, "0"), subject,
          .calendar(.meetingStatus, "1"),
          .attendees("petra@mandant.example|Petra Panter|1", "fremd@else.example|Gast|2"),
          .calendar(.categories),
        ] + times)
  }

  /// A reminder of its own, its own colours as categories.
  private static let outlook = [
    Added(
      client: .outlook,
      elements: [
        .calendar(.timezone, AppointmentClient.berlin), .calendar(.allDayEvent, "0"),
        .calendar(.busyStatus, "2"), .calendar(.dtStamp, "20260323T110000Z"),
        .calendar(.location, "Seestr. 1"), .calendar(.reminder, "15"), .calendar(.sensitivity, "3"), subject,
        .calendar(.uid, "040000008200E00074C5B7101A82E00800000000"), .calendar(.meetingStatus, "1"),
        .attendees("petra@mandant.example|Petra Panter|1", "fremd@else.example|Gast|2"),
        .calendarCategories("Rote Kategorie", "Notartermin"), .calendar(.responseRequested, "1"),
        .calendar(.disallowNewTimeProposal, "0"),
      ] + times,
      fields: ["note": .null, "private": .integer(1), "art": .text("ind1")])
  ]

  /// No Location and no Body if there is none, the organizer, attendees that are all required.
  private static let android = [AppointmentClient.android(.v12_1), .android(.v14_1), .gmail].map { client in
    let isNew = client.version >= .v16_0
    let head: [Wire] =
      isNew
      ? [.calendar(.allDayEvent, "0")] + times
      : [.calendar(.timezone, AppointmentClient.berlin), .calendar(.allDayEvent, "0")] + times + [
        .calendar(.dtStamp, "20260323T110000Z")
      ]
    let computed: [Wire] = [.calendar(.organizerEmail, "theobald_MeinMandant@onoffice.de")]
    let uid = Wire.calendar(isNew ? .clientUid : .uid, "a0d1b2c3-1111-2222-3333-444455556666")
    let attendees: [Wire] = ["petra@mandant.example", "fremd@else.example"].map { mail in
      Wire(
        Calendar.attendee,
        [.calendar(.name, mail), .calendar(.email, mail), .calendar(.attendeeType, "1")])
    }
    return Added(
      client: client,
      elements: head + [.place("Seestr. 1", client.version), subject, .body("Schlüssel\nmitnehmen")]
        + (isNew ? [] : computed) + [
          .calendar(.reminder, "15"), uid, Wire(Calendar.attendees, attendees), .calendar(.busyStatus, "2"),
          .calendar(.meetingStatus, "1"), .calendar(.sensitivity, "1"),
        ])
  }

  /// A meeting without an organizer; the id has 33 characters from 16.0 on, the last a NUL.
  private static let iPhone = [ProtocolVersion.v14_1, .v16_1].map { version in
    let isNew = version >= .v16_0
    let id = "0C8F0A5E3C2B4D1E9F6A7B8C9D0E1F2A"
    return Added(
      client: .iPhone(version),
      elements: (isNew
        ? [.calendar(.clientUid, id + "\0")]
        : [.calendar(.timezone, AppointmentClient.berlin), .calendar(.uid, id)]) + [
          .calendar(.dtStamp, "20260323T110000Z"), .calendar(.meetingStatus, "1"), subject, notes,
          .place("Seestr. 1", version), .calendar(.busyStatus, "2"), .calendar(.allDayEvent, "0"),
          .calendar(.sensitivity, "0"), .calendar(.reminder, "15"),
          .attendees("petra@mandant.example|Petra Panter|1", "fremd@else.example|Gast|1"),
        ] + times)
  }

  @Test(
    .manual("1 Endgeräte", "12 Abweichungen", "12.2 Adressen, Benutzer und Ressourcen ←"), arguments: added)
  func anAppointmentIsAddedEditedAndDeleted(added: Added) async throws {
    let client = added.client
    try await AppointmentDesk.run(client.version, options: client.options, type: client.type) { desk in
      let petras = try await desk.device("PETRAS", of: "petra")
      let id = try await desk.add(added.elements)
      let record = try await desk.stored(id).record
      for (name, value) in Self.common.merging(added.fields, uniquingKeysWith: { $1 }) {
        #expect(record[name] ?? .null == value, "\(name)")
      }
      let links: Set = ["user \(desk.people.theobald)", "user \(desk.people.petra)"]
      #expect(try await desk.stored(id).links == links)
      // It gets what is stored otherwise, once; the other devices get it all.
      #expect(try await desk.told().count <= 1)
      #expect(try await desk.told(to: desk.other) == ["add \(id)"])
      #expect(try await desk.told(to: petras) == ["add \(id)"])
      for device in [desk.phone, desk.other] {
        #expect(
          try desk.shown(id, on: device).mailboxes == ["petra@mandant.example", "fremd@else.example"])
      }
      #expect(try desk.shown(id, on: petras).mailboxes == ["theobald@mandant.example"])
      try await edit(id, client, desk)
      let before = try await desk.stored(id)
      try await desk.phone.sync(.delete(ItemClass.calendar.serverId(id)))
      #expect(try await desk.difference(from: before) == ["status": .text("canceled")])
      #expect(try await desk.told(to: petras) == ["delete \(id)"])
    }
  }

  /// Its user gives the appointment another subject and hour: nothing else of it changes.
  private func edit(_ id: Int64, _ client: AppointmentClient, _ desk: AppointmentDesk) async throws {
    let before = try await desk.stored(id)
    var sent = try client.sendingBack(try desk.shown(id)).children()
    let news = [Wire.calendar(.subject, "Verschoben")] + Wire.times("20260409T090000Z", "20260409T100000Z")
    for wire in news {
      let index = try #require(sent.firstIndex { $0.tag == wire.tag })
      sent[index] = try wire.child
    }
    if client.tellsNewsOnly { sent = try news.map { try $0.child } }
    desk.wait()
    let answer = try await desk.phone.sync(.change(ItemClass.calendar.serverId(id), try Fragment(sent)))
    #expect(answer?.responses.isEmpty != false)
    #expect(
      try await desk.difference(from: before) == [
        "description": .text("Verschoben"), "start_dt": .text("2026-04-09 11:00:00"),
        "end_dt": .text("2026-04-09 12:00:00"),
      ])
    try await desk.settle()
    #expect(
      try desk.shown(id, on: desk.other).mailboxes == ["petra@mandant.example", "fremd@else.example"])
  }

  /// Up to 14.1 a client that has no empty elements leaves out what its user took away.
  @Test(
    .manual("12.2 Erinnerung ←", "12.2 Terminort ←", "12.2 Wiederholung ←"),
    arguments: AppointmentClient.all.filter { $0.version < .v16_0 })
  func whatIsTakenAwayIsLeftOut(client: AppointmentClient) async throws {
    let fields: [String: SQLValue] = [
      "description": .text("Besichtigung"), "erinnerung": .text("1 days"), "ort": .text("Seestr. 1"),
      "location": .text("estate"), "private": .integer(1), "art": .text("ind1"), "note": .text("Schlüssel"),
      "rp_flag": .integer(1), "rp_type": .text("w"),
    ]
    try await AppointmentDesk.run(
      client.version, options: client.options, type: client.type,
      { [.init(fields: fields, users: [$0.theobald, $0.petra], estates: [$0.estates[0]])] }
    ) { desk in
      let id = desk.appointments[0]
      let before = try await desk.stored(id)
      let whole = try client.sendingBack(try desk.shown(id)).children()
      let gone: Set = ["Reminder", "Location", "Recurrence"]
      let sent = try Fragment(whole.filter { !gone.contains($0.tag.name ?? "") })
      desk.wait()
      try await desk.phone.sync(.change(ItemClass.calendar.serverId(id), sent))
      let series = ["rp_flag", "rp_type", "rp_tage", "rp_beginn_datum", "rp_ende_status"]
      let ended = Dictionary(uniqueKeysWithValues: series.map { ($0, SQLValue.null) })
      #expect(
        try await desk.difference(from: before)
          == ended.merging([
            "erinnerung": .null, "ort": .null, "location": .text("keine Angaben"),
          ]) { $1 })
      try await desk.settle()
      let names = try desk.shown(id, on: desk.other).names
      #expect(names.isDisjoint(with: gone))
      #expect(names.isSuperset(of: ["Categories", "Attendees", "Body"]))
    }
  }
}
