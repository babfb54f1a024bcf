import Foundation
import Testing

@testable import SyncModel

@Suite struct TimeZoneRulesTests {
  @Test(arguments: [
    "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Australia/Lord_Howe", "Asia/Kolkata",
    "America/Santiago", "Pacific/Honolulu",
  ])
  func theClockOfAToldZoneShowsItsTime(name: String) throws {
    let zone = try #require(TimeZone(identifier: name))
    let begin = try #require(LocalDateTime(text: "2026-01-01 00:00:00")).instant(in: zone)
    let rules = try #require(
      TimeZoneRules(base64: TimeZoneInformation.base64(zone, year: 2026, at: begin)))
    for hour in 0..<365 * 24 {
      let moment = begin.addingTimeInterval(Double(hour) * 3600)
      #expect(rules.local(moment) == LocalDateTime(moment, in: zone))
    }
  }

  @Test(arguments: ["", "x", "AAAA", String(repeating: "/", count: 230), String(repeating: "/", count: 232)])
  func whatIsNoZoneIsNone(base64: String) {
    #expect(TimeZoneRules(base64: base64)?.local(Date(timeIntervalSince1970: 0)) == nil)
  }

  @Test func aZoneOfZerosIsUTC() throws {
    let rules = try #require(TimeZoneRules(base64: Data(count: 172).base64EncodedString()))
    let moment = Date(timeIntervalSince1970: 1_782_864_000)
    #expect(rules.local(moment) == LocalDateTime(moment, in: .gmt))
  }
}
