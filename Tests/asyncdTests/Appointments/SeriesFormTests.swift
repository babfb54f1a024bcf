import Foundation
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// What 16.0 has otherwise than the versions before: places with parts, ClientUid, files, names that are the server's.
@Suite("Forms by version") struct SeriesFormTests {
  private static let new: [ProtocolVersion] = [.v16_0, .v16_1]

  private func simple(_ more: [Wire] = []) throws -> [Wire] {
    try Wire.appointment("Termin", "2026-05-20 10:00", "2026-05-20 11:00") + more
  }

  // MARK: Location
  private static let parts: [Wire] = [
    Wire(AirSyncBase.displayName, "Rathaus"), Wire(AirSyncBase.annotation, "Hintereingang"),
    Wire(AirSyncBase.street, "Markt 1"), Wire(AirSyncBase.city, "Aachen"), Wire(AirSyncBase.state, "NRW"),
    Wire(AirSyncBase.country, "Deutschland"), Wire(AirSyncBase.postalCode, "52062"),
    Wire(AirSyncBase.latitude, "50.7763"), Wire(AirSyncBase.longitude, "6.0839"),
    Wire(AirSyncBase.accuracy, "5"),
    Wire(AirSyncBase.altitude, "173"), Wire(AirSyncBase.altitudeAccuracy, "2"),
    Wire(AirSyncBase.locationUri, "https://maps.example/rathaus"),
  ]

