import Database
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// Answers to appointments, which iPhones and Outlook send for the calendar folder. [MS-ASCMD] 2.2.1.11.
@Suite("Answers to meetings") struct MeetingResponseTests {
  /// An appointment of Theobald and Petra, and a series of both on three Mondays.
  private struct Filled: Sendable {
    let single: Int64
    let series: Int64
  }

  private static func run(_ body: (SyncedOffice, Filled) async throws -> Void) async throws {
    try await SyncedOffice.run { office, people in
      let single: [String: SQLValue] = [
        "description": .text("Besichtigung"), "start_dt": .text("2026-03-25 10:00:00"),
        "end_dt": .text("2026-03-25 11:00:00"),
      ]
      let series = single.merging(
        [
          "start_dt": .text("2026-03-23 09:00:00"), "end_dt": .text("2026-03-23 09:30:00"),
          "rp_flag": .integer(1), "rp_type": .text("w"), "rp_tage": .integer(1),
          "rp_ende_status": .integer(1),
          "rp_ende_datum": .text("2026-04-06"),
        ], uniquingKeysWith: { $1 })
      let users: Set<Int64> = [people.theobald, people.petra]
      return Filled(
        single: try office.createAppointment(AppointmentDraft(Record(single), users: users)),
        series: try office.createAppointment(AppointmentDraft(Record(series), users: users)))
    } _: { office, filled in
      try await body(office, filled)
    }
  }

  private static func request(
    _ answer: Int?, _ record: Int64?, at instanceId: String? = nil, in folder: String = "calendar"
  ) -> MeetingResponseRequest {
    var asked = MeetingResponseRequest.Request()
    asked.userResponse = answer
    asked.collectionId = CollectionId(rawValue: folder)
    asked.requestId = record.map(ItemClass.calendar.serverId)
    asked.instanceId = instanceId
    var request = MeetingResponseRequest()
    request.requests = [asked]
    return request
  }

