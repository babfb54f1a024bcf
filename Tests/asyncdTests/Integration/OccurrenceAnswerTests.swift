import Database
import Foundation
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// A user's answer to one date of a series: his own devices show it, and his calendar is free by it.
@Suite("Answers to one date of a series", .manual("12.2 Zugeordnete Benutzer →"))
struct OccurrenceAnswerTests {
  static let versions: [ProtocolVersion] = [.v12_1, .v14_1, .v16_0, .v16_1]

  /// Three Mondays at nine of Theobald and Petra, and Petra's device.
  private final class Desk {
    let office: SyncedOffice
    let series: Int64
    let device: Handset

    init(_ office: SyncedOffice, _ series: Int64, _ version: ProtocolVersion) async throws {
      (self.office, self.series) = (office, series)
      device = try await Handset(Line("petra", device: "DESK", version: version, to: office.site), .calendar)
      try await device.settle()
    }

    static func run(_ version: ProtocolVersion, _ body: (Desk) async throws -> Void) async throws {
      try await SyncedOffice.run { office, people in
        let fields: [String: SQLValue] = [
          "description": .text("Runde"), "start_dt": .text("2026-03-23 09:00:00"),
          "end_dt": .text("2026-03-23 09:30:00"), "ort": .text("Büro"), "rp_flag": .integer(1),
          "rp_type": .text("w"), "rp_tage": .integer(1), "rp_ende_status": .integer(1),
          "rp_ende_datum": .text("2026-04-06"),
        ]
        return try office.createAppointment(
          AppointmentDraft(Record(fields), users: [people.theobald, people.petra]))
      } _: { office, series in
        try await body(Desk(office, series, version))
      }
    }

    /// Petra's answer to the date that begins then, or to the series.
    func answer(_ answer: MeetingAnswer, at instanceId: String? = monday) async throws {
      var asked = MeetingResponseRequest.Request()
      asked.userResponse = answer.rawValue
      asked.collectionId = ItemClass.calendar.collectionId
      asked.requestId = ItemClass.calendar.serverId(series)
      asked.instanceId = instanceId
      var request = MeetingResponseRequest()
      request.requests = [asked]
      let line = Line("petra", device: "ANSWER", version: .v16_1, to: office.site)
      let results = try await line.post("MeetingResponse", request, MeetingResponseResponse.self)?.results
      #expect(results?.map(\.status) == [1])
    }

    /// How Petra's Mondays from nine to half past stand in the digits that Theobald gets.
    func digits() async throws -> String {
      var digits = ""
      for (from, until) in [
        ("2026-03-23T08:00:00Z", "2026-03-23T08:30:00Z"), ("2026-03-30T07:00:00Z", "2026-03-30T07:30:00Z"),
        ("2026-04-06T07:00:00Z", "2026-04-06T07:30:00Z"),
      ] {
        var request = ResolveRecipientsRequest()
        request.to = ["petra"]
        request.options = .init()
        request.options?.availability = .init()
        request.options?.availability?.startTime = from
        request.options?.availability?.endTime = until
        let line = Line("theobald", device: "LOOK", version: .v14_1, to: office.site)
        let answer = try await line.post("ResolveRecipients", request, ResolveRecipientsResponse.self)
        digits += answer?.responses.first?.recipients.first?.availability?.mergedFreeBusy ?? "-"
      }
      return digits
    }

    func shown() throws -> CalendarItem { try #require(device.items[series]).decode() }

    func stored() async throws -> Appointment {
      let series = series
      return try #require(try await office.read { try $0.appointment(series) })
    }

    func change(_ elements: [Wire], at instance: String? = nil, delete: Bool = false) async throws {
      office.site.clock.set(office.site.clock.wallClock.now().addingTimeInterval(60))
      let name = ItemClass.calendar.serverId(series)
      var command = delete ? SyncRequest.Command.delete(name) : .change(name, try elements.fragment)
      command.instanceId = instance
      let answer = try #require(try await device.send([command]))
      try device.take(answer)
      #expect(answer.responses.compactMap(\.status).allSatisfy { $0 == .success })
    }

    /// The series as it was shown, with other exceptions if there are some.
    func sendBack(_ exceptions: [CalendarException]? = nil) async throws {
      var item = try shown()
      item.exceptions = exceptions ?? item.exceptions
      office.site.clock.set(office.site.clock.wallClock.now().addingTimeInterval(60))
      try await device.sync(.change(ItemClass.calendar.serverId(series), Fragment(encoding: item)))
    }
  }

  private static let monday = "2026-03-30T07:00:00.000Z"

