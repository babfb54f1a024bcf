import Database
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// „Individuelle Erinnerungen werden auf den nächst höheren Wert in onOffice enterprise abgebildet (z. B. 53 Minuten =
/// 1 Stunde, 11 Tage = 2 Wochen).“
@Suite("Reminders of appointments, manual 12.2") struct AppointmentReminderTests {
  /// What onOffice offers, in minutes.
  static let choices = [
    ("0 minutes", 0), ("5 minutes", 5), ("15 minutes", 15), ("30 minutes", 30), ("1 hours", 60),
    ("2 hours", 120), ("3 hours", 180), ("12 hours", 720), ("15 hours", 900), ("1 days", 1440),
    ("2 days", 2880), ("3 days", 4320), ("1 weeks", 10_080), ("2 weeks", 20_160), ("3 weeks", 30_240),
  ]

  /// Minutes that a device sends, and what onOffice has then; nil is none.
  static let sent: [(minutes: Int, becomes: String?)] = [
    // The manual's examples.
    (53, "1 hours"), (11 * 1440, "2 weeks"),
    // Each value is itself, and the next one from a minute later on.
    (0, "0 minutes"), (1, "5 minutes"), (5, "5 minutes"), (6, "15 minutes"), (15, "15 minutes"),
    (16, "30 minutes"), (30, "30 minutes"), (31, "1 hours"), (60, "1 hours"), (61, "2 hours"),
    (120, "2 hours"), (121, "3 hours"), (180, "3 hours"), (181, "12 hours"), (720, "12 hours"),
    (721, "15 hours"), (900, "15 hours"), (901, "1 days"), (1440, "1 days"), (1441, "2 days"),
    (2880, "2 days"), (2881, "3 days"), (4320, "3 days"), (4321, "1 weeks"), (10_080, "1 weeks"),
    (10_081, "2 weeks"), (20_160, "2 weeks"), (20_161, "3 weeks"), (30_240, "3 weeks"),
    // More than there is becomes the most there is.
    (30_241, "3 weeks"), (525_600, "3 weeks"), (Int(Int32.max), "3 weeks"),
    // What Outlook has for whole days: 18 hours.
    (1080, "1 days"),
    // Some clients say so if there is none.
    (-1, nil),
  ]

  @Test(.manual("12.2 Erinnerung ←", "12.2 Erinnerung →"), arguments: ProtocolVersion.tried)
  func itIsRoundedUpAndComesBackAsItIs(version: ProtocolVersion) async throws {
    try await AppointmentDesk.run(version) { desk in
      let sent = Self.sent
      let added = try await desk.phone.sync(
        sent.enumerated().map { index, one in
          .add(
            "c\(index)",
            try
              (Wire.appointment() + [
                .calendar(.reminder, String(one.minutes)), .calendarCategories("Besichtigung"),
              ]).fragment)
        })
      let responses = try #require(added?.responses)
      var rounded: Set<Int64> = []
      for ((minutes, becomes), response) in zip(sent, responses) {
        #expect(response.status == .success)
        let id = try #require(ItemClass.calendar.record(of: response.serverId))
        #expect(try await desk.stored(id).record["erinnerung"] == becomes.map { .text($0) }, "\(minutes)")
        if Self.choices.first(where: { $0.0 == becomes })?.1 != minutes { rounded.insert(id) }
      }
      #expect(Set(try await desk.told()) == Set(rounded.map { "change \($0)" }))
      try await desk.settle()
      for ((minutes, becomes), response) in zip(sent, responses) {
        let id = try #require(ItemClass.calendar.record(of: response.serverId))
        let shown = Self.choices.first { $0.0 == becomes }.map { String($0.1) }
        for device in [desk.phone, desk.other] {
          #expect(try device.items[id]?.text(Calendar.reminder) == shown, "\(minutes)")
        }
      }
    }
  }

  @Test(.manual("12.2 Erinnerung ←"), arguments: ProtocolVersion.tried)
  func aChangeThatDoesNotSpeakOfItLeavesIt(version: ProtocolVersion) async throws {
    try await AppointmentDesk.run(
      version, { _ in [.init(fields: ["erinnerung": .text("2 weeks")])] }
    ) { desk in
      let id = desk.appointments[0]
      let before = try await desk.stored(id)
      try await desk.change(id, [.calendar(.subject, "Neu")])
      #expect(try await desk.difference(from: before) == ["description": .text("Neu")])
      try await desk.change(id, [.calendar(.reminder)])
      #expect(
        try await desk.difference(from: before) == ["description": .text("Neu"), "erinnerung": .null])
    }
  }

  @Test(arguments: ProtocolVersion.tried)
  func whatIsNoNumberIsRefused(version: ProtocolVersion) async throws {
    try await AppointmentDesk.run(
      version, { _ in [.init(fields: ["erinnerung": .text("1 days")])] }
    ) { desk in
      let id = desk.appointments[0]
      let before = try await desk.stored(id)
      let edit = try [Wire.calendar(.subject, "Neu"), .calendar(.reminder, "übermorgen")].fragment
      let answer = try await desk.phone.sync(.change(ItemClass.calendar.serverId(id), edit))
      #expect(answer?.responses.map(\.status) == [.conversionError])
      #expect(try await desk.difference(from: before) == [:])
      let line = desk.site.lines.last { $0.contains("was not carried out") } ?? ""
      for part in ["Reminder", "PHONE", "theobald", "calendar:\(id)"] {
        #expect(line.lowercased().contains(part.lowercased()), "\(part): \(line)")
      }
      #expect(!desk.site.lines.contains { $0.contains("übermorgen") })
    }
  }
}