  @Test(.manual("12.2 Terminort →", "12.2 Terminort ←"), arguments: new)
  func aPlaceHasItsParts(version: ProtocolVersion) async throws {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", version)
      let id = try await desk.add(simple([Wire(AirSyncBase.location, Self.parts)]), by: device)
      let record = try await desk.stored(id)
      #expect([record["ort"], record["location"]] == ["Rathaus", "sonstiges"])
      #expect(try await desk.told(to: device) == [])
      let sent = try [Wire(AirSyncBase.location, Self.parts)].fragment.texts(in: AirSyncBase.location)
      let (old, other) = (try await desk.device("OLD", .v14_1), try await desk.device("OTHER", .v16_1))
      #expect(try other.items[id]?.texts(in: AirSyncBase.location) == sent)
      #expect(try other.items[id]?.text(Calendar.location) == nil)
      #expect(try old.items[id]?.text(Calendar.location) == "Rathaus")
      #expect(try old.items[id]?.text(AirSyncBase.location) == nil)
      // What the old one does not know it does not take away; another place has other parts.
      try await desk.change(id, [Wire(Calendar.location, "Rathaus"), Wire(Calendar.subject, "Neu")], by: old)
      _ = try await desk.told(to: other)
      #expect(try other.items[id]?.texts(in: AirSyncBase.location) == sent)
      try await desk.change(id, [Wire(Calendar.location, "Dom")], by: old)
      _ = try await desk.told(to: other)
      #expect(try other.items[id]?.texts(in: AirSyncBase.location) == ["DisplayName": "Dom"])
      // An empty one is none.
      _ = try await desk.told(to: device)
      try await desk.change(id, [Wire(AirSyncBase.location)], by: device)
      let cleared = try await desk.stored(id)
      #expect([cleared["ort"], cleared["location"]] == [nil, "keine Angaben"])
      _ = try await desk.told(to: other)
      #expect(try other.items[id]?.text(AirSyncBase.location) == nil)
    }
  }

  // MARK: Names
  /// An iPhone's has 32 digits and a NUL.
  @Test(arguments: new) func theSameClientUidIsTheSameAppointment(version: ProtocolVersion) async throws {
    try await SeriesDesk.run { desk in
      let uid = "5D3A1E0C7B8F4E5A9C2D6F10A4B3C2D1"
      let device = try await desk.device("PHONE", version)
      let named = Wire(Calendar.clientUid, bytes: Array(uid.utf8) + [0])
      let id = try await desk.add(simple([named]), by: device)
      let shown = try #require(await desk.device("READER", version).items[id])
      #expect(try shown.text(Calendar.clientUid) == nil)
      #expect(try shown.text(Calendar.uid) == uid)
      // The device starts anew, and adds what it has under another ClientId.
      let again = try await desk.device("AGAIN", version, isNew: true)
      let status = try await desk.push(
        [.add("x", try simple([named, Wire(Calendar.reminder, "15")]).fragment)], by: again)
      #expect(status.map(\.serverId) == [ItemClass.calendar.serverId(id)])
      #expect(try await desk.numbers(of: "Termin") == [id])
    }
  }

  @Test(arguments: [ProtocolVersion.v12_1, .v14_0, .v14_1]) func aUIDStaysAsThePhoneGaveIt(
    version: ProtocolVersion
  )
    async throws
  {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", version)
      for uid in ["5d3a1e0c-7b8f@phone", "{ABC-äöü}", String(repeating: "u", count: 300)] {
        let id = try await desk.add(simple([Wire(Calendar.uid, uid)]), by: device)
        try await desk.change(id, [Wire(Calendar.uid, "anders"), Wire(Calendar.subject, "Neu")], by: device)
        #expect(try await desk.stored(id)["zpushuuid"] == uid)
        for version in ProtocolVersion.allCases {
          let reader = try await desk.device("R\(version.rawValue)", version)
          #expect(try reader.items[id]?.text(Calendar.uid) == uid)
        }
      }
      // Without one the server gives one, and it stays.
      let id = try await desk.add(simple(), by: device)
      let uids = try await [ProtocolVersion.v12_1, .v16_1].asyncMap { version in
        try await desk.device("N\(version.rawValue)", version).items[id]?.text(Calendar.uid)
      }
      #expect(uids[0]?.hasPrefix("040000008200E00074C5B7101A82E008") == true && uids[0] == uids[1])
    }
  }

  @Test(arguments: ProtocolVersion.allCases) func organizerAndStampAreTheServers(version: ProtocolVersion)
    async throws
  {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", version)
      let theirs = [
        Wire(Calendar.organizerName, "Wer"), Wire(Calendar.organizerEmail, "wer@anderswo.example"),
        Wire(Calendar.dtStamp, "20010101T000000Z"), Wire(Calendar.meetingStatus, "3"),
      ]
      let id = try await desk.add(simple(theirs), by: device)
      try await desk.change(id, theirs, by: device)
      let shown = try #require(await desk.device("READER", version).items[id])
      #expect(try shown.text(Calendar.organizerName) == "Theobald Tiger")
      #expect(try shown.text(Calendar.organizerEmail)?.hasPrefix("theobald") == true)
      #expect(try shown.text(Calendar.dtStamp)?.hasPrefix("20260515") == true)
      #expect(try shown.text(Calendar.meetingStatus) == "0")
      // A meeting of somebody else's could not be edited: the device is told that it is none.
      #expect(try await desk.told(to: device) == [])
      #expect(try device.items[id]?.text(Calendar.meetingStatus) == "0")
    }
  }

  // MARK: Files
  private static let file = Wire(
    AirSyncBase.attachments,
    [
      Wire(
        AirSyncBase.add,
        [
          Wire(AirSyncBase.clientId, "f1"), Wire(AirSyncBase.displayName, "Geheim.pdf"),
          Wire(AirSyncBase.method, "1"),
          Wire(AirSyncBase.content, bytes: [0x25, 0x50, 0x44, 0x46, 0x00]),
        ])
    ])

  /// What a file comes with is stored; the file is not, and the device sees that.
  @Test(.manual("12.2 Dateien →"), arguments: new) func filesAreRefused(version: ProtocolVersion) async throws
  {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", version)
      let weekly = Wire.recurrence(1, [Wire(Calendar.dayOfWeek, "8")])
      let id = try await desk.add(simple([weekly, Self.file]), by: device)
      #expect(try await desk.told(to: device) == ["change \(id)"])
      for instance in [nil, "20260527T080000Z"] {
        let change = [Wire(Calendar.subject, "Mit Datei"), Self.file]
        #expect(try await desk.change(id, at: instance, change, by: device) == nil)
        let line = try #require(desk.site.lines.last { $0.contains("stored otherwise than sent") })
        #expect(line.contains("element=Attachments") && line.contains("user=theobald_MeinMandant"), "\(line)")
        #expect(!line.contains("Geheim") && !line.contains("Datei"))
        #expect(try await desk.told(to: device).contains("change \(id)"))
        #expect(try device.items[id]?.text(AirSyncBase.attachments) == nil)
        #expect(try device.items[id]?.text(Calendar.subject) == "Mit Datei")
      }
      // An empty list is no file.
      #expect(try await desk.change(id, [Wire(AirSyncBase.attachments)], by: device) == nil)
      #expect(try await desk.told(to: device) == [])
    }
  }

  // MARK: Order
  /// Android takes an item that begins with Attendees as attendees alone.
  @Test(arguments: ProtocolVersion.allCases) func noItemBeginsWithAttendees(version: ProtocolVersion)
    async throws
  {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", version)
      let attendees = Wire(
        Calendar.attendees,
        [
          Wire(
            Calendar.attendee, [Wire(Calendar.email, "gast@anderswo.example"), Wire(Calendar.name, "Gast")])
        ])
      let allDay = [
        attendees, Wire(Calendar.allDayEvent, "1"), Wire(Calendar.startTime, "20260601T000000Z"),
        Wire(Calendar.endTime, "20260602T000000Z"),
      ]
      let ids = try await desk.add([[attendees] + simple(), allDay], by: device)
      let reader = try await desk.device("READER", version)
      for id in ids {
        let shown = try #require(reader.items[id]).children().map(\.tag)
        #expect(shown.contains(Calendar.attendees.tag) && shown.first != Calendar.attendees.tag)
      }
    }
  }
}
