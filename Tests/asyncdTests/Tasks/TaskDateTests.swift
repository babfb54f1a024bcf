import Database
import Foundation
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// A task that begins or is due on a day does so on that day, in whatever zones the tenant and the device are.
@Suite("Days of tasks in all zones") struct TaskDateTests {
  private static let zones = [
    "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC",
  ]
  /// Days on which summer time begins or ends, leap day, turn of the year.
  private static let days = [
    "2026-03-29", "2026-10-25", "2028-02-29", "2026-12-31", "2027-01-01",
  ]

  /// A day as devices tell it.
  private struct Told {
    let local: String
    let utc: String

    init(_ day: String, in zone: String, at time: String = "00:00:00") throws {
      let clock = try #require(LocalDateTime(text: "\(day) \(time)"))
      local = Self.text(clock)
      utc = Self.text(LocalDateTime(clock.instant(in: try #require(TimeZone(identifier: zone))), in: .gmt))
    }

    static func text(_ time: LocalDateTime) -> String {
      time.text.replacing(" ", with: "T") + ".000Z"
    }
  }

  private func day(_ id: Int64, at desk: TaskDesk) async throws -> [String] {
    let record = try await desk.stored(id).record
    return ["Beginnt_am", "Deadline"].map { name in
      if case .text(let text)? = record[name] { String(text.prefix(10)) } else { "none" }
    }
  }

  /// Offices in Berlin with all versions, and far away.
  static let sites: [(tenant: String, version: ProtocolVersion)] =
    ManualTaskTests.versions.map { ("Europe/Berlin", $0) } + [
      ("America/New_York", .v14_1), ("Pacific/Auckland", .v16_1),
    ]

  @Test(.manual("12.1 Zurückgestellt ←", "12.1 Fällig am ←"), arguments: sites)
  func aDayThatADeviceSetsIsThatDay(tenant: String, version: ProtocolVersion) async throws {
    try await TaskDesk.run(version, zone: tenant) { desk in
      for zone in Self.zones {
        for day in Self.days {
          let told = try Told(day, in: zone)
          let id = try await desk.add(Wire.start(told.local, told.utc) + Wire.due(told.local, told.utc))
          #expect(try await self.day(id, at: desk) == [day, day], "\(zone)")
        }
      }
      #expect(try await desk.told() == [])
      for day in Self.days {
        // One form alone: the local one, a day that is written as a moment, and the moment of the tenant's midnight.
        let utc = try Told(day, in: tenant).utc
        for alone in [
          Wire.task(.dueDate, day + "T00:00:00.000Z"), .task(.utcDueDate, day + "T00:00:00.000Z"),
          .task(.utcDueDate, utc),
        ] {
          let id = try await desk.add([.task(.subject, "x"), alone])
          #expect(try await self.day(id, at: desk)[1] == day)
        }
      }
    }
  }

  @Test(.manual("12.1 Zurückgestellt →", "12.1 Fällig am →"), arguments: sites)
  func aDayThatADeviceWasShownStays(tenant: String, version: ProtocolVersion) async throws {
    try await TaskDesk.run(version, zone: tenant) { desk in
      for day in Self.days {
        for time in [day < "2027" ? "00:00:00" : "17:30:00"] {
          let fields: [String: SQLValue] = [
            "Beginnt_am": .text(day + " 00:00:00"), "Beginnt_um": .text(time),
            "Deadline": .text("\(day) \(time)"),
            "Deadline_strikt": .integer(1),
          ]
          let id = try await desk.create(TaskDesk.Stored(fields: fields))
          try await desk.phone.settle()
          let before = try await desk.stored(id)
          let item = try #require(desk.phone.items[id])
          let shown = try Told(day, in: tenant, at: time)
          #expect(try item.text(Tasks.dueDate) == shown.local)
          #expect(try item.text(Tasks.utcDueDate) == shown.utc)
          #expect(try item.text(Tasks.startDate) == shown.local)
          #expect(try item.text(Tasks.utcStartDate) == shown.utc)
          for zone in Self.zones {
            // A device makes one form anew from the other by its own clock.
            let instant = try #require(LocalDateTime(text: Self.plain(shown.utc))).instant(in: .gmt)
            let local = Told.text(LocalDateTime(instant, in: try #require(TimeZone(identifier: zone))))
            let utc = try Told(day, in: zone, at: time).utc
            for (local, utc) in [(local, shown.utc), (shown.local, utc)] {
              try await desk.change(id, Wire.start(local, utc) + Wire.due(local, utc))
              #expect(try await desk.difference(from: before) == [:], "\(zone) \(day) \(local) \(utc)")
            }
          }
          #expect(try await desk.told() == [], "\(day)")
        }
      }
    }
  }

  /// A client that moves one half by days and leaves the other as it was; and days that say that there is none.
  @Test(arguments: ManualTaskTests.versions) func aHalfThatNoZoneMakesOfTheOtherCounts(
    version: ProtocolVersion
  )
    async throws
  {
    let fields: [String: SQLValue] = [
      "Beginnt_am": .text("2026-04-09 00:00:00"), "Deadline": .text("2026-04-09 00:00:00"),
      "Deadline_strikt": .integer(1),
    ]
    let shown = try Told("2026-04-09", in: "Europe/Berlin")
    for day in ["2026-04-10", "2026-04-08", "2026-04-15", "2027-04-09"] {
      let new = try Told(day, in: "Europe/Berlin")
      for (local, utc) in [(new.local, shown.utc), (shown.local, new.utc)] {
        try await TaskDesk.run(version, [TaskDesk.Stored(fields: fields)]) { desk in
          try await desk.change(desk.tasks[0], Wire.start(local, utc) + Wire.due(local, utc))
          #expect(try await self.day(desk.tasks[0], at: desk) == [day, day], "\(local) \(utc)")
        }
      }
    }
    for day in ["4501-01-01", "0001-01-01"] {
      let told = "\(day)T00:00:00.000Z"
      try await TaskDesk.run(version, [TaskDesk.Stored(fields: fields)]) { desk in
        try await desk.change(desk.tasks[0], Wire.start(told, told) + Wire.due(told, told))
        let record = try await desk.stored(desk.tasks[0]).record
        #expect(record["Deadline_strikt"] == .integer(0) && record["Beginnt_am"] ?? .null == .null)
      }
    }
  }

  private static func plain(_ text: String) -> String { String(text.prefix(19)).replacing("T", with: " ") }

  /// The day on the tenant's clock, or the one that a device writes as such.
  @Test(
    .manual("12.1 Erledigt am ←"),
    arguments: [
      (
        "Europe/Berlin",
        [
          ("2026-03-22T00:00:00.000Z", "2026-03-22"), ("2026-03-21T23:30:00.000Z", "2026-03-22"),
          ("2026-03-28T22:59:59.999Z", "2026-03-28"), ("2026-03-29T22:00:00.000Z", "2026-03-30"),
          ("2025-12-31T23:00:00Z", "2026-01-01"),
        ]
      ),
      (
        "America/New_York",
        [("2026-03-22T00:00:00.000Z", "2026-03-22"), ("2026-03-22T03:59:00.000Z", "2026-03-21")]
      ),
      (
        "Pacific/Auckland",
        [("2026-03-22T00:00:00.000Z", "2026-03-22"), ("2026-03-21T11:00:00.000Z", "2026-03-22")]
      ),
      ("Pacific/Pago_Pago", [("2028-02-29T00:00:00.000Z", "2028-02-29")]),
    ] as [(String, [(String, String)])])
  func theDayOfACompletionIsNotShifted(zone: String, completions: [(String, String)]) async throws {
    try await TaskDesk.run(.v14_1, zone: zone) { desk in
      for (told, day) in completions {
        let id = try await desk.create(TaskDesk.Stored())
        try await desk.settle()
        for _ in 1...2 {
          try await desk.change(id, [.task(.complete, "1"), .task(.dateCompleted, told)])
          #expect(try await desk.stored(id).record["Austragsdatum"] == .text(day), "\(told)")
        }
        #expect(try await desk.told() == ["delete \(id)"])
      }
    }
  }

  @Test func aDateThatIsNoneIsRefused() async throws {
    try await TaskDesk.run(.v14_1, [TaskDesk.Stored()]) { desk in
      for date in [
        "2026-02-30T00:00:00.000Z", "heute", "2026-13-01T00:00:00.000Z", "0000-01-01T00:00:00.000Z",
      ] {
        let edit = try [Wire.task(.subject, "Neu"), .task(.dueDate, date)].fragment
        let answer = try await desk.phone.sync(.change(ItemClass.tasks.serverId(desk.tasks[0]), edit))
        #expect(answer?.responses.map(\.status) == [.conversionError])
        #expect(try await desk.stored(desk.tasks[0]).record["Betreff"] == nil)
        #expect(desk.site.lines.contains { $0.contains("DueDate") && !$0.contains(date) })
      }
    }
  }
}
