import Database
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// The rows of the manual's tables 12.2, one by one and both ways, over the whole server.
@Suite("Appointments by the manual's rows, 12.2") struct AppointmentRowTests {
  @Test(
    .manual(
      "12.2 Terminart →", "12.2 Betreff →", "12.2 Terminstatus →", "12.2 Zugeordnete Adressen →",
      "12.2 Notizen →", "12.2 Zugeordnete Benutzer →", "12.2 Zugeordnete Immobilien →",
      "12.2 Beginnt am/um →", "12.2 Zugeordnete Ressourcen →", "12.2 Endet am/um →", "12.2 Wiederholung →",
      "12.2 Erinnerung →", "12.2 Terminort →", "12.2 Ganztagstermin →", "12.2 Privat →"),
    arguments: ProtocolVersion.allCases)
  func eachRowReachesThePhone(version: ProtocolVersion) async throws {
    try await AppointmentDesk.run(version) { desk in
      let rows = AppointmentToPhone.all(desk.people, for: version)
      let ids = try await desk.create(rows.map(\.stored))
      let there = zip(rows, ids).filter { $0.0.expected != nil }
      #expect(Set(try await desk.told()) == Set(there.map { "add \($0.1)" }))
      for (row, id) in zip(rows, ids) {
        guard let expected = row.expected else {
          #expect(desk.phone.items[id] == nil, "\(row.row)")
          continue
        }
        let item = try desk.shown(id)
        for (path, text) in expected { #expect(try item.text(at: path) == text, "\(row.row): \(path)") }
        if let attendees = row.attendees { #expect(try item.attendees == attendees, "\(row.row)") }
      }
    }
  }

  @Test(
    .manual(
      "12.2 Terminart ←", "12.2 Betreff ←", "12.2 Terminstatus ←", "12.2 Notizen ←", "12.2 Beginnt am/um ←",
      "12.2 Endet am/um ←", "12.2 Wiederholung ←", "12.2 Erinnerung ←", "12.2 Terminort ←",
      "12.2 Ganztagstermin ←", "12.2 Privat ←"), arguments: ProtocolVersion.allCases)
  func eachRowReachesOnOffice(version: ProtocolVersion) async throws {
    try await AppointmentDesk.run(version) { desk in
      try await desk.expect(AppointmentFromPhone.all(for: version))
    }
  }

  /// Rows of the first table that the second one has not, and what else of onOffice no element stands for.
  static let unsynced: [String: SQLValue] = [
    "ProjektNr": .integer(31), "allowTransitTime": .integer(1), "transitTime": .text("00:45:00"),
    "transitTimePre": .text("00:30:00"), "transitTimePost": .text("00:15:00"), "von": .text("petra"),
    "origin": .integer(1), "erledigt": .integer(1), "status": .text("completed"),
    "reminderTypes": .text("email|sms"),
  ]

  /// What an appointment has of elements that is not linked with anybody.
  private static func elements(of version: ProtocolVersion) -> Set<String> {
    let all: Set = [
      "Timezone", "AllDayEvent", "Body", "BusyStatus", "OrganizerName", "OrganizerEmail", "DtStamp",
      "EndTime",
      "Sensitivity", "Subject", "StartTime", "UID", "MeetingStatus", "NativeBodyType", "Categories",
    ]
    return version >= .v14_0 ? all.union(["ResponseType"]) : all
  }

  @Test(
    .manual(
      "12.2 Zugeordnetes Projekt →", "12.2 Wegezeit →", "12.2 Terminnachbereitung →", "12.2 Dateien →"),
    arguments: ProtocolVersion.allCases)
  func whatNoElementStandsForIsNotSentAndSurvives(version: ProtocolVersion) async throws {
    let fields = Self.unsynced.merging(["description": .text("Alt"), "art": .text("ind0")]) { $1 }
    try await AppointmentDesk.run(version, { _ in [.init(fields: fields)] }) { desk in
      let id = desk.appointments[0]
      #expect(try desk.shown(id).names == Self.elements(of: version))
      let before = try await desk.stored(id)
      let edits: [[Wire]] = [
        [.calendar(.subject, "Neu")], [.body("Neu")], [.calendarCategories("Notartermin")],
        [.calendar(.sensitivity, "2")], Wire.times("20260410T080000Z", "20260410T090000Z"),
        [.place("Café", version)], [.calendar(.reminder, "60")], [.calendar(.busyStatus, "1")],
        [Wire(Calendar.recurrence, [.calendar(.type, "0"), .calendar(.interval, "1")])],
        [.attendees("fremd@else.example|Fremd|1")],
      ]
      for edit in edits { #expect(try await desk.change(id, edit) == nil) }
      #expect(
        Set(try await desk.difference(from: before).keys) == [
          "description", "note", "art", "private", "start_dt", "end_dt", "ort", "location", "erinnerung",
          "rp_flag", "rp_type", "rp_tage", "rp_beginn_datum", "rp_ende_status",
        ])
    }
  }

  /// "Teilnehmer verfügbar" hides how busy the user is; it comes back with the end of that, whatever he edits
  /// meanwhile.
  @Test(.manual("12.2 Terminstatus →"), arguments: ProtocolVersion.tried)
  func howBusyTheUserIsOutlastsWhatHidesIt(version: ProtocolVersion) async throws {
    try await AppointmentDesk.run(version, { [.init(users: [$0.theobald, $0.petra])] }) { desk in
      let id = desk.appointments[0]
      try await desk.change(id, [.calendar(.busyStatus, "3")])
      try await desk.edit(id, ["status": .text("participantsAvailable")])
      try await desk.settle()
      #expect(try desk.shown(id).text(Calendar.busyStatus) == "0")
      try await desk.change(id, [.calendar(.subject, "Neu"), .calendar(.busyStatus, "0")])
      try await desk.edit(id, ["status": .text("active")])
      try await desk.settle()
      for device in [desk.phone, desk.other] {
        #expect(try desk.shown(id, on: device).text(Calendar.busyStatus) == "3")
      }
      let petras = try await desk.device("PETRAS", of: "petra", version)
      #expect(try desk.shown(id, on: petras).text(Calendar.busyStatus) == "2")
    }
  }
}
