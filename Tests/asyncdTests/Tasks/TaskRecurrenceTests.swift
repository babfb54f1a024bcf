import Database
import OnOfficeBackend
import SyncModel
import Testing
import WBXML

/// onOffice has no recurring tasks: what a device says of them is kept for its user and given back.
@Suite("What is kept of recurring tasks") struct TaskRecurrenceTests {
  /// A weekly series from a Monday on, as a device in Berlin sends it.
  static func series(day: String, utc: String, start: String? = nil, isDead: Bool = false) -> [Wire] {
    [
      .task(.subject, "Blumen gießen"),
      Wire(
        Tasks.recurrence,
        [
          .task(.type, "1"), .task(.start, start ?? day + "T00:00:00.000Z"),
          .task(.until, "2026-12-31T00:00:00.000Z"),
          .task(.interval, "1"), .task(.dayOfWeek, "2"), .task(.regenerate, "0"),
          .task(.deadOccur, isDead ? "1" : "0"),
        ]),
    ] + Wire.due(day + "T00:00:00.000Z", utc)
  }

  /// Patterns by day, week, month and year, with what each needs.
  static let patterns: [[Wire]] = [
    [.task(.type, "0"), .task(.start, "2026-04-06T00:00:00.000Z"), .task(.interval, "3")],
    [
      .task(.type, "0"), .task(.start, "2026-04-06T00:00:00.000Z"), .task(.interval, "1"),
      .task(.regenerate, "1"),
      .task(.deadOccur, "0"),
    ],
    [
      .task(.type, "1"), .task(.start, "2026-04-06T00:00:00.000Z"), .task(.occurrences, "10"),
      .task(.interval, "2"),
      .task(.dayOfWeek, "42"), .task(.regenerate, "0"), .task(.deadOccur, "1"),
    ],
    [
      .task(.type, "2"), .task(.start, "2026-04-30T00:00:00.000Z"), .task(.until, "2027-04-30T00:00:00.000Z"),
      .task(.interval, "1"), .task(.dayOfMonth, "31"),
    ],
    [
      .task(.type, "3"), .task(.start, "2026-04-06T00:00:00.000Z"), .task(.interval, "1"),
      .task(.dayOfWeek, "2"),
      .task(.weekOfMonth, "5"),
    ],
    [
      .task(.type, "5"), .task(.start, "2028-02-29T00:00:00.000Z"), .task(.interval, "1"),
      .task(.dayOfMonth, "29"),
      .task(.monthOfYear, "2"),
    ],
    [
      .task(.type, "6"), .task(.start, "2026-04-06T00:00:00.000Z"), .task(.interval, "1"),
      .task(.dayOfWeek, "62"),
      .task(.weekOfMonth, "1"), .task(.monthOfYear, "4"),
    ],
  ]

  private func more(_ version: ProtocolVersion) -> [Wire] {
    (version < .v14_0 ? [] : [.task(.calendarType, "1"), .task(.isLeapMonth, "0")])
      + (version < .v14_1 ? [] : [.task(.firstDayOfWeek, "1")])
  }

  @Test(arguments: ManualTaskTests.versions) func aPatternIsGivenBack(version: ProtocolVersion) async throws {
    let sent = Self.patterns.map { pattern in
      [
        .task(.subject, "Serie"), Wire(Tasks.recurrence, pattern + more(version)),
        .task(.ordinalDate, "2026-03-22T10:11:12.345Z"), .task(.subOrdinalDate, "5555"),
      ] as [Wire]
    }
    try await TaskDesk.run(version) { desk in
      var ids: [Int64] = []
      for elements in sent { ids.append(try await desk.add(elements)) }
      // An edit of the office does not disturb it, nor does one of another device that knows less.
      for id in ids { try await desk.edit(id, ["Betreff": .text("Büro")]) }
      let old = try await desk.device("OLD", .v12_1)
      for id in ids {
        try await desk.sendBack(id, by: old)
        try await desk.change(id, [.task(.importance, "2")], by: old)
      }
      // It is the user's own.
      try await desk.edit(ids[0], ["Bearbeiter": .text("petra")])
      let petra = try await desk.device("PETRA", of: "petra", version)
      #expect(try petra.items[ids[0]]?.names.contains("Recurrence") == false)
      try await desk.settle()
      for (id, elements) in zip(ids, sent) {
        for device in [desk.phone, desk.other] {
          let item = try #require(device.items[id])
          let expected = try elements.fragment.texts(in: Tasks.recurrence)
          #expect(try item.texts(in: Tasks.recurrence) == expected)
          #expect(try item.text(Tasks.ordinalDate) == "2026-03-22T10:11:12.345Z")
          #expect(try item.text(Tasks.subOrdinalDate) == "5555")
          #expect(try item.text(Tasks.subject) == "Büro")
        }
      }
    }
  }

