import Foundation
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// What a series leads to besides its own appointment, while its device does not know and after it does.
@Suite("Dates and weekdays that leave a series", .manual("12.2 Wiederholung ←")) struct SplitSeriesTests {
  static let versions: [ProtocolVersion] = [.v14_1, .v16_1]

  /// On these weekdays at ten, from Wednesday 20 May on; "10" is Mondays and Wednesdays.
  private func series(
    _ subject: String = "Runde", on days: String? = "8", until: String? = nil,
    exceptions: [Wire]? = nil
  ) throws -> [Wire] {
    let end = until.map { [Wire(Calendar.until, $0)] } ?? []
    return try Wire.appointment(subject, "2026-05-20 10:00", "2026-05-20 11:00")
      + (days.map { [.recurrence(1, [Wire(Calendar.dayOfWeek, $0)] + end)] } ?? [])
      + (exceptions.map { [Wire(Calendar.exceptions, $0)] } ?? [])
  }

  private let named = [Wire(Calendar.subject, "Notar")]
  private let day = "20260527T080000Z"

  /// Changes 27 May, or deletes it if nothing is said, as devices of the version do.
  private func setDay(
    of id: Int64, _ elements: [Wire]?, by device: Handset, _ desk: SeriesDesk
  ) async throws -> SyncStatus? {
    if device.line.version < .v16_0 {
      let exception = try elements.map { try ExceptionOldTests.exception("2026-05-27 10:00", $0) }
      return try await desk.change(
        id, series(exceptions: [exception ?? ExceptionOldTests.exception("2026-05-27 10:00")]), by: device)
    }
    return if let elements {
      try await desk.change(id, at: day, elements, by: device)
    } else {
      try await desk.delete(id, at: day, by: device)
    }
  }

  /// A device that has the series, and another one.
  private func run(
    _ version: ProtocolVersion, on days: String = "8",
    _ body: (_ desk: SeriesDesk, _ id: Int64, _ device: Handset, _ other: Handset) async throws -> Void
  ) async throws {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", version)
      let id = try await desk.add(series(on: days), by: device)
      if days == "8" { #expect(try await desk.told(to: device) == []) }
      try await body(desk, id, device, try await desk.device("OTHER", .v16_1))
    }
  }

  /// What there is, as `Runde 2026-05-20 #2026-05-27`, cancelled ones left out.
  private func all(_ desk: SeriesDesk) async throws -> [String] {
    var all: [String] = []
    for id in try await desk.numbers() {
      let fields = try await desk.stored(id)
      guard fields["status"] == "active" else { continue }
      let parts = [
        fields["description"], fields["start_dt"].map { String($0.prefix(10)) }, fields["rp_exception"],
      ]
      all.append(parts.compactMap(\.self).joined(separator: " "))
    }
    return all.sorted()
  }

  // MARK: - Once it is known
  @Test(arguments: versions) func aDateThatIsBackLeavesTheSeriesAnew(version: ProtocolVersion) async throws {
    try await run(version) { desk, id, device, _ in
      #expect(try await setDay(of: id, named, by: device, desk) == nil)
      _ = try await desk.told(to: device)
      // The dates come back, and what became an appointment of its own stays.
      let back =
        version < .v16_0 ? try series(exceptions: []) : try series(until: "20260701T080000Z")
      #expect(try await desk.change(id, back, by: device) == nil)
      _ = try await desk.told(to: device)
      #expect(try await all(desk) == ["Notar 2026-05-27", "Runde 2026-05-20"])
      let moved = [Wire(Calendar.startTime, "20260527T090000Z"), Wire(Calendar.endTime, "20260527T100000Z")]
      #expect(try await setDay(of: id, moved, by: device, desk) == nil)
      #expect(
        try await all(desk) == ["Notar 2026-05-27", "Runde 2026-05-20 #2026-05-27", "Runde 2026-05-27"])
    }
  }

  @Test(arguments: versions) func aWeekdayThatComesAgainIsANewSeries(version: ProtocolVersion) async throws {
    try await run(version, on: "10") { desk, id, device, _ in
      _ = try await desk.told(to: device)
      let other = try #require(await desk.numbers(of: "Runde").last)
      let tuesdays =
        try Wire.appointment("Dienstags", "2026-05-26 14:00", "2026-05-26 15:00")
        + [.recurrence(1, [Wire(Calendar.dayOfWeek, "4")])]
      #expect(try await desk.change(other, tuesdays, by: device) == nil)
      _ = try await desk.told(to: device)
      #expect(try await desk.change(id, series(on: "10"), by: device) == nil)
      #expect(try await all(desk) == ["Dienstags 2026-05-26", "Runde 2026-05-20", "Runde 2026-05-25"])
      // As long as the device does not know, it is the same one.
      #expect(try await desk.change(id, series("Neu", on: "10"), by: device) == nil)
      #expect(try await all(desk) == ["Dienstags 2026-05-26", "Neu 2026-05-20", "Neu 2026-05-25"])
    }
  }

  /// What is stored otherwise than it was sent does not make the server forget what the device was told.
  @Test(arguments: versions) func whatIsKnownStaysKnown(version: ProtocolVersion) async throws {
    let reminder = [Wire(Calendar.reminder, "53")]
    let renamed = [Wire(Calendar.subject, "Neu")]
    try await run(version, on: "10") { desk, id, device, _ in
      _ = try await desk.told(to: device)
      let edits =
        version < .v16_0 ? try [series() + reminder, series("Neu") + reminder] : [reminder, renamed]
      for edit in edits { #expect(try await desk.change(id, edit, by: device) == nil) }
      #expect(try await all(desk) == ["Neu 2026-05-20", "Runde 2026-05-25"])
    }
    try await run(version) { desk, id, device, _ in
      #expect(try await setDay(of: id, named, by: device, desk) == nil)
      _ = try await desk.told(to: device)
      let gap = [try ExceptionOldTests.exception("2026-05-27 10:00")]
      let edits =
        version < .v16_0
        ? try ["Runde", "Neu"].map { try series($0, exceptions: gap) + reminder } : [reminder, renamed]
      for edit in edits { #expect(try await desk.change(id, edit, by: device) == nil) }
      #expect(try await all(desk) == ["Neu 2026-05-20 #2026-05-27", "Notar 2026-05-27"])
    }
  }

  @Test func aSeriesThatIsAddedAgainHasItsDates() async throws {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", .v14_1)
      let sent =
        try series(exceptions: [ExceptionOldTests.exception("2026-05-27 10:00", named)]) + [
          Wire(Calendar.uid, "U-1")
        ]
      for _ in 1...2 {
        _ = try await desk.add(sent, by: device)
        _ = try await desk.told(to: device)
        #expect(try await all(desk) == ["Notar 2026-05-27", "Runde 2026-05-20 #2026-05-27"])
        for id in device.items.keys.sorted() {
          try await desk.push([.delete(ItemClass.calendar.serverId(id))], by: device)
        }
        try await device.settle()
      }
      #expect(try await all(desk) == [])
    }
  }

  // MARK: - As long as it is not known
  @Test(arguments: versions) func aDateIsChangedAndDeletedThroughTheSeries(version: ProtocolVersion)
    async throws
  {
    for isLost in [false, true] {
      try await run(version) { desk, id, device, _ in
        if isLost {
          _ = try await device.send([command(id, named, device)])
        } else {
          #expect(try await setDay(of: id, named, by: device, desk) == nil)
        }
        #expect(try await all(desk) == ["Notar 2026-05-27", "Runde 2026-05-20 #2026-05-27"])
        #expect(try await setDay(of: id, nil, by: device, desk) == nil)
        #expect(try await all(desk) == ["Runde 2026-05-20 #2026-05-27"])
      }
    }
  }

  private func command(_ id: Int64, _ elements: [Wire], _ device: Handset) throws -> SyncRequest.Command {
    let isOld = device.line.version < .v16_0
    let content =
      isOld ? try series(exceptions: [ExceptionOldTests.exception("2026-05-27 10:00", elements)]) : elements
    var command = SyncRequest.Command.change(ItemClass.calendar.serverId(id), try content.fragment)
    command.instanceId = isOld ? nil : day
    return command
  }

  @Test func aDateThatWasChangedAndDeletedIsChangedAgain() async throws {
    try await run(.v16_1) { desk, id, device, _ in
      let other = [Wire(Calendar.subject, "Doch")]
      for elements in [named, nil, other] {
        let refused = try await setDay(of: id, elements, by: device, desk)
        #expect(refused == nil)
      }
      #expect(try await all(desk) == ["Doch 2026-05-27", "Runde 2026-05-20 #2026-05-27"])
    }
  }

  @Test(arguments: versions) func whatTheItemHasNoLongerIsCancelled(version: ProtocolVersion) async throws {
    let none =
      version < .v16_0 ? try series(on: nil) + [Wire(Calendar.uid, "U")] : [Wire(Calendar.recurrence, "")]
    for (change, left) in [(try series(), ["Runde 2026-05-20"]), (none, ["Runde 2026-05-20"]), (nil, [])] {
      try await run(version, on: "10") { desk, id, device, _ in
        #expect(try await all(desk) == ["Runde 2026-05-20", "Runde 2026-05-25"])
        if let change {
          #expect(try await desk.change(id, change, by: device) == nil)
        } else {
          try await desk.push([.delete(ItemClass.calendar.serverId(id))], by: device)
        }
        #expect(try await all(desk) == left)
        _ = try await desk.told(to: device)
        #expect(device.items.count <= 1)
      }
    }
  }

  @Test(arguments: versions) func anAddThatComesAgainNarrowerHasNoMore(version: ProtocolVersion) async throws
  {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", version)
      for days in ["10", "8"] {
        let answer = try await device.send([.add("c", try series(on: days).fragment)])
        if days == "8" { try device.take(#require(answer), to: [.add("c", try series(on: days).fragment)]) }
      }
      #expect(try await all(desk) == ["Runde 2026-05-20"])
      try await device.settle()
      #expect(device.items.count == 1)
    }
  }

  @Test(arguments: [false, true]) func datesOfAllWeekdaysAreNamedThroughTheSeries(atOnce: Bool) async throws {
    try await run(.v16_1, on: "62") { desk, id, device, _ in
      var deletion = SyncRequest.Command.delete(ItemClass.calendar.serverId(id))
      deletion.instanceId = "20260528T080000Z"
      var change = SyncRequest.Command.change(ItemClass.calendar.serverId(id), try named.fragment)
      change.instanceId = "20260529T080000Z"
      let responses =
        atOnce
        ? try await desk.push([deletion, change], by: device)
        : try await desk.push([deletion], by: device) + desk.push([change], by: device)
      #expect(responses.isEmpty)
      #expect(
        try await all(desk) == [
          "Notar 2026-05-29", "Runde 2026-05-20", "Runde 2026-05-21 #2026-05-28",
          "Runde 2026-05-22 #2026-05-29", "Runde 2026-05-25", "Runde 2026-05-26",
        ])
    }
  }

  @Test func whatADeviceSaysOfItsSeriesItSaysOfAllWeekdays() async throws {
    try await run(.v16_1, on: "10") { desk, id, device, _ in
      let refused = try await desk.change(id, [Wire(Calendar.subject, "Neu")], by: device)
      #expect(refused == nil)
      #expect(try await all(desk) == ["Neu 2026-05-20", "Neu 2026-05-25"])
    }
  }

  /// A device that writes in each request learns all the same what became of its series.
  @Test(arguments: versions) func whatIsOwedIsToldWithTheNextAnswer(version: ProtocolVersion) async throws {
    try await run(version) { desk, id, device, _ in
      #expect(try await setDay(of: id, named, by: device, desk) == nil)
      #expect(try device.items[id]?.decode(CalendarItem.self).exceptions == nil)
      let renamed =
        version < .v16_0
        ? try series("Neu", exceptions: [ExceptionOldTests.exception("2026-05-27 10:00", named)])
        : [Wire(Calendar.subject, "Neu")]
      #expect(try await desk.change(id, renamed, by: device) == nil)
      #expect(try device.items[id]?.decode(CalendarItem.self).exceptions?.map(\.deleted) == [true])
      #expect(try await all(desk) == ["Neu 2026-05-20 #2026-05-27", "Notar 2026-05-27"])
    }
  }

  // MARK: - What others have changed
  @Test(arguments: versions) func whatAnotherDeviceMadeOfADateStays(version: ProtocolVersion) async throws {
    for elements in [nil, [Wire(Calendar.subject, "Anders")]] {
      try await run(version) { desk, id, device, other in
        #expect(try await setDay(of: id, named, by: device, desk) == nil)
        _ = try await desk.told(to: other)
        let single = try #require(await desk.numbers(of: "Notar").first)
        #expect(try await desk.change(single, [Wire(Calendar.subject, "Petras")], by: other) == nil)
        // Somebody else has said something newer: the device gets it.
        #expect(try await setDay(of: id, elements, by: device, desk) == .conflict)
        #expect(try await all(desk) == ["Petras 2026-05-27", "Runde 2026-05-20 #2026-05-27"])
        _ = try await desk.told(to: device)
        #expect(try device.items[single]?.text(Calendar.subject) == "Petras")
        #expect(try device.items[id]?.decode(CalendarItem.self).exceptions?.map(\.deleted) == [true])
      }
    }
  }

  @Test(arguments: versions) func whatADeviceOnlyRepeatsIsNoConflict(version: ProtocolVersion) async throws {
    try await run(version) { desk, id, device, other in
      #expect(try await setDay(of: id, named, by: device, desk) == nil)
      _ = try await desk.told(to: other)
      let single = try #require(await desk.numbers(of: "Notar").first)
      #expect(try await desk.change(single, [Wire(Calendar.subject, "Petras")], by: other) == nil)
      let renamed =
        version < .v16_0
        ? try series("Neu", exceptions: [ExceptionOldTests.exception("2026-05-27 10:00", named)])
        : [Wire(Calendar.subject, "Neu")]
      #expect(try await desk.change(id, renamed, by: device) == nil)
      #expect(try await all(desk) == ["Neu 2026-05-20 #2026-05-27", "Petras 2026-05-27"])
    }
  }

  @Test func aDateThatAnotherDeviceTookOutOfAWeekdayStaysOut() async throws {
    try await run(.v14_1, on: "10") { desk, id, device, other in
      let monday = try #require(await desk.numbers(of: "Runde").last)
      #expect(try await desk.delete(monday, at: "20260601T080000Z", by: other) == nil)
      #expect(try await desk.change(id, series("Neu", on: "10"), by: device) == .conflict)
      #expect(try await all(desk) == ["Runde 2026-05-20", "Runde 2026-05-25 #2026-06-01"])
    }
  }

  // MARK: - Dates of a series that moves
  @Test(arguments: [ProtocolVersion.v12_1, .v14_0, .v14_1])
  func datesThatAreOutGoWithTheirSeries(version: ProtocolVersion) async throws {
    try await SeriesDesk.run { desk in
      let device = try await desk.device("PHONE", version)
      let out = try [ExceptionOldTests.exception("2026-06-03 10:00")]
      let id = try await desk.add(series(exceptions: out), by: device)
      let fridays =
        try Wire.appointment("Runde", "2026-05-22 10:00", "2026-05-22 11:00")
        + [.recurrence(1, [Wire(Calendar.dayOfWeek, "32")]), Wire(Calendar.exceptions, out)]
      #expect(try await desk.change(id, fridays, by: device) == nil)
      // Phones are wrong about one day, not about two.
      _ = try await desk.told(to: device)
      #expect(try device.items[id]?.decode(CalendarItem.self).exceptions == nil)
      #expect(try await desk.change(id, series(exceptions: out), by: device) == nil)
      _ = try await desk.told(to: device)
      let thursdays =
        try Wire.appointment("Runde", "2026-05-21 10:00", "2026-05-21 11:00")
        + [.recurrence(1, [Wire(Calendar.dayOfWeek, "16")]), Wire(Calendar.exceptions, out)]
      #expect(try await desk.change(id, thursdays, by: device) == nil)
      #expect(try await desk.stored(id)["rp_exception"] == "#2026-06-04")
    }
  }
}
