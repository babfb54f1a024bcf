import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// Timezone has the changes of the clocks of one year: that of the appointment.
@Suite("The zone of an appointment's own year", .manual("12.2 Beginnt am/um →")) struct ZoneYearTests {
  static let rows: [(year: String, zone: ZoneRow)] = [
    (
      "2006",
      ZoneRow(
        "America/New_York", "Eastern Standard Time", 300, winter: .init(10, 0, 5, 2),
        summer: .init(4, 0, 1, 2))
    ),
    (
      "2007",
      ZoneRow(
        "America/New_York", "Eastern Standard Time", 300, winter: .init(11, 0, 1, 2),
        summer: .init(3, 0, 2, 2))
    ),
    (
      "1995",
      ZoneRow(
        "Europe/Berlin", "W. Europe Standard Time", -60, winter: .init(9, 0, 5, 3), summer: .init(3, 0, 5, 2))
    ),
    (
      "2018",
      ZoneRow(
        "America/Sao_Paulo", "E. South America Standard Time", 180, winter: .init(2, 0, 3, 0),
        summer: .init(11, 0, 1, 0))
    ),
    (
      "2021",
      ZoneRow("Asia/Tehran", "Iran Standard Time", -210, winter: .init(9, 3, 4, 0), summer: .init(3, 1, 4, 0))
    ),
    ("2023", ZoneRow("Asia/Tehran", "Iran Standard Time", -210)),
    (
      "2026",
      ZoneRow(
        "Africa/Cairo", "Egypt Standard Time", -120, winter: .init(10, 5, 5, 0), summer: .init(4, 5, 5, 0))
    ),
  ]

  @Test(arguments: rows) func theZoneIsThatOfTheYear(year: String, zone: ZoneRow) async throws {
    try await SeriesDesk.run(zone: zone.id, now: "\(year)-06-15 12:00:00") { desk in
      let winter = try await desk.create(.times("\(year)-05-28 10:00:00", "\(year)-05-28 11:00:00"))
      let series = try await desk.create(
        .times("\(year)-07-01 10:00:00", "\(year)-07-01 11:00:00", series: "w 1"))
      for version in ZoneMatrixTests.versions {
        let device = try await desk.device("D\(version.rawValue)", version)
        for id in [winter, series] {
          let shown = try #require(device.items[id])
          #expect(try shown.text(Calendar.timezone) == zone.blob(), "\(version)")
        }
        let start = try zone.moment("\(year)-07-01 10:00").compact
        #expect(try device.items[series]?.text(Calendar.startTime) == start)
      }
    }
  }
}
