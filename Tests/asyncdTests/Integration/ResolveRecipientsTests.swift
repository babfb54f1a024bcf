import Database
import Foundation
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// Whom names mean, and when those people are free, over the wire. [MS-ASCMD] 2.2.1.15.
@Suite("Recipients over the wire") struct ResolveRecipientsTests {
  /// Petra's day, 25 March 2026 in Berlin, and a resource.
  private static func run(_ body: (SyncedOffice) async throws -> Void) async throws {
    try await SyncedOffice.run { office, people in
      try office.createResource(key: "raum", name: "Konferenzraum")
      for (times, status, isAllDay, resources) in [
        (("09:00", "10:00"), "active", false, Set(["raum"])), (("10:45", "11:15"), "active", false, []),
        (("13:00", "14:00"), "participantsAvailable", false, []), (("15:00", "16:00"), "canceled", false, []),
      ] as [((String, String), String, Bool, Set<String>)] {
        let fields: [String: SQLValue] = [
          "description": .text("Geheim"), "start_dt": .text("2026-03-25 \(times.0):00"),
          "end_dt": .text("2026-03-25 \(times.1):00"), "status": .text(status),
          "ganztags": .integer(isAllDay ? 1 : 0), "private": .integer(1),
        ]
        try office.createAppointment(
          AppointmentDraft(Record(fields), users: [people.petra], resources: resources))
      }
    } _: { office, _ in
      try await body(office)
    }
  }

  private static func request(
    _ to: [String], from: String? = "2026-03-25T08:00:00.000Z", until: String? = "2026-03-25T16:00:00.000Z"
  ) -> ResolveRecipientsRequest {
    var request = ResolveRecipientsRequest()
    request.to = to
    request.options = .init()
    request.options?.availability = .init()
    request.options?.availability?.startTime = from
    request.options?.availability?.endTime = until
    return request
  }

