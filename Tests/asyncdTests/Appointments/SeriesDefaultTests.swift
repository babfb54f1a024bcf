import Foundation
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// What a client leaves out of a new appointment. [MS-ASCAL] 3.2.4.4 and the defaults of its elements.
@Suite("What a client leaves out", .manual("12.2 Beginnt am/um ←", "12.2 Endet am/um ←"))
struct SeriesDefaultTests {
  /// It is 12:03 in Berlin on 15 May 2026: the next half hour begins at 12:30.
  private static let now = "2026-05-15 12:03:00"

  struct Row: Sendable {
    let start: String?
    let end: String?
    let isAllDay: Bool
    /// Start and end in onOffice; nil if the appointment is refused.
    let stored: [String]?

    init(_ start: String?, _ end: String?, isAllDay: Bool = false, _ stored: String...) {
      (self.start, self.end, self.isAllDay, self.stored) = (
        start, end, isAllDay, stored.isEmpty ? nil : stored
      )
    }
  }

  static let rows = [
    Row(nil, nil, "2026-05-15 12:30:00", "2026-05-15 13:00:00"),
    Row(nil, "2026-05-15 12:00"), Row(nil, "2026-05-15 12:20"), Row(nil, "2025-05-15 12:00"),
    Row(nil, "2026-05-15 18:00", "2026-05-15 12:30:00", "2026-05-15 18:00:00"),
    Row("2026-05-15 09:00", nil, "2026-05-15 09:00:00", "2026-05-15 13:00:00"),
    Row("2026-05-15 12:10", nil), Row("2026-06-01 09:00", nil),
    Row(nil, nil, isAllDay: true, "2026-05-15 00:00:00", "2026-05-15 23:59:59"),
    Row("2026-06-01 00:00", nil, isAllDay: true, "2026-06-01 00:00:00", "2026-06-01 23:59:59"),
    // None of both, as Exchange has it, and an end before the start.
    Row("2026-06-01 09:00", "2026-06-01 09:00", "2026-06-01 09:00:00", "2026-06-01 09:00:00"),
    Row("2026-06-01 09:00", "2026-06-01 08:00"),
  ]

  @Test(arguments: ZoneMatrixTests.versions) func timesThatAreLeftOut(version: ProtocolVersion) async throws {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", version)
      for (place, row) in Self.rows.enumerated() {
        let subject = "Ohne \(place)"
        var elements = [Wire(Calendar.subject, subject)]
        if row.isAllDay { elements.append(Wire(Calendar.allDayEvent, "1")) }
        let zone = row.isAllDay && version >= .v16_0 ? ZoneRow.utc : .berlin
        if let start = row.start { elements.append(Wire(Calendar.startTime, try zone.moment(start).compact)) }
        if let end = row.end { elements.append(Wire(Calendar.endTime, try zone.moment(end).compact)) }
        desk.site.clock.set(try berlin("2026-05-15 12:02:00"))
        let status = try await desk.status(ofAdding: elements, by: device)
        guard let stored = row.stored else {
          #expect(status == .conversionError, "\(row)")
          let line = desk.site.lines.last { $0.contains("was not carried out") }
          #expect(line?.contains("Time") == true && line?.contains(subject) == false, "\(row)")
          continue
        }
        #expect(status == .success, "\(row)")
        let id = try #require(await desk.numbers(of: subject).first)
        let record = try await desk.stored(id)
        #expect([record["start_dt"], record["end_dt"]] == stored, "\(row)")
        // A device that left out a time is told which one was taken.
        let isTold = row.start == nil || row.end == nil
        #expect(try await desk.told(to: device) == (isTold ? ["change \(id)"] : []), "\(row)")
      }
    }
  }

  @Test(arguments: ZoneMatrixTests.versions) func otherElementsThatAreLeftOut(version: ProtocolVersion)
    async throws
  {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", version)
      let id = try await desk.add(
        [
          Wire(Calendar.subject, "Knapp"), Wire(Calendar.startTime, "20260520T080000Z"),
          Wire(Calendar.endTime, "20260520T090000Z"),
        ], by: device)
      let record = try await desk.stored(id)
      #expect(
        [record["ganztags"], record["private"], record["erinnerung"], record["rp_flag"], record["start_dt"]]
          == [nil, nil, nil, nil, "2026-05-20 10:00:00"])
      let reader = try await desk.device("READER", version)
      let shown = try #require(reader.items[id])
      #expect(try shown.text(Calendar.allDayEvent) == "0")
      #expect(try shown.text(Calendar.sensitivity) == "0")
      #expect(try shown.text(Calendar.busyStatus) == "2")
      #expect(try shown.text(Calendar.reminder) == nil)
      // When it was made, and by whom, is the server's to say.
      #expect(try shown.text(Calendar.dtStamp) == "20260515T100100Z")
      #expect(try shown.text(Calendar.uid)?.isEmpty == false)
      #expect(try await desk.told(to: device) == [])
    }
  }

  /// A Change leaves what it does not name, up to 14.1 as well: a device that says what it ghosts says so itself.
  @Test(arguments: ZoneMatrixTests.versions) func aChangeLeavesWhatItDoesNotName(version: ProtocolVersion)
    async throws
  {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", version)
      let id = try await desk.add(
        Wire.appointment("Ganz", "2026-05-20 10:00", "2026-05-20 11:00") + [
          Wire(Calendar.sensitivity, "2"), Wire(Calendar.reminder, "15"), Wire(Calendar.busyStatus, "3"),
          .recurrence(1, [Wire(Calendar.dayOfWeek, "8")]),
        ], by: device)
      var before = try await desk.stored(id)
      #expect(try await desk.change(id, [Wire(Calendar.subject, "Anders")], by: device) == nil)
      var after = try await desk.stored(id)
      #expect((before["description"], after["description"]) == ("Ganz", "Anders"))
      for field in ["description", "modified"] { (before[field], after[field]) = (nil, nil) }
      #expect(before == after)
      let reader = try await desk.device("READER", version)
      #expect(try reader.items[id]?.text(Calendar.busyStatus) == "3")
    }
  }
}
