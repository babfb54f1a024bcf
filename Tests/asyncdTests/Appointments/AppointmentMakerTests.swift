import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// The device that makes an appointment, or a meeting of it, knows of it what the others are told.
@Suite("What the maker of an appointment learns of it") struct AppointmentMakerTests {
  /// [MS-ASCAL] 2.2.2.46: from 16.0 the server makes the UID and tells it in the answer to the Add.
  @Test(arguments: ProtocolVersion.allCases)
  func from16TheAnswerTellsTheUID(version: ProtocolVersion) async throws {
    try await AppointmentDesk.run(version) { desk in
      var own: [Wire] = []
      if version < .v16_0 { own = [.calendar(.uid, "own")] }
      let answer = try await desk.phone.sync(.add("c1", (Wire.appointment() + own).fragment))
      let response = try #require(answer?.responses.first)
      let id = try #require(ItemClass.calendar.record(of: response.serverId))
      try await desk.settle()
      let uid = try desk.shown(id, on: desk.other).text(Calendar.uid)
      #expect(try response.applicationData?.text(Calendar.uid) == (version < .v16_0 ? nil : uid))
      #expect(try await desk.told() == [])
    }
  }

  /// From 16.0 it has none to give.
  @Test(arguments: [ProtocolVersion.v14_1, .v16_0, .v16_1])
  func theUIDOfADeviceIsTakenUpTo14(version: ProtocolVersion) async throws {
    try await AppointmentDesk.run(version) { desk in
      let id = try await desk.add(Wire.appointment() + [.calendar(.uid, "own")])
      try await desk.settle()
      #expect(try (desk.shown(id, on: desk.other).text(Calendar.uid) == "own") == (version < .v16_0))
    }
  }

  /// An appointment to which the first attendee is added becomes a meeting, which its maker is told unless it says so.
  @Test(arguments: ProtocolVersion.allCases)
  func theFirstAttendeeMakesAMeeting(version: ProtocolVersion) async throws {
    try await AppointmentDesk.run(version, { _ in [.init(), .init()] }) { desk in
      let attendee = Wire.attendees("petra@mandant.example|Petra Panter|1")
      let (silent, saying) = (desk.appointments[0], desk.appointments[1])
      try await desk.change(silent, [attendee])
      #expect(try await desk.told() == ["change \(silent)"])
      #expect(try desk.shown(silent).text(Calendar.meetingStatus) == "1")
      try await desk.change(saying, [attendee, .calendar(.meetingStatus, "1")])
      #expect(try await desk.told() == [])
    }
  }

  /// Somebody without an address gets one, nobody stands twice, and the user is none, by whatever name he signs in.
  @Test(arguments: ProtocolVersion.tried)
  func attendeesAreOthersEachOnce(version: ProtocolVersion) async throws {
    try await AppointmentDesk.run(version) { desk in
      let id = try await desk.add(
        Wire.appointment() + [
          .attendees(
            "|Frau Nöll|1", "fremd@else.example|Gast|1", "FREMD@else.example|Gast|1",
            "theobald_MeinMandant|Theobald|1", "theobald_MeinMandant@activesync.onoffice.de|Theobald|1")
        ])
      try await desk.settle()
      for device in [desk.phone, desk.other] {
        let mailboxes = try desk.shown(id, on: device).mailboxes
        #expect(mailboxes == ["Frau=20N=C3=B6ll@teilnehmer.invalid", "fremd@else.example"])
      }
      // What comes back as it was shown changes nothing.
      let shown = try desk.shown(id).children().first { $0.tag == Calendar.attendees.tag }
      _ = try await desk.phone.sync(
        .change(ItemClass.calendar.serverId(id), try Fragment([try #require(shown)])))
      #expect(try await desk.told() == [])
      #expect(try await desk.told(to: desk.other) == [])
    }
  }
}