  private static func send(
    _ request: ResolveRecipientsRequest, _ office: SyncedOffice, _ version: ProtocolVersion = .v14_1
  ) async throws -> ResolveRecipientsResponse {
    let line = Line("theobald", device: "RESOLVE", version: version, to: office.site)
    return try #require(
      try await line.post("ResolveRecipients", request, ResolveRecipientsResponse.self))
  }

  @Test(arguments: [ProtocolVersion.v14_0, .v14_1, .v16_0, .v16_1])
  func aColleaguesCalendarIsToldInHalfHours(version: ProtocolVersion) async throws {
    try await Self.run { office in
      for name in ["petra@mandant.example", "PETRA@Mandant.Example", "petra tester", "petra"] {
        let answer = try await Self.send(Self.request([name]), office, version)
        #expect(answer.status == .success)
        let response = try #require(answer.responses.first)
        #expect(response.to == name && response.status == .resolved && response.recipientCount == 1)
        let recipient = try #require(response.recipients.first)
        #expect(recipient.type == 1 && recipient.displayName == "petra Tester")
        // From 9 in Berlin: 9 to 10 busy, and 10:45 to 11:15 fills two halves.
        #expect(recipient.availability?.status == 1)
        #expect(recipient.availability?.mergedFreeBusy == "2202200000000000")
      }
    }
  }

  @Test func answersOfTheUserCount() async throws {
    try await Self.run { office in
      let petra = try await Handset(Line("petra", device: "P", to: office.site), .calendar)
      try await petra.settle()
      let first = try #require(petra.items.keys.min())
      var asked = MeetingResponseRequest.Request()
      asked.collectionId = ItemClass.calendar.collectionId
      asked.requestId = ItemClass.calendar.serverId(first)
      var request = MeetingResponseRequest()
      for (answer, digits) in [(2, "11"), (3, "00"), (1, "22")] {
        asked.userResponse = answer
        request.requests = [asked]
        _ = try await Line("petra", device: "P", to: office.site)
          .post("MeetingResponse", request, MeetingResponseResponse.self)
        let answer = try await Self.send(
          Self.request(["petra"], until: "2026-03-25T09:00:00.000Z"), office)
        #expect(answer.responses.first?.recipients.first?.availability?.mergedFreeBusy == digits)
      }
    }
  }

  @Test func aResourceHasItsCalendar() async throws {
    try await Self.run { office in
      let answer = try await Self.send(
        Self.request(["raum@resource.invalid"], until: "2026-03-25T10:30:00.000Z"), office)
      let recipient = try #require(answer.responses.first?.recipients.first)
      #expect(recipient.displayName == "Konferenzraum")
      #expect(recipient.availability?.mergedFreeBusy == "22000")
    }
  }

  @Test func aSeriesBlocksEachOfItsTimes() async throws {
    try await Self.run { office in
      let theobald = office.people.theobald
      _ = try await office.write { write in
        let fields: [String: SQLValue] = [
          "description": .text("Runde"), "start_dt": .text("2026-03-28 08:30:00"),
          "end_dt": .text("2026-03-28 09:00:00"), "rp_flag": .integer(1), "rp_type": .text("t"),
          "rp_tage": .integer(1), "rp_ende_status": .integer(2), "rp_exception": .text("#2026-03-30"),
        ]
        return try write.createAppointment(AppointmentDraft(Record(fields), users: [theobald]))
      }
      // Summer time begins on the 29th: 8:30 is 7:30 in UTC before and 6:30 after.
      let answer = try await Self.send(
        Self.request(["theobald"], from: "2026-03-28T00:00:00Z", until: "2026-04-01T00:00:00Z"), office)
      let digits = try #require(answer.responses.first?.recipients.first?.availability?.mergedFreeBusy)
      let busy = digits.enumerated().filter { $0.element == "2" }.map(\.offset)
      #expect(digits.count == 4 * 48 && busy == [15, 48 + 13, 3 * 48 + 13])
    }
  }

  @Test func severalAndNobodyAreSaidToBe() async throws {
    try await Self.run { office in
      var request = Self.request(["tester", "niemand", "niemand@mandant.example"])
      for (limit, status, count) in [
        (nil, RecipientStatus.ambiguous, 2), (1, .ambiguousPart, 1), (0, .ambiguousPart, 0),
      ] {
        request.options?.maxAmbiguousRecipients = limit
        let answer = try await Self.send(request, office)
        #expect(answer.responses.map(\.status) == [status, .unknown, .unknown])
        #expect(answer.responses.map(\.recipients.count) == [count, 0, 0])
        // Of a part the count is that of all: 2.2.3.100.
        #expect(answer.responses.map(\.recipientCount) == [2, nil, nil])
        // Of those who may be meant nothing is told.
        #expect(answer.responses.allSatisfy { $0.recipients.allSatisfy { $0.availability == nil } })
      }
    }
  }

  /// The forms in which clients write an address, and names of rooms.
  @Test func whomATextMeans() async throws {
    try await Self.run { office in
      for (text, name, email) in [
        ("petra Tester <petra@mandant.example>", "petra Tester", "petra@mandant.example"),
        ("\"Tester, petra\" <PETRA@mandant.example>", "petra Tester", "PETRA@mandant.example"),
        ("<petra@mandant.example>", "petra Tester", "petra@mandant.example"),
        ("mailto:petra@mandant.example", "petra Tester", "petra@mandant.example"),
        ("MAILTO:petra@mandant.example?subject=Hallo", "petra Tester", "petra@mandant.example"),
        (" petra@mandant.example ", "petra Tester", "petra@mandant.example"),
        ("Ich <theobald@mandant.example>", "theobald Tester", "theobald@mandant.example"),
        ("Konferenzraum", "Konferenzraum", "raum@resource.invalid"),
        ("konferenz", "Konferenzraum", "raum@resource.invalid"),
        ("Raum <raum@resource.invalid>", "Konferenzraum", "raum@resource.invalid"),
      ] {
        let answer = try await Self.send(Self.request([text], until: "2026-03-25T09:00:00.000Z"), office)
        let response = try #require(answer.responses.first)
        #expect(
          response.to == text && response.status == .resolved && response.recipientCount == 1, "\(text)")
        #expect(response.recipients.map(\.displayName) == [name], "\(text)")
        #expect(response.recipients.map(\.emailAddress) == [email], "\(text)")
        let digits = response.recipients.first?.availability?.mergedFreeBusy
        #expect(digits == (name == "theobald Tester" ? "00" : "22"), "\(text)")
      }
      for text in ["Petra <niemand@mandant.example>", "mailto:", "<>", "raum"] {
        let answer = try await Self.send(Self.request([text]), office)
        #expect(answer.responses.map(\.status) == [.unknown], "\(text)")
      }
    }
  }

  /// One who is called just so is meant, however few suggestions are wanted; a room may be meant as well as a person.
  @Test func namesakes() async throws {
    try await Self.run { office in
      _ = try await office.write { write in
        for number in 1...5 {
          _ = try write.createUser(
            UserRecord(
              login: "a\(number)", firstName: "Anna \(number)", lastName: "Saal",
              email: "a\(number)@x.example"))
        }
        _ = try write.createUser(
          UserRecord(login: "zoe", firstName: "", lastName: "Saal", email: "s@x.example"))
        try write.createResource(key: "nebensaal", name: "Saal Nord")
      }
      for (text, status, count, all) in [
        ("Saal", RecipientStatus.resolved, 1, 1), ("saa", .ambiguousPart, 2, 7), ("nord", .resolved, 1, 1),
        ("Saal Nord", .resolved, 1, 1),
      ] {
        var request = Self.request([text])
        request.options?.maxAmbiguousRecipients = 2
        let response = try #require(try await Self.send(request, office).responses.first)
        #expect(response.status == status, "\(text)")
        #expect(response.recipients.count == count && response.recipientCount == all, "\(text)")
      }
    }
  }

  @Test func aWrongTimeIsRefused() async throws {
    try await Self.run { office in
      for (from, until) in [
        (nil, nil), ("gestern", nil), ("2026-03-25T08:00:00.000Z", "2026-03-25T08:29:00.000Z"),
        ("2026-03-25T08:00:00.000Z", "2026-03-24T08:00:00.000Z"),
        ("2026-03-25T08:00:00.000Z", "2026-05-07T08:00:00.000Z"),
        ("2026-03-25T08:00:00.000Z", "bald"),
      ] as [(String?, String?)] {
        let answer = try await Self.send(Self.request(["petra"], from: from, until: until), office)
        #expect(answer.status == .protocolError && answer.responses.isEmpty)
      }
      // Without an end it is a week.
      let answer = try await Self.send(Self.request(["petra"], until: nil), office)
      #expect(answer.responses.first?.recipients.first?.availability?.mergedFreeBusy?.count == 7 * 48)
    }
  }

  @Test func versionsGetWhatTheyKnow() async throws {
    try await Self.run { office in
      var request = Self.request(["petra"])
      request.options?.picture = .init()
      request.options?.certificateRetrieval = 2
      for version in ProtocolVersion.allCases {
        let recipient = try #require(
          try await Self.send(request, office, version).responses.first?.recipients.first)
        #expect((recipient.availability == nil) == (version == .v12_1))
        #expect(recipient.certificates?.status == 7)
        #expect(recipient.picture?.status == (version < .v14_1 ? nil : 173))
      }
    }
  }

  @Test func tooManyAreNotLookedUp() async throws {
    try await Self.run { office in
      let answer = try await Self.send(Self.request(Array(repeating: "petra", count: 101)), office)
      #expect(answer.responses.count == 101)
      #expect(Set(answer.responses.map { $0.recipients.first?.availability?.status }) == [160])
      let names = Array(repeating: "petra", count: 1001)
      #expect(try await Self.send(Self.request(names), office).status == .protocolError)
      #expect(try await Self.send(Self.request([]), office).status == .protocolError)
    }
  }
}