  @Test(arguments: ManualTaskTests.versions) func aSeriesThatEndsIsOneNoMore(version: ProtocolVersion)
    async throws
  {
    try await TaskDesk.run(version) { desk in
      let id = try await desk.add(Self.series(day: "2026-04-06", utc: "2026-04-05T22:00:00.000Z"))
      try await desk.settle()
      #expect(try await desk.change(id, [.task(.recurrence)]) == nil)
      #expect(try await desk.told(to: desk.other) == ["change \(id)"])
      #expect(try desk.other.items[id]?.names.contains("Recurrence") == false)
    }
  }

  /// Up to 14.1 devices tell midnight of the first day as a moment, from 16.0 on as a day of their clock.
  @Test(arguments: [
    (
      ProtocolVersion.v14_1, "2026-04-05T22:00:00.000Z", "2026-04-05T22:00:00.000Z",
      "2026-04-06T00:00:00.000Z"
    ),
    (.v14_1, "2026-04-06T00:00:00.000Z", "2026-04-06T00:00:00.000Z", "2026-04-06T00:00:00.000Z"),
    (.v14_1, "2026-04-06T07:30:00.000Z", "2026-04-06T07:30:00.000Z", "2026-04-06T09:30:00.000Z"),
    (.v16_1, "2026-04-06T00:00:00.000Z", "2026-04-06T00:00:00.000Z", "2026-04-06T00:00:00.000Z"),
    (.v16_1, "2026-04-06T09:30:00.000Z", "2026-04-06T07:30:00.000Z", "2026-04-06T09:30:00.000Z"),
  ])
  func theFirstDayIsTheSameInAllVersions(version: ProtocolVersion, sent: String, old: String, new: String)
    async throws
  {
    try await TaskDesk.run(version) { desk in
      let id = try await desk.add(
        Self.series(day: "2026-04-06", utc: "2026-04-05T22:00:00.000Z", start: sent))
      for (reader, start) in [(ProtocolVersion.v12_1, old), (.v14_1, old), (.v16_0, new), (.v16_1, new)] {
        let device = try await desk.device("D\(reader.rawValue)", reader)
        #expect(try device.items[id]?.texts(in: Tasks.recurrence)["Start"] == start, "\(reader)")
        let before = try await desk.stored(id)
        try await desk.sendBack(id, by: device)
        #expect(try await desk.difference(from: before) == [:])
        #expect(try await desk.told(to: device) == [])
      }
      #expect(try await desk.told() == [])
    }
  }

  /// A device far away tells its zone by the two forms of the due date.
  @Test(arguments: [
    ("2026-04-05T10:00:00.000Z", "2026-04-05T10:00:00.000Z"),  // Kiritimati
    ("2026-04-06T11:00:00.000Z", "2026-04-06T11:00:00.000Z"),  // Pago Pago
    ("2026-04-06T04:00:00.000Z", "2026-04-06T04:00:00.000Z"),  // New York
  ])
  func theFirstDayIsTheDevicesDay(utc: String, start: String) async throws {
    try await TaskDesk.run(.v14_1) { desk in
      let id = try await desk.add(Self.series(day: "2026-04-06", utc: utc, start: start))
      let device = try await desk.device("NEW")
      #expect(
        try device.items[id]?.texts(in: Tasks.recurrence)["Start"] == "2026-04-06T00:00:00.000Z")
      #expect(try await desk.stored(id).record["Deadline"] == .text("2026-04-06 00:00:00"))
      try await desk.phone.settle()
    }
  }
}