  private static func send(
    _ request: MeetingResponseRequest, _ login: String, _ version: ProtocolVersion, _ office: SyncedOffice
  ) async throws -> [MeetingResponseResponse.Result] {
    let line = Line(login, device: "ANSWER", version: version, to: office.site)
    return try #require(
      try await line.post("MeetingResponse", request, MeetingResponseResponse.self)
    ).results
  }

  private static func calendar(_ login: String, _ office: SyncedOffice) async throws -> Handset {
    let device = try await Handset(Line(login, device: "LOOK\(login)", to: office.site), .calendar)
    try await device.settle()
    return device
  }

  private static func item(_ record: Int64, on device: Handset) throws -> CalendarItem {
    try #require(device.items[record]).decode()
  }

  @Test(arguments: ProtocolVersion.allCases)
  func colleaguesSeeTheAnswerAndTheUserItsEffect(version: ProtocolVersion) async throws {
    try await Self.run { office, filled in
      let theobald = try await Self.calendar("theobald", office)
      let petra = try await Self.calendar("petra", office)
      for (answer, told, shown, busy) in [(1, 3, "3", 2), (2, 2, "2", 1), (3, 4, nil, 0), (1, 3, "3", 2)] {
        let result = try #require(
          try await Self.send(Self.request(answer, filled.single), "petra", version, office).first)
        #expect(result.status == 1)
        #expect(result.requestId == ItemClass.calendar.serverId(filled.single))
        #expect(result.calendarId == (shown == nil ? nil : result.requestId))
        try await theobald.settle()
        let seen = try Self.item(filled.single, on: theobald)
        #expect(seen.attendees?.map(\.attendeeStatus) == [told])
        #expect(seen.busyStatus == 2)
        try await petra.settle()
        let own = try Self.item(filled.single, on: petra)
        #expect(own.busyStatus == busy)
        // She may still edit it, and her colleague's answer is not hers.
        #expect(own.meetingStatus == 1 && own.attendees?.map(\.attendeeStatus) == [0])
      }
    }
  }

  @Test func anAnswerWakesTheColleague() async throws {
    try await Self.run { office, filled in
      try await office.expect(.calendar, [], petra: [])
      _ = try await Self.send(Self.request(3, filled.single), "petra", .v16_1, office)
      let change = "change \(filled.single)"
      try await office.expect(.calendar, [change], petra: [change])
      // The same once more is none.
      _ = try await Self.send(Self.request(3, filled.single), "petra", .v16_1, office)
      try await office.expect(.calendar, [], petra: [])
    }
  }

  @Test(arguments: ["2026-03-30T07:00:00.000Z", "20260330T070000Z"])
  func oneOccurrenceIsAnsweredAlone(instanceId: String) async throws {
    try await Self.run { office, filled in
      for version in [ProtocolVersion.v14_1, .v16_0, .v16_1] {
        let result = try await Self.send(
          Self.request(3, filled.series, at: instanceId), "petra", version, office)
        #expect(result.map(\.status) == [1])
      }
      let theobald = try await Self.calendar("theobald", office)
      #expect(try Self.item(filled.series, on: theobald).attendees?.map(\.attendeeStatus) == [0])
    }
  }

  @Test func whatIsNoMeetingIsRefused() async throws {
    try await Self.run { office, filled in
      let monday = "2026-03-30T07:00:00.000Z"
      let cases: [(MeetingResponseRequest, ProtocolVersion, Int)] = [
        (Self.request(nil, filled.single), .v14_1, 2), (Self.request(4, filled.single), .v14_1, 2),
        (Self.request(1, 4711), .v14_1, 2), (Self.request(1, nil), .v14_1, 2),
        (Self.request(1, filled.single, in: "inbox"), .v14_1, 2),
        (Self.request(1, filled.single, in: "tasks"), .v14_1, 2),
        (Self.request(1, filled.series, at: monday), .v12_1, 2),
        (Self.request(1, filled.series, at: monday), .v14_0, 2),
        (Self.request(1, filled.series, at: "Montag"), .v14_1, 104),
        (Self.request(1, filled.single, at: monday), .v14_1, 146),
        (Self.request(1, filled.series, at: "2026-03-31T07:00:00.000Z"), .v16_1, 2),
      ]
      for (request, version, status) in cases {
        let results = try await Self.send(request, "petra", version, office)
        #expect(results.map(\.status) == [status], "\(request)")
        #expect(results.map(\.calendarId) == [nil])
      }
    }
  }

  @Test func eachAnswerCountsByItself() async throws {
    try await Self.run { office, filled in
      var request = Self.request(1, 4711)
      request.requests += Self.request(2, filled.single).requests + Self.request(1, filled.series).requests
      #expect(try await Self.send(request, "petra", .v14_1, office).map(\.status) == [2, 1, 1])
      let theobald = try await Self.calendar("theobald", office)
      #expect(try Self.item(filled.single, on: theobald).attendees?.map(\.attendeeStatus) == [2])
      #expect(try Self.item(filled.series, on: theobald).attendees?.map(\.attendeeStatus) == [3])
    }
  }

  /// Who is taken out and invited again is asked anew; who has nothing to do with it cannot answer.
  @Test func whoTakesPartNoMoreHasNoAnswer() async throws {
    try await Self.run { office, filled in
      _ = try await Self.send(Self.request(3, filled.single), "petra", .v16_1, office)
      let petra = office.people.petra
      try await office.write { try $0.modifyAppointment(filled.single) { $0.users.remove(petra) } }
      #expect(
        try await Self.send(Self.request(1, filled.single), "petra", .v16_1, office).map(\.status) == [2])
      try await office.write { try $0.modifyAppointment(filled.single) { $0.users.insert(petra) } }
      let theobald = try await Self.calendar("theobald", office)
      #expect(try Self.item(filled.single, on: theobald).attendees?.map(\.attendeeStatus) == [0])
    }
  }
}
