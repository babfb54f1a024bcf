import Database
import Foundation
import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite struct WindowTests {
  /// A month back and six months ahead of Sunday, 10 March 2024, 12:00.
  private func request(limit: Int = 500) throws -> WindowRequest {
    WindowRequest(
      from: try berlin("2024-02-10 00:00:00"), until: try berlin("2024-09-11 00:00:00"),
      now: try berlin("2024-03-10 12:00:00"), limit: limit)
  }

  private func window(of office: TestOffice, limit: Int = 500) async throws -> CalendarWindow {
    let request = try request(limit: limit)
    return try await office.look(as: office.theobald) { try $0.window(request) }
  }

  private func appointments(_ records: [Record], in office: TestOffice) async throws -> [Int64] {
    let theobald = office.theobald
    return try await office.write { office in
      try records.map { try office.createAppointment(.init($0, users: [theobald])) }
    }
  }

  private func times(_ start: String, _ end: String, _ more: Record = [:]) -> Record {
    var record = more
    record["start_dt"] = .text(start)
    record["end_dt"] = .text(end)
    return record
  }

  private let weekly: Record = ["rp_flag": .integer(1), "rp_type": .text("w")]

  @Test func theNextComeFirstAndThenTheMostRecentPast() async throws {
    let office = try await TestOffice()
    let ids = try await appointments(
      [
        times("2024-03-01 10:00:00", "2024-03-01 11:00:00"),
        times("2024-03-09 10:00:00", "2024-03-09 11:00:00"),
        times("2024-08-01 10:00:00", "2024-08-01 11:00:00"),
        times("2024-03-10 11:30:00", "2024-03-10 12:30:00"),
        times("2024-03-11 10:00:00", "2024-03-11 11:00:00"),
        times("2024-02-01 10:00:00", "2024-02-01 11:00:00"),
        times("2024-09-11 00:00:00", "2024-09-11 01:00:00"),
      ], in: office)
    let window = try await window(of: office)
    #expect(window.rows.map(\.record) == [ids[3], ids[4], ids[2], ids[1], ids[0]])
    #expect(window.total == 5)
    let areThere = window.rows.allSatisfy(\.isThere)
    #expect(areThere)
  }

  @Test(.manual("2.3 500 Termine")) func ofMoreThanTheLimitTheNextOnesAreSentAndAllAreCounted() async throws {
    let office = try await TestOffice()
    let first = try #require(LocalDateTime(text: "2024-02-12 08:00:00"))
    let records = (0..<600).map { number in
      let start = first.adding(seconds: number * 21_600)
      return times(start.text, start.adding(seconds: 3600).text)
    }
    let ids = try await appointments(records, in: office)
    let window = try await window(of: office)
    #expect(window.total == 600)
    #expect(window.rows.count == 500)
    let isUpcoming = records.map { ($0.text("end_dt") ?? "") > "2024-03-10 12:00:00" }
    let upcoming = zip(ids, isUpcoming).filter(\.1).map(\.0)
    let past = ids.dropLast(upcoming.count).reversed().prefix(500 - upcoming.count)
    #expect(window.rows.map(\.record) == upcoming + past)
  }

  @Test(.manual("2.3 Vergangenheit", "2.3 Zukunft")) func aSeriesCountsByTheOccurrencesInside() async throws {
    let office = try await TestOffice()
    let ended: Record = [
      "rp_flag": .integer(1), "rp_type": .text("w"), "rp_ende_status": .integer(1),
      "rp_ende_datum": .text("2024-02-09"),
    ]
    var lastInside = ended
    lastInside["rp_ende_datum"] = .text("2024-02-12")
    var leftOut = lastInside
    leftOut["rp_exception"] = .text("#2024-02-12")
    let ids = try await appointments(
      [
        times("2020-01-06 10:00:00", "2020-01-06 11:00:00", weekly),
        times("2020-01-06 10:00:00", "2020-01-06 11:00:00", ended),
        times("2020-01-06 10:00:00", "2020-01-06 11:00:00", lastInside),
        times("2020-01-06 10:00:00", "2020-01-06 11:00:00", leftOut),
        times("2024-09-12 10:00:00", "2024-09-12 11:00:00", weekly),
        times("2023-09-20 10:00:00", "2023-09-20 11:00:00", ["rp_flag": .integer(1), "rp_type": .text("j")]),
        times("2023-08-20 10:00:00", "2023-08-20 11:00:00", ["rp_flag": .integer(1), "rp_type": .text("j")]),
      ], in: office)
    let window = try await window(of: office)
    #expect(window.rows.map(\.record) == [ids[0], ids[6], ids[2]])
    #expect(window.total == 3)
  }

  @Test func wholeDaysBorderOnMidnight() async throws {
    let office = try await TestOffice()
    let wholeDay: Record = ["ganztags": .integer(1)]
    let ids = try await appointments(
      [
        times("2024-02-09 00:00:00", "2024-02-09 23:59:59", wholeDay),
        times("2024-02-09 00:00:00", "2024-02-10 23:59:59", wholeDay),
        times("2024-03-10 00:00:00", "2024-03-10 23:59:59", wholeDay),
        times("2024-09-10 00:00:00", "2024-09-10 23:59:59", wholeDay),
        times("2024-09-11 00:00:00", "2024-09-11 23:59:59", wholeDay),
      ], in: office)
    #expect(try await window(of: office).rows.map(\.record) == [ids[2], ids[3], ids[1]])
  }

  @Test(.manual("12.2 Terminstatus →")) func othersAndCancelledOnesAreNotInIt() async throws {
    let office = try await TestOffice()
    let petra = office.petra
    let record = times("2024-03-11 10:00:00", "2024-03-11 11:00:00")
    let id = try await office.write { try $0.createAppointment(.init(record, users: [petra])) }
    let own = try await appointments([record, record], in: office)
    try await office.write { try $0.cancelAppointment(own[0]) }
    let window = try await window(of: office)
    #expect(window.rows.map(\.record) == [own[1]])
    #expect(!window.rows.map(\.record).contains(id))
  }

  @Test func aMovedAppointmentIsFoundWhereItIsNow() async throws {
    let office = try await TestOffice()
    let theobald = office.theobald
    let group = try await office.write { try $0.createGroup("Vertrieb", members: [theobald]) }
    let id = try await office.write {
      try $0.createAppointment(.init(times("2023-03-11 10:00:00", "2023-03-11 11:00:00"), groups: [group]))
    }
    #expect(try await window(of: office).rows.isEmpty)
    try await office.write { office in
      try office.modifyAppointment(id) { draft in
        draft.record["start_dt"] = .text("2024-03-11 10:00:00")
        draft.record["end_dt"] = .text("2024-03-11 11:00:00")
      }
    }
    #expect(try await window(of: office).rows.map(\.record) == [id])
    try await office.write { try $0.setMembers([], ofGroup: group) }
    #expect(try await window(of: office).rows.isEmpty)
  }

  @Test func withoutABeginningAllOfThePastIsInIt() async throws {
    let office = try await TestOffice()
    let ids = try await appointments(
      [
        times("1999-12-31 23:00:00", "2000-01-01 01:00:00"),
        times("2024-03-11 10:00:00", "2024-03-11 11:00:00"),
      ], in: office)
    let everything = WindowRequest(
      from: nil, until: try berlin("2024-09-11 00:00:00"), now: try berlin("2024-03-10 12:00:00"), limit: 500)
    let window = try await office.look(as: office.theobald) { try $0.window(everything) }
    #expect(window.rows.map(\.record) == [ids[1], ids[0]])
  }

  @Test func whatHasEndedHasLeftByAge() async throws {
    let office = try await TestOffice()
    let petra = office.petra
    let series: Record = [
      "rp_flag": .integer(1), "rp_type": .text("w"), "rp_ende_datum": .text("2024-02-05"),
    ]
    let ids = try await appointments(
      [
        times("2024-02-09 23:00:00", "2024-02-10 00:00:00"),
        times("2024-02-09 23:00:00", "2024-02-10 00:00:01"),
        times("2024-01-01 10:00:00", "2024-01-01 11:00:00", series),
        times("2024-01-01 10:00:00", "2024-01-01 11:00:00", weekly),
        times("2025-01-01 10:00:00", "2025-01-01 11:00:00"),
        times("2024-01-01 10:00:00", "2024-01-01 11:00:00"),
      ], in: office)
    let old = times("2024-01-01 10:00:00", "2024-01-01 11:00:00")
    let others = try await office.write { try $0.createAppointment(.init(old, users: [petra])) }
    try await office.write { try $0.cancelAppointment(ids[5]) }
    let from = try berlin("2024-02-10 00:00:00")
    let (ended, without) = try await office.look(as: office.theobald) {
      (try $0.ended(ids + [others], before: from), try $0.ended(ids, before: nil))
    }
    #expect(ended == [ids[0], ids[2]])
    #expect(without.isEmpty)
  }
}
