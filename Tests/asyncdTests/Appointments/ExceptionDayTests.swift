import Foundation
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// Occurrences that become whole days or hours, in both forms of exceptions.
@Suite("Occurrences of whole days", .manual("12.2 Ganztagstermin ←", "12.2 Wiederholung ←"))
struct ExceptionDayTests {
  /// Changes the occurrence that begins at `name` in the version's form.
  private func change(
    _ series: [Wire], _ id: Int64, at name: Date, _ elements: [Wire], _ desk: SeriesDesk, by device: Handset
  ) async throws -> SyncStatus? {
    guard device.line.version < .v16_0 else {
      return try await desk.change(id, at: name.compact, elements, by: device)
    }
    let start = Wire(Calendar.exceptionStartTime, try name.compact)
    let exceptions = Wire(Calendar.exceptions, [Wire(Calendar.exception, [start] + elements)])
    return try await desk.change(id, series + [exceptions], by: device)
  }

  @Test(arguments: ZoneMatrixTests.versions) func anHourBecomesADay(version: ProtocolVersion) async throws {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", version)
      let series =
        try Wire.appointment("Runde", "2026-05-20 10:00", "2026-05-20 11:00")
        + [.recurrence(1, [Wire(Calendar.dayOfWeek, "8")])]
      let id = try await desk.add(series, by: device)
      let zone = version >= .v16_0 ? ZoneRow.utc : .berlin
      let day = [
        Wire(Calendar.subject, "Klausur"), Wire(Calendar.allDayEvent, "1"),
        Wire(Calendar.startTime, try zone.moment("2026-10-28").compact),
        Wire(Calendar.endTime, try zone.moment("2026-10-30").compact),
      ]
      let name = try ZoneRow.berlin.moment("2026-10-28 10:00")
      #expect(try await change(series, id, at: name, day, desk, by: device) == nil)
      #expect(try await desk.stored(id)["rp_exception"] == "#2026-10-28")
      let single = try await desk.stored(#require(await desk.numbers(of: "Klausur").first))
      #expect(
        [single["ganztags"], single["start_dt"], single["end_dt"], single["rp_flag"]]
          == ["1", "2026-10-28 00:00:00", "2026-10-29 23:59:59", nil])
    }
  }

  @Test(arguments: ZoneMatrixTests.versions) func aDayBecomesAnHourOrMoves(version: ProtocolVersion)
    async throws
  {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", version)
      let zone = version >= .v16_0 ? ZoneRow.utc : .berlin
      let timezone = version >= .v16_0 ? [] : [Wire(Calendar.timezone, ZoneRow.berlin.blob())]
      let series =
        try timezone + [
          Wire(Calendar.subject, "Putztag"), Wire(Calendar.allDayEvent, "1"),
          Wire(Calendar.startTime, zone.moment("2026-05-20").compact),
          Wire(Calendar.endTime, zone.moment("2026-05-21").compact),
          .recurrence(1, [Wire(Calendar.dayOfWeek, "8")]),
        ]
      let id = try await desk.add(series, by: device)
      let berlin = ZoneRow.berlin
      let hour = [
        Wire(Calendar.subject, "Kurz"), Wire(Calendar.allDayEvent, "0"),
        Wire(Calendar.startTime, try berlin.moment("2026-10-28 09:00").compact),
        Wire(Calendar.endTime, try berlin.moment("2026-10-28 10:00").compact),
      ]
      #expect(try await change(series, id, at: zone.moment("2026-10-28"), hour, desk, by: device) == nil)
      let short = try await desk.stored(#require(await desk.numbers(of: "Kurz").first))
      #expect(
        [short["ganztags"] == "1" ? "1" : nil, short["start_dt"], short["end_dt"]]
          == [nil, "2026-10-28 09:00:00", "2026-10-28 10:00:00"])
      // Without the mark it is a whole day, as the series.
      _ = try await desk.told(to: device)
      let moved = [
        Wire(Calendar.subject, "Später"), Wire(Calendar.startTime, try zone.moment("2026-06-05").compact),
        Wire(Calendar.endTime, try zone.moment("2026-06-06").compact),
      ]
      #expect(try await change(series, id, at: zone.moment("2026-06-03"), moved, desk, by: device) == nil)
      let later = try await desk.stored(#require(await desk.numbers(of: "Später").first))
      #expect(
        [later["ganztags"], later["start_dt"], later["end_dt"]]
          == ["1", "2026-06-05 00:00:00", "2026-06-05 23:59:59"])
    }
  }
}
