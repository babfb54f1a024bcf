import Foundation
import SyncModel
import Testing
import WBXML

@Suite struct TimeZoneTests {
  @Test(arguments: [
    ("Europe/Berlin", [1979, 1995, 1996, 2025, 2026, 2027, 2037, 2038, 2060]),
    // The rule was another until 2006.
    ("America/New_York", [2005, 2006, 2007, 2026]), ("America/Los_Angeles", [2026]),
    ("Asia/Kolkata", [2026]), ("UTC", [2026]), ("Australia/Sydney", [2007, 2008, 2026, 2027]),
    ("Pacific/Auckland", [2026]), ("America/Santiago", [2024, 2026]), ("Europe/London", [2026]),
    ("Europe/Dublin", [2026]), ("Australia/Lord_Howe", [2026]), ("America/St_Johns", [2026]),
    ("Asia/Kathmandu", [2026]), ("America/Sao_Paulo", [2010, 2024]), ("Europe/Istanbul", [2015, 2017, 2026]),
  ])
  func theBlobTellsTheTimeOfTheWholeYear(zone name: String, years: [Int]) throws {
    let zone = try #require(TimeZone(identifier: name))
    for year in years {
      let blob = try blob(of: name, year: year)
      let first = try #require(CivilDate(year: year, month: 1, day: 1)).dayNumber * 86_400
      let wrong = stride(from: first, to: first + 365 * 86_400, by: 1800).filter {
        blob.offset(at: $0, in: year) != zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double($0)))
      }
      #expect(wrong.isEmpty, "\(name) \(year): wrong at \(wrong.first ?? 0)")
    }
  }

  @Test func berlinsRuleIsTheLastSunday() throws {
    let blob = try blob(of: "Europe/Berlin", year: 2026)
    #expect(blob.bias == -60 && blob.standardBias == 0 && blob.daylightBias == -60)
    #expect(blob.standardDate == [0, 10, 0, 5, 3, 0, 0, 0])
    #expect(blob.daylightDate == [0, 3, 0, 5, 2, 0, 0, 0])
    #expect(blob.standardName == "W. Europe Standard Time")
    #expect(blob.daylightName == "W. Europe Daylight Time")
  }

  @Test func newYorksRuleChangedIn2007() throws {
    let before = try blob(of: "America/New_York", year: 2006)
    #expect(before.daylightDate == [0, 4, 0, 1, 2, 0, 0, 0])
    #expect(before.standardDate == [0, 10, 0, 5, 2, 0, 0, 0])
    let after = try blob(of: "America/New_York", year: 2007)
    #expect(after.daylightDate == [0, 3, 0, 2, 2, 0, 0, 0])
    #expect(after.standardDate == [0, 11, 0, 1, 2, 0, 0, 0])
    #expect(after.bias == 300 && after.standardName == "Eastern Standard Time")
  }

  @Test func sydneysSummerSpansTheYearsEnd() throws {
    let blob = try blob(of: "Australia/Sydney", year: 2026)
    #expect(blob.daylightDate == [0, 10, 0, 1, 2, 0, 0, 0])
    #expect(blob.standardDate == [0, 4, 0, 1, 3, 0, 0, 0])
    #expect(blob.bias == -600 && blob.daylightBias == -60)
  }

  @Test(arguments: [("Asia/Kolkata", -330, "India Standard Time"), ("UTC", 0, "UTC")])
  func zonesWithoutSummerTimeHaveNoDaylightBias(zone: String, bias: Int, name: String) throws {
    let blob = try blob(of: zone, year: 2026)
    #expect(blob.bias == bias && blob.standardName == name)
    #expect(!blob.hasSummerTime && blob.standardDate == blob.daylightDate)
    #expect(blob.standardBias == 0 && blob.daylightBias == 0)
  }

  @Test func aYearWithHalfASummerTimeHasTheOffsetOfTheDay() throws {
    // Turkey went to summer time in March 2016 and stayed.
    #expect(try blob(of: "Europe/Istanbul", year: 2016, month: 2).bias == -120)
    let blob = try blob(of: "Europe/Istanbul", year: 2016, month: 12)
    #expect(blob.bias == -180 && blob.daylightBias == 0 && !blob.hasSummerTime)
  }

  @Test func zonesThatWindowsDoesNotNameKeepTheirOwnName() throws {
    #expect(try blob(of: "Antarctica/Troll", year: 2026).standardName == "Antarctica/Troll")
    #expect(try blob(of: "America/Argentina/ComodRivadavia", year: 2026).standardName.count == 31)
  }

  private func blob(of zone: String, year: Int, month: Int = 6) throws -> TimeZoneBlob {
    let day = try #require(CivilDate(year: year, month: month, day: 15))
    var item = CalendarItem()
    let start = LocalDateTime(date: day, hour: 10, minute: 0)
    item.schedule = .timed(start: start, end: start.adding(seconds: 3600), zone: zone)
    let shown: CalendarItem = try Item.calendar(item).applicationData(for: .init(version: .v14_1)).decode()
    return try #require(TimeZoneBlob(base64: shown.timezone ?? ""))
  }
}
