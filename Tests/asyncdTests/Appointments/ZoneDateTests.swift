import Database
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// The ends of years, months and February, and the nights in which clocks are set, both ways in all versions.
@Suite("Dates at the edges", .manual("12.2 Beginnt am/um →", "12.2 Endet am/um →", "12.2 Ganztagstermin →"))
struct ZoneDateTests {
  /// First and last day, or start and end on the office's clocks.
  static let spans = [
    ("2027-12-31", "2027-12-31"), ("2027-12-31", "2028-01-01"), ("2028-01-01", "2028-01-01"),
    ("2028-02-28", "2028-02-28"), ("2028-02-29", "2028-02-29"), ("2028-02-28", "2028-03-01"),
    ("2028-01-31", "2028-01-31"), ("2028-04-30", "2028-05-01"), ("2028-03-26", "2028-03-26"),
    ("2028-04-02", "2028-04-02"), ("2028-03-12", "2028-03-12"),
    ("2027-12-31 23:30", "2028-01-01 00:30"), ("2028-02-28 23:00", "2028-02-29 01:00"),
    ("2028-02-29 12:00", "2028-02-29 12:00"), ("2028-02-29 23:59", "2028-03-01 00:01"),
    ("2028-03-31 22:00", "2028-04-01 02:00"), ("2028-04-30 00:00", "2028-05-01 00:00"),
    // Over the hour that is left out: in Berlin, New York and Auckland.
    ("2028-03-26 01:30", "2028-03-26 03:30"), ("2028-03-12 01:30", "2028-03-12 03:30"),
    ("2028-04-02 01:30", "2028-04-02 03:30"),
  ]
  static let offices = [0, 3, 7, 9].map { ZoneRow.all[$0] }

  @Test(arguments: offices) func aDateIsTheSameBothWays(office: ZoneRow) async throws {
    try await SeriesDesk.run(zone: office.id, now: "2027-12-15 12:00:00") { desk in
      var records: [(Int64, (String, String))] = []
      for span in Self.spans {
        let isDay = span.0.count == 10
        let times = [span.0 + (isDay ? " 00:00:00" : ":00"), span.1 + (isDay ? " 23:59:59" : ":00")]
        var fields = [String: SQLValue].times(times[0], times[1])
        if isDay { fields["ganztags"] = .integer(1) }
        records.append((try await desk.create(fields), span))
      }
      for version in ZoneMatrixTests.versions {
        let device = try await desk.device("D\(version.rawValue)", version)
        for (id, span) in records {
          let shown = try #require(device.items[id], "\(span)")
          let isDay = span.0.count == 10
          let zone = isDay && version >= .v16_0 ? ZoneRow.utc : office
          let end = isDay ? try #require(CivilDate(text: span.1)).adding(days: 1).text : span.1
          #expect(try shown.text(Calendar.startTime) == zone.moment(span.0).compact, "\(span) \(version)")
          #expect(try shown.text(Calendar.endTime) == zone.moment(end).compact, "\(span) \(version)")
          // Brought back as a new one and as a change it is the same.
          let before = try await desk.stored(id)
          let names = [Calendar.timezone, .allDayEvent, .startTime, .endTime].map(\.tag)
          let times = try Fragment(shown.children().filter { names.contains($0.tag) })
          #expect(try await desk.push([.change(ItemClass.calendar.serverId(id), times)], by: device).isEmpty)
          #expect(try await desk.stored(id) == before)
          let added = try await desk.push([.add("n\(id)", times)], by: device)
          let copy = try await desk.stored(#require(ItemClass.calendar.record(of: added.first?.serverId)))
          #expect(
            [copy["start_dt"], copy["end_dt"]] == [before["start_dt"], before["end_dt"]], "\(span) \(version)"
          )
        }
        #expect(try await desk.told(to: device) == [])
      }
    }
  }

  /// The hour that is left out, which somebody typed in onOffice, and the one that comes twice.
  @Test(arguments: ZoneMatrixTests.versions) func hoursThatClocksLeaveOutOrShowTwice(version: ProtocolVersion)
    async throws
  {
    try await SeriesDesk.run(now: "2026-03-20 12:00:00") { desk in
      let gap = try await desk.create(.times("2026-03-29 02:30:00", "2026-03-29 02:45:00"))
      let twice = try await desk.create(.times("2026-04-01 10:00:00", "2026-04-01 11:00:00"))
      let device = try await desk.device("PHONE", version)
      #expect(try device.items[gap]?.text(Calendar.startTime) == "20260329T013000Z")
      let before = try await desk.stored(gap)
      try await desk.change(
        gap, [Wire(Calendar.startTime, "20260329T013000Z"), Wire(Calendar.endTime, "20260329T014500Z")],
        by: device)
      #expect(try await desk.stored(gap) == before)
      // Half past two for the second time: onOffice has it once, and the device is told.
      try await desk.change(
        twice, [Wire(Calendar.startTime, "20261025T013000Z"), Wire(Calendar.endTime, "20261025T023000Z")],
        by: device)
      #expect(try await desk.stored(twice)["start_dt"] == "2026-10-25 02:30:00")
      #expect(try await desk.told(to: device) == ["change \(twice)"])
    }
  }
}
