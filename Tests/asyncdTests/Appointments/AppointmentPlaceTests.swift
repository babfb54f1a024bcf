import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// Places in parts, which devices tell from 16.0 on. [MS-ASAIRS] 2.2.2.28.
@Suite("Places in parts", .manual("12.2 Terminort ←")) struct AppointmentPlaceTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let parts: [(AirSyncBase, String)]
    /// What stands in onOffice.
    let ort: String?
    /// The elements that devices have afterwards, by their names.
    let shown: [String: String]
    /// The elements that the log names.
    var refused: [String] = []

    var testDescription: String { parts.map { "\($0.0) \($0.1)" }.joined(separator: ", ") }
  }

  static let rows: [Row] = [
    Row(
      parts: [(.street, "Seestr. 1"), (.city, "Berlin"), (.postalCode, "10115"), (.country, "Deutschland")],
      ort: "Seestr. 1, 10115 Berlin, Deutschland",
      shown: [
        "DisplayName": "Seestr. 1, 10115 Berlin, Deutschland", "Street": "Seestr. 1", "City": "Berlin",
        "PostalCode": "10115", "Country": "Deutschland",
      ]),
    Row(
      parts: [(.street, "Nur die Straße")], ort: "Nur die Straße",
      shown: ["DisplayName": "Nur die Straße", "Street": "Nur die Straße"]),
    Row(
      parts: [(.displayName, ""), (.city, "Köln")], ort: "Köln",
      shown: ["DisplayName": "Köln", "City": "Köln"]),
    Row(
      parts: [(.postalCode, "50667")], ort: "50667", shown: ["DisplayName": "50667", "PostalCode": "50667"]),
    Row(
      parts: [(.country, "Norge"), (.state, "Oslo")], ort: "Oslo, Norge",
      shown: ["DisplayName": "Oslo, Norge", "Country": "Norge", "State": "Oslo"]),
    Row(
      parts: [(.displayName, "Café"), (.street, "Str. 1")], ort: "Café",
      shown: ["DisplayName": "Café", "Street": "Str. 1"]),
    Row(
      parts: [
        (.displayName, "Hier"), (.latitude, "52.5"), (.longitude, "-13.4"), (.accuracy, "5"),
        (.altitude, "-3.5"),
        (.altitudeAccuracy, "1e1"),
      ], ort: "Hier",
      shown: [
        "DisplayName": "Hier", "Latitude": "52.5", "Longitude": "-13.4", "Accuracy": "5", "Altitude": "-3.5",
        "AltitudeAccuracy": "1e1",
      ]),
    Row(
      parts: [(.displayName, "Hier"), (.latitude, "abc"), (.longitude, "13.4"), (.accuracy, "5")],
      ort: "Hier",
      shown: ["DisplayName": "Hier"], refused: ["Latitude"]),
    Row(
      parts: [(.displayName, "Hier"), (.latitude, "90.1"), (.longitude, "181"), (.city, "Bonn")], ort: "Hier",
      shown: ["DisplayName": "Hier", "City": "Bonn"], refused: ["Latitude", "Longitude"]),
    Row(
      parts: [
        (.displayName, "Hier"), (.latitude, "1"), (.longitude, "2"), (.accuracy, "-1"), (.altitude, "nan"),
      ],
      ort: "Hier", shown: ["DisplayName": "Hier", "Latitude": "1", "Longitude": "2"],
      refused: ["Accuracy", "Altitude"]),
    Row(
      parts: [(.displayName, "Hier"), (.altitude, "34"), (.altitudeAccuracy, "hoch")], ort: "Hier",
      shown: ["DisplayName": "Hier", "Altitude": "34"], refused: ["AltitudeAccuracy"]),
  ]

  @Test(arguments: [ProtocolVersion.v16_0, .v16_1], rows)
  func aPlaceHasItsTextAndItsParts(version: ProtocolVersion, row: Row) async throws {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", version)
      let other = try await desk.device("OTHER", .v16_1)
      let old = try await desk.device("OLD", .v14_1)
      let place = Wire(AirSyncBase.location, row.parts.map { Wire($0.0, $0.1) })
      let times = try Wire.appointment("Termin", "2026-05-20 10:00", "2026-05-20 11:00")
      let added = try await desk.add(times + [place], by: device)
      let changed = try await desk.add(times + [.place("Alt", version)], by: device)
      #expect(try await desk.change(changed, [place], by: device) == nil)
      let series = try await desk.add(ExceptionOldTests.weekly(), by: device)
      #expect(try await desk.change(series, at: "20260603T080000Z", [place], by: device) == nil)
      let single = try #require(await desk.numbers().last)
      if !row.refused.isEmpty {
        let lines = desk.site.lines.filter { $0.contains("element=") && $0.contains(row.refused[0]) }
        #expect(lines.count >= 2 && lines.allSatisfy { !$0.contains("abc") && !$0.contains("Hier") })
      }
      // What was taken otherwise comes back to the device as well.
      for device in [device, other, old] { _ = try await desk.told(to: device) }
      for id in [added, changed, single] {
        #expect(try await desk.stored(id)["ort"] == row.ort)
        #expect(try old.items[id]?.place == row.ort)
        #expect(try other.items[id]?.texts(in: AirSyncBase.location) == row.shown)
      }
      let isOther =
        row.shown != Dictionary(uniqueKeysWithValues: row.parts.map { ("\($0.0.tag.name ?? "")", $0.1) })
      if isOther { #expect(try device.items[added]?.texts(in: AirSyncBase.location) == row.shown) }
      #expect(try await desk.told(to: device) == [])
    }
  }
}
