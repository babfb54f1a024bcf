import Foundation
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// From 16.0 each occurrence is changed and deleted on its own, named by InstanceId beside the series' ServerId.
@Suite("Occurrences by InstanceId, from 16.0", .manual("12.2 Wiederholung ←")) struct ExceptionNewTests {
  static let versions: [ProtocolVersion] = [.v16_0, .v16_1]

  /// A device with every Wednesday at ten, from 20 May to 24 June, of which two are left out; its number, and a
  /// device of 14.1.
  private func run(
    _ version: ProtocolVersion,
    _ body: (_ desk: SeriesDesk, _ id: Int64, _ device: Handset, _ other: Handset) async throws -> Void
  ) async throws {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", version)
      let until = Wire(Calendar.until, "20260624T080000Z")
      let id = try await desk.add(
        Wire.appointment("Runde", "2026-05-20 10:00", "2026-05-20 11:00")
          + [.recurrence(1, [Wire(Calendar.dayOfWeek, "8"), until])], by: device)
      for day in ["20260603", "20260610"] {
        #expect(try await desk.delete(id, at: day + "T080000Z", by: device) == nil)
      }
      #expect(try await desk.told(to: device) == [])
      let other = try await desk.device("OTHER", .v14_1)
      #expect(try await desk.stored(id)["rp_exception"] == "#2026-06-03#2026-06-10")
      try await body(desk, id, device, other)
    }
  }

  @Test(arguments: versions) func timesAndPatternTakeTheExceptionsAlong(version: ProtocolVersion) async throws
  {
    let moved = try Wire.appointment("Runde", "2026-05-20 12:00", "2026-05-20 13:00")
    let changes: [(String, [Wire])] = [
      ("start", moved), ("end", [Wire(Calendar.endTime, "20260520T100000Z")]),
      (
        "pattern",
        [.recurrence(1, [Wire(Calendar.dayOfWeek, "8"), Wire(Calendar.until, "20260701T080000Z")])]
      ),
    ]
    for (name, change) in changes {
      try await run(version) { desk, id, device, other in
        let refused = try await desk.change(id, change, by: device)
        #expect(refused == nil)
        #expect(try await desk.stored(id)["rp_exception"] == nil, "\(name)")
        // The device knows that, and others are told.
        #expect(try await desk.told(to: device) == [], "\(name)")
        #expect(try await desk.told(to: other) == ["change \(id)"])
        #expect(try other.items[id]?.text(Calendar.exceptions) == nil)
      }
    }
  }

  @Test(arguments: versions) func whatElseChangesLeavesTheExceptions(version: ProtocolVersion) async throws {
    let until = Wire(Calendar.until, "20260624T080000Z")
    let changes: [[Wire]] = [
      [Wire(Calendar.subject, "Treffen"), Wire(Calendar.reminder, "30")],
      // Everything again as it was.
      try Wire.appointment("Runde", "2026-05-20 10:00", "2026-05-20 11:00")
        + [.recurrence(1, [Wire(Calendar.dayOfWeek, "8"), until, Wire(Calendar.firstDayOfWeek, "1")])],
    ]
    try await run(version) { desk, id, device, other in
      for change in changes {
        #expect(try await desk.change(id, change, by: device) == nil)
        #expect(try await desk.stored(id)["rp_exception"] == "#2026-06-03#2026-06-10")
      }
      _ = try await desk.told(to: other)
      #expect(try other.items[id]?.decode(CalendarItem.self).exceptions?.count == 2)
    }
  }

  @Test(arguments: versions) func aChangedOccurrenceBecomesAnAppointment(version: ProtocolVersion)
    async throws
  {
    try await run(version) { desk, id, device, other in
      let change = [
        Wire(Calendar.subject, "Ausflug"), Wire(Calendar.startTime, "20260527T120000Z"),
        Wire(Calendar.endTime, "20260527T140000Z"),
        Wire(AirSyncBase.location, [Wire(AirSyncBase.displayName, "Hafen"), Wire(AirSyncBase.city, "Köln")]),
      ]
      #expect(try await desk.change(id, at: "20260527T080000Z", change, by: device) == nil)
      #expect(try await desk.stored(id)["rp_exception"] == "#2026-05-27#2026-06-03#2026-06-10")
      let single = try #require(await desk.numbers(of: "Ausflug").first)
      let record = try await desk.stored(single)
      #expect(
        [record["start_dt"], record["end_dt"], record["ort"], record["rp_flag"]]
          == ["2026-05-27 14:00:00", "2026-05-27 16:00:00", "Hafen", nil])
      for device in [device, other] {
        _ = try await desk.told(to: device)
        #expect(Set(device.items.keys) == [id, single])
        #expect(try device.items[id]?.decode(CalendarItem.self).exceptions?.count == 3)
        #expect(try device.items[single]?.text(Calendar.startTime) == "20260527T120000Z")
      }
      // The place has its parts where the version has them.
      #expect(try device.items[single]?.text(AirSyncBase.location, AirSyncBase.city) == "Köln")
      #expect(try other.items[single]?.text(Calendar.location) == "Hafen")
      // The day may be deleted as well; its appointment was told of by then and stays.
      #expect(try await desk.delete(id, at: "20260617T080000Z", by: device) == nil)
      #expect(try await desk.stored(single)["status"] == "active")
    }
  }

  @Test(arguments: versions) func withItsLastOccurrenceASeriesIsCancelled(version: ProtocolVersion)
    async throws
  {
    try await run(version) { desk, id, device, other in
      for day in ["20260520", "20260527", "20260617"] {
        let refused = try await desk.delete(id, at: day + "T080000Z", by: device)
        #expect(refused == nil)
        #expect(try await desk.stored(id)["status"] == "active")
      }
      #expect(try await desk.delete(id, at: "20260624T080000Z", by: device) == nil)
      #expect(try await desk.stored(id)["status"] == "canceled")
      #expect(try await desk.told(to: other) == ["delete \(id)"])
    }
  }

  @Test(arguments: versions) func whatIsNoOccurrenceIsRefused(version: ProtocolVersion) async throws {
    try await run(version) { desk, id, device, _ in
      let single = try await desk.add(
        Wire.appointment("Einzeln", "2026-05-21 10:00", "2026-05-21 11:00"), by: device)
      let before = try await [desk.stored(id), desk.stored(single)]
      for (number, instance) in [
        (id, "20260528T080000Z"), (id, "20260513T080000Z"), (id, "20260701T080000Z"), (id, "bald"), (id, ""),
        (single, "20260521T080000Z"),
      ] {
        let change = try await desk.change(number, at: instance, [Wire(Calendar.subject, "Nie")], by: device)
        #expect(change == .conversionError, "\(instance)")
        #expect(try await desk.delete(number, at: instance, by: device) == .conversionError, "\(instance)")
        let line = try #require(desk.site.lines.last { $0.contains("was not carried out") })
        #expect(line.contains("element=InstanceId") && line.contains("device.id=phone"), "\(line)")
      }
      #expect(try await [desk.stored(id), desk.stored(single)] == before)
    }
  }

  /// Both forms of a moment, and one that is an hour off by rules of another zone.
  @Test(arguments: ["20260527T080000Z", "2026-05-27T08:00:00.000Z", "20260527T090000Z", "20260527T070000Z"])
  func anOccurrenceIsNamedByItsStart(instance: String) async throws {
    try await run(.v16_1) { desk, id, device, _ in
      let refused = try await desk.delete(id, at: instance, by: device)
      #expect(refused == nil)
      #expect(try await desk.stored(id)["rp_exception"] == "#2026-05-27#2026-06-03#2026-06-10")
    }
  }

  @Test(arguments: versions) func nightsNearMidnightAreToldApart(version: ProtocolVersion) async throws {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", version)
      let id = try await desk.add(
        Wire.appointment("Nacht", "2026-05-20 23:30", "2026-05-20 23:45") + [.recurrence(0)], by: device)
      // An hour late is half past midnight, on the next day.
      for (instance, days) in [
        ("20260610T223000Z", "#2026-06-10"), ("20260615T203000Z", "#2026-06-10#2026-06-15"),
      ] {
        #expect(try await desk.delete(id, at: instance, by: device) == nil)
        #expect(try await desk.stored(id)["rp_exception"] == days)
      }
    }
  }

  /// Where devices up to 14.1 have ExceptionStartTime, those from 16.0 have InstanceId.
  @Test func theNameOfAnExceptionIsThatOfTheVersion() async throws {
    try await run(.v16_1) { desk, id, _, _ in
      for version in ProtocolVersion.allCases {
        let reader = try await desk.device("READER\(version.rawValue)", version)
        let shown = try #require(reader.items[id]).children().first { $0.tag == Calendar.exceptions.tag }
        let exceptions = try #require(shown).content.children()
        #expect(exceptions.count == 2)
        for exception in exceptions {
          let names = try exception.content.names
          #expect(
            names == (version < .v16_0 ? ["Deleted", "ExceptionStartTime"] : ["Deleted", "InstanceId"]))
        }
      }
    }
  }
}
