import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// The forms in which clients tell zones and whole days, right and wrong ones.
@Suite("Forms of zones and whole days", .manual("12.2 Ganztagstermin ←", "12.2 Beginnt am/um ←"))
struct ZoneFormTests {
  /// A Timezone, and the zone by which its device counts.
  struct Form: Sendable {
    let name: String
    /// The element's text; nil if it is left out.
    let timezone: String?
    let zone: ZoneRow
    /// Whether the office in Berlin cannot know the zone and takes its own.
    var isUnknown = false
  }

  private static let newYork = ZoneRow.all[3]
  private static let auckland = ZoneRow.all[7]
  /// Rules of no zone that there is: summer time from the second Saturday in April to the third in September.
  private static let invented = ZoneRow(
    "America/New_York", "Nowhere Standard Time", 300, winter: .init(9, 6, 3, 4), summer: .init(4, 6, 2, 4))

  static let forms = [
    Form(name: "named", timezone: newYork.blob(), zone: newYork),
    Form(name: "without names", timezone: newYork.blob(named: false), zone: newYork),
    Form(name: "of the office", timezone: ZoneRow.berlin.blob(named: false), zone: .berlin),
    Form(name: "invented", timezone: invented.blob(), zone: newYork),
    Form(
      name: "offset alone", timezone: ZoneRow("", "", -720).blob(named: false),
      zone: ZoneRow("Etc/GMT-12", "", -720)),
    Form(name: "zeros", timezone: ZoneRow.zeros, zone: .berlin, isUnknown: true),
    Form(name: "none", timezone: nil, zone: .berlin, isUnknown: true),
    Form(name: "empty", timezone: "", zone: .berlin, isUnknown: true),
    Form(name: "no base64", timezone: "Europe/Berlin", zone: .berlin, isUnknown: true),
    Form(name: "too short", timezone: "AAAA", zone: .berlin, isUnknown: true),
    Form(
      name: "a bias of two days", timezone: ZoneRow("", "", 2880).blob(named: false), zone: .berlin,
      isUnknown: true),
  ]

  /// A whole day is told as a bare date or as the device's midnights, with any zone, in all versions.
  @Test(arguments: ZoneMatrixTests.versions) func aWholeDayIsTheDayThatWasMeant(version: ProtocolVersion)
    async throws
  {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", version)
      for form in Self.forms {
        for (zone, name) in [(form.zone, "midnight"), (.utc, "date")] {
          let subject = "\(form.name), \(name)"
          let id = try await desk.add(
            [
              Wire(Calendar.subject, subject), Wire(Calendar.allDayEvent, "1"),
              Wire(Calendar.startTime, try zone.moment("2026-07-01").compact),
              Wire(Calendar.endTime, try zone.moment("2026-07-03").compact),
            ] + (form.timezone.map { [Wire(Calendar.timezone, $0)] } ?? []), by: device)
          let record = try await desk.stored(id)
          #expect(
            [record["ganztags"], record["start_dt"], record["end_dt"]]
              == ["1", "2026-07-01 00:00:00", "2026-07-02 23:59:59"], "\(subject)")
        }
      }
      #expect(try await desk.told(to: device) == [])
    }
  }

  /// A moment is a moment, whatever zone is told with it; a series is kept by the office's clocks.
  @Test(arguments: ZoneMatrixTests.versions) func aTimeIsTheMomentThatWasMeant(version: ProtocolVersion)
    async throws
  {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", version)
      for form in Self.forms {
        let id = try await desk.add(
          [
            Wire(Calendar.subject, form.name), Wire(Calendar.startTime, "20260520T160000Z"),
            Wire(Calendar.endTime, "20260520T163000Z"), .recurrence(1, [Wire(Calendar.dayOfWeek, "8")]),
          ] + (form.timezone.map { [Wire(Calendar.timezone, $0)] } ?? []), by: device)
        let record = try await desk.stored(id)
        #expect(record["start_dt"] == "2026-05-20 18:00:00", "\(form.name)")
        // 172 zeros are UTC, which keeps no summer time; without a zone the device has the office's.
        let isSame = form.name == "of the office" || form.isUnknown && form.name != "zeros"
        #expect(try await desk.told(to: device).isEmpty == isSame, "\(form.name)")
      }
    }
  }

  /// From whole days to hours and back.
  @Test(arguments: ZoneMatrixTests.versions) func aWholeDayBecomesAnHourAndADay(version: ProtocolVersion)
    async throws
  {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", version)
      let zone = version >= .v16_0 ? ZoneRow.utc : .berlin
      let timezone = version >= .v16_0 ? [] : [Wire(Calendar.timezone, ZoneRow.berlin.blob())]
      let day =
        try timezone + [
          Wire(Calendar.subject, "Messe"), Wire(Calendar.allDayEvent, "1"),
          Wire(Calendar.startTime, zone.moment("2026-10-25").compact),
          Wire(Calendar.endTime, zone.moment("2026-10-26").compact),
        ]
      let id = try await desk.add(day, by: device)
      let reader = try await desk.device("READER", version)
      for (sent, stored) in [
        (
          try Wire.appointment("Messe", "2026-10-25 02:30", "2026-10-25 23:30"),
          ["2026-10-25 02:30:00", "2026-10-25 23:30:00", nil]
        ),
        (day, ["2026-10-25 00:00:00", "2026-10-25 23:59:59", "1"]),
      ] {
        try await desk.change(id, sent, by: device)
        let record = try await desk.stored(id)
        #expect(
          [record["start_dt"], record["end_dt"], record["ganztags"].flatMap { $0 == "1" ? $0 : nil }]
            == stored)
        _ = try await desk.told(to: reader)
        let isAllDay = stored[2] != nil
        #expect(try reader.items[id]?.text(Calendar.allDayEvent) == (isAllDay ? "1" : "0"))
        let hasZone = !isAllDay || version < .v16_0
        #expect(try (reader.items[id]?.text(Calendar.timezone) != nil) == hasZone)
      }
    }
  }
}