  @Test(arguments: versions) func theUsersDevicesShowIt(version: ProtocolVersion) async throws {
    try await Desk.run(version) { desk in
      #expect(try await desk.digits() == "222")
      for (answer, busy, digits) in [
        (MeetingAnswer.declined, 0, "202"), (.tentative, 1, "212"), (.accepted, nil, "222"),
        (.declined, 0, "202"),
      ] as [(MeetingAnswer, Int?, String)] {
        try await desk.answer(answer)
        #expect(try await desk.digits() == digits)
        #expect(try await desk.device.told() == ["change \(desk.series)"])
        let item = try desk.shown()
        #expect(item.busyStatus == 2)
        let exceptions = item.exceptions ?? []
        #expect(exceptions.map(\.busyStatus) == (busy.map { [$0] } ?? []))
        guard let exception = exceptions.first else { continue }
        let start = try berlin("2026-03-30 09:00:00")
        #expect(exception.deleted == nil)
        #expect((version < .v16_0 ? exception.exceptionStartTime : exception.instanceId) == start)
        // Without its own it would have the times of the first day.
        #expect(exception.startTime == start)
        #expect(try exception.endTime == berlin("2026-03-30 09:30:00"))
        // The same once more is none.
        try await desk.answer(answer)
        #expect(try await desk.device.told() == [])
      }
    }
  }

  /// Colleagues hear nothing of it.
  @Test func itIsTheUsersOwn() async throws {
    try await Desk.run(.v16_1) { desk in
      try await desk.office.expect(.calendar, [], petra: [])
      try await desk.answer(.declined)
      try await desk.office.expect(.calendar, [], petra: ["change \(desk.series)"])
    }
  }

  /// [MS-ASCMD] 2.2.3.92.1: without InstanceId every date is meant.
  @Test(arguments: versions) func anAnswerToTheSeriesTakesItsPlace(version: ProtocolVersion) async throws {
    try await Desk.run(version) { desk in
      try await desk.answer(.declined)
      try await desk.answer(.tentative, at: nil)
      #expect(try await desk.digits() == "111")
      _ = try await desk.device.told()
      #expect(try desk.shown().busyStatus == 1 && desk.shown().exceptions == nil)
      // One date of a series that is declined.
      try await desk.answer(.declined, at: nil)
      try await desk.answer(.accepted)
      #expect(try await desk.digits() == "020")
      _ = try await desk.device.told()
      #expect(try desk.shown().busyStatus == 0 && desk.shown().exceptions?.map(\.busyStatus) == [2])
      // And the series with the answer that it has: the date goes with it.
      try await desk.answer(.declined, at: nil)
      #expect(try await desk.device.told() == ["change \(desk.series)"])
      #expect(try await desk.digits() == "000" && desk.shown().exceptions == nil)
    }
  }

  @Test(arguments: versions) func sentBackItChangesNothing(version: ProtocolVersion) async throws {
    try await Desk.run(version) { desk in
      try await desk.answer(.declined)
      _ = try await desk.device.told()
      let before = try await desk.stored()
      try await desk.sendBack()
      #expect(try await desk.stored() == before)
      // As devices do that tell all of a date.
      var full = try #require(try desk.shown().exceptions?.first)
      let series = try desk.shown()
      (full.subject, full.body, full.reminder) = (series.subject, series.body, series.reminder)
      (full.location, full.structuredLocation) = (series.location, series.structuredLocation)
      (full.sensitivity, full.categories, full.attendees) = (
        series.sensitivity, series.categories, series.attendees
      )
      (full.dtStamp, full.meetingStatus, full.responseType) = (series.dtStamp, 1, 1)
      try await desk.sendBack([full])
      #expect(try await desk.stored() == before)
      #expect(try await desk.device.told() == [])
      #expect(try await desk.digits() == "202")
    }
  }

  /// What else she changes of the series leaves the date in it, whoever tells the exceptions along.
  @Test(arguments: versions) func theSeriesIsChangedLater(version: ProtocolVersion) async throws {
    try await Desk.run(version) { desk in
      try await desk.answer(.declined)
      _ = try await desk.device.told()
      try await desk.change([Wire(Calendar.subject, "Treffen")])
      let stored = try await desk.stored()
      #expect(stored.record["description"] == .text("Treffen") && stored.record["rp_exception"] == nil)
      #expect(try await desk.device.told() == [])
      #expect(desk.device.items.count == 1)
      #expect(try await desk.digits() == "202")
    }
  }

  /// A device that does not tell the exceptions it was shown gets them again: the answer stands.
  @Test(arguments: [ProtocolVersion.v12_1, .v14_1]) func aSetWithoutItBringsItBack(
    version: ProtocolVersion
  ) async throws {
    try await Desk.run(version) { desk in
      try await desk.answer(.declined)
      _ = try await desk.device.told()
      let before = try await desk.stored()
      try await desk.change([Wire(Calendar.exceptions)])
      #expect(try await desk.stored() == before)
      #expect(try await desk.device.told() == ["change \(desk.series)"])
      #expect(try desk.shown().exceptions?.map(\.busyStatus) == [0])
    }
  }

  @Test(arguments: versions) func theDateIsDeletedLater(version: ProtocolVersion) async throws {
    try await Desk.run(version) { desk in
      try await desk.answer(.declined)
      _ = try await desk.device.told()
      if version >= .v16_0 {
        try await desk.change([], at: "20260330T070000Z", delete: true)
      } else {
        var gone = CalendarException()
        (gone.deleted, gone.exceptionStartTime) = (true, try berlin("2026-03-30 09:00:00"))
        try await desk.sendBack([gone])
      }
      #expect(try await desk.stored().record["rp_exception"] == .text("#2026-03-30"))
      #expect(try await desk.device.told() == [])
      #expect(try await desk.digits() == "202")
      let other = try await Handset(
        Line("petra", device: "NEW", version: version, to: desk.office.site), .calendar)
      try await other.settle()
      let item: CalendarItem = try #require(other.items[desk.series]).decode()
      #expect(item.exceptions?.map(\.deleted) == [true])
    }
  }

  /// The date becomes an appointment of its own and keeps the answers to it.
  @Test(arguments: versions) func theDateIsChangedLater(version: ProtocolVersion) async throws {
    try await Desk.run(version) { desk in
      try await desk.answer(.declined)
      _ = try await desk.device.told()
      if version >= .v16_0 {
        try await desk.change([.place("Garten", version)], at: "20260330T070000Z")
      } else {
        var moved = try #require(try desk.shown().exceptions?.first)
        moved.location = "Garten"
        try await desk.sendBack([moved])
      }
      #expect(try await desk.stored().record["rp_exception"] == .text("#2026-03-30"))
      #expect(try await desk.digits() == "202")
      _ = try await desk.device.told()
      let single = try #require(desk.device.items.keys.max())
      let item: CalendarItem = try #require(desk.device.items[single]).decode()
      #expect(single != desk.series && item.busyStatus == 0)
      let theobald = try await Handset(Line("theobald", device: "T", to: desk.office.site), .calendar)
      try await theobald.settle()
      let seen: CalendarItem = try #require(theobald.items[single]).decode()
      #expect(seen.attendees?.map(\.attendeeStatus) == [4] && seen.busyStatus == 2)
    }
  }

  /// At another time it is nothing that she has answered.
  @Test(arguments: [ProtocolVersion.v16_0, .v16_1]) func theDateIsMovedLater(version: ProtocolVersion)
    async throws
  {
    try await Desk.run(version) { desk in
      try await desk.answer(.declined)
      _ = try await desk.device.told()
      let times = Wire.times("20260406T070000Z", "20260406T073000Z")
      try await desk.change(times, at: "20260330T070000Z")
      try await desk.change([], at: "20260406T070000Z", delete: true)
      #expect(try await desk.digits() == "202")
      _ = try await desk.device.told()
      let single = try #require(desk.device.items.keys.max())
      let item: CalendarItem = try #require(desk.device.items[single]).decode()
      #expect(single != desk.series && item.busyStatus == 2)
    }
  }

  /// Her own device moves what she has answered, and shows meanwhile how she did.
  @Test(arguments: versions) func theUserMovesTheSeries(version: ProtocolVersion) async throws {
    try await Desk.run(version) { desk in
      try await desk.answer(.declined, at: nil)
      _ = try await desk.device.told()
      #expect(try desk.shown().busyStatus == 0)
      try await desk.change(
        Wire.times("20260323T080000Z", "20260323T090000Z") + [Wire(Calendar.busyStatus, "0")])
      #expect(try await desk.digits() == "222")
      #expect(try await desk.device.told() == ["change \(desk.series)"])
      #expect(try desk.shown().busyStatus == 2)
    }
  }

  /// Who answered another time has not answered this one.
  @Test(arguments: [["start_dt": "2026-03-23 08:00:00"], ["end_dt": "2026-03-23 10:00:00"], ["rp_type": "t"]])
  func anotherTimeForgetsTheAnswers(fields: [String: String]) async throws {
    try await Desk.run(.v16_1) { desk in
      let series = desk.series
      try await desk.answer(.tentative, at: nil)
      try await desk.answer(.declined)
      // What is no time forgets none, and neither does an end on another day.
      for fields in [["description": "Treffen"], ["rp_ende_datum": "2026-04-13"]] {
        _ = try await desk.office.write { office in
          try office.modifyAppointment(series) {
            for (name, value) in fields { $0.record[name] = .text(value) }
          }
        }
        #expect(try await desk.digits() == "101")
      }
      _ = try await desk.office.write { office in
        try office.modifyAppointment(series) {
          for (name, value) in fields { $0.record[name] = .text(value) }
        }
      }
      let stored = try await desk.stored()
      #expect(Set(stored.users.map(\.confirmationStatus)) == ["not-set"] && stored.answers == [:])
      _ = try await desk.device.told()
      #expect(try desk.shown().busyStatus == 2 && desk.shown().exceptions == nil)
    }
  }
}
