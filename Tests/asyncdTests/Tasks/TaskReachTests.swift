import Database
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// Which tasks a user has, and when they leave. Manual 9 and 12.1.
@Suite("Tasks that come and go, manual 9 and 12.1") struct TaskReachTests {
  /// „Die Filterung der passenden Aufgaben für den Benutzer-Account erfolgt allein durch das onOffice Backend.“
  @Test(
    .manual("8 Eigene", "9 Bearbeiter oder Verantwortlicher", "12.1 Verantwortung, Filterung →"),
    arguments: ManualTaskTests.versions)
  func whoIsResponsibleOrWorksOnItHasIt(version: ProtocolVersion) async throws {
    try await TaskDesk.run(version) { desk in
      let petra = try await desk.device("PETRA", of: "petra", version)
      let people: [(responsible: String, works: String?, theobald: Bool, petra: Bool)] = [
        ("theobald", nil, true, false), ("petra", nil, false, true), ("theobald", "petra", true, true),
        ("petra", "theobald", true, true), ("theobald", "theobald", true, false),
      ]
      for (responsible, works, isTheobalds, isPetras) in people {
        let fields: [String: SQLValue] = [
          "Verantwortung": .text(responsible), "Bearbeiter": works.map { .text($0) } ?? .null,
        ]
        let id = try await desk.create(TaskDesk.Stored(fields: fields))
        #expect(try await desk.told() == (isTheobalds ? ["add \(id)"] : []), "\(responsible) \(works ?? "")")
        #expect(
          try await desk.told(to: petra) == (isPetras ? ["add \(id)"] : []), "\(responsible) \(works ?? "")")
      }
    }
  }

  @Test(
    .manual("9 Bearbeiter oder Verantwortlicher", "12.1 Verantwortung, Filterung →"),
    arguments: ManualTaskTests.versions)
  func aTaskGoesOverToTheOther(version: ProtocolVersion) async throws {
    try await TaskDesk.run(version, [TaskDesk.Stored()]) { desk in
      let (id, petra) = (desk.tasks[0], try await desk.device("PETRA", of: "petra", version))
      try await desk.edit(id, ["Verantwortung": .text("petra")])
      #expect(try await desk.told() == ["delete \(id)"])
      #expect(try await desk.told(to: petra) == ["add \(id)"])
      try await desk.edit(id, ["Bearbeiter": .text("theobald")])
      #expect(try await desk.told() == ["add \(id)"])
      #expect(try await desk.told(to: petra) == [])
      try await desk.edit(id, ["Bearbeiter": .null])
      #expect(try await desk.told() == ["delete \(id)"])
    }
  }

  /// „Aufgaben, die den Status „Abgebrochen” oder „Erledigt” haben, werden nicht mehr synchronisiert.“
  @Test(.manual("12.1 Status →"), arguments: ManualTaskTests.versions) func whatIsDoneOrGivenUpIsNotSynced(
    version: ProtocolVersion
  ) async throws {
    let stored = (1...8).map { TaskDesk.Stored(fields: ["Status": .integer($0)]) }
    try await TaskDesk.run(version, stored) { desk in
      let open = desk.tasks.enumerated().filter { ![2, 4].contains($0.offset) }.map(\.element)
      #expect(Set(desk.phone.items.keys) == Set(open))
      for status in [3, 5] as [Int64] {
        try await desk.edit(desk.tasks[0], ["Status": .integer(status)])
        #expect(try await desk.told() == ["delete \(desk.tasks[0])"])
        try await desk.edit(desk.tasks[0], ["Status": .integer(4)])
        #expect(try await desk.told() == ["add \(desk.tasks[0])"])
      }
    }
  }

  /// „Wird eine Aufgabe clientseitig auf „completed” gesetzt, bleibt sie beim ersten Sync danach zunächst sichtbar. Wird
  /// danach erneut synchronisiert, „verschwindet” sie …“
  @Test(
    .manual("12.1 Status ←", "12.1 Status, beim ersten Sync ←", "12.1 Status, danach erneut ←"),
    arguments: ManualTaskTests.versions)
  func whatIsCompletedLeavesWithTheSecondSync(version: ProtocolVersion) async throws {
    try await TaskDesk.run(version, [TaskDesk.Stored(fields: ["Status": .integer(2)])]) { desk in
      let id = desk.tasks[0]
      let status = try await desk.change(id, [.task(.complete, "1")])
      #expect(status == nil)
      #expect(desk.phone.items[id] != nil)
      #expect(try await desk.stored(id).record["Status"] == .integer(3))
      #expect(try await desk.told(to: desk.other) == ["delete \(id)"])
      #expect(try await desk.told() == ["delete \(id)"])
    }
  }

  @Test(arguments: ManualTaskTests.versions) func whatIsTakenBackIsAsItWas(version: ProtocolVersion)
    async throws
  {
    let fields: [String: SQLValue] = [
      "Status": .integer(7), "Stand": .integer(75), "erledigt": .integer(0),
      "Austragsdatum": .text("2026-01-02"),
    ]
    try await TaskDesk.run(version, [TaskDesk.Stored(fields: fields)]) { desk in
      let id = desk.tasks[0]
      let before = try await desk.stored(id)
      try await desk.change(id, [.task(.complete, "1"), .task(.dateCompleted, "2026-03-22T09:15:00.000Z")])
      // The device that did it says so before it asks for anything.
      var request = desk.phone.request([
        .change(ItemClass.tasks.serverId(id), try [Wire.task(.complete, "0")].fragment)
      ])
      request.getChanges = false
      let answer = try #require(try await desk.phone.line.sync(request).first)
      try desk.phone.take(answer)
      #expect(try await desk.difference(from: before) == [:])
      try await desk.settle()
      #expect(desk.phone.items[id] != nil && desk.other.items[id] != nil)
    }
  }

  @Test(arguments: ManualTaskTests.versions) func whoCompletesItSecondFindsItGone(version: ProtocolVersion)
    async throws
  {
    try await TaskDesk.run(version, [TaskDesk.Stored(fields: ["Betreff": .text("Alt")])]) { desk in
      let id = desk.tasks[0]
      try await desk.change(id, [.task(.complete, "1"), .task(.dateCompleted, "2026-03-20T12:00:00.000Z")])
      let done = try await desk.stored(id)
      let edit = try [Wire.task(.complete, "1"), .task(.subject, "Neu")].fragment
      let answer = try #require(try await desk.other.sync(.change(ItemClass.tasks.serverId(id), edit)))
      #expect(answer.responses.map(\.status) == [.objectNotFound])
      #expect(try await desk.difference(from: done) == [:])
      try await desk.settle()
      #expect(desk.phone.items[id] == nil && desk.other.items[id] == nil)
    }
  }

  @Test(arguments: ManualTaskTests.versions) func whatIsEditedWhileItIsCompletedIsBoth(
    version: ProtocolVersion
  )
    async throws
  {
    try await TaskDesk.run(version, [TaskDesk.Stored(fields: ["Prio": .integer(1)])]) { desk in
      let id = desk.tasks[0]
      try await desk.change(
        id,
        [
          .task(.subject, "Neu"), .body("Text"), .task(.complete, "1"), .task(.importance, "2"),
          .task(.dateCompleted, "2026-03-20T12:00:00.000Z"),
        ])
      let record = try await desk.stored(id).record
      #expect(record["Betreff"] == .text("Neu") && record["Aufgabe"] == .text("Text"))
      #expect(record["Prio"] == .integer(1) && record["Status"] == .integer(3))
      #expect(record["Austragsdatum"] == .text("2026-03-20"))
    }
  }

  @Test(arguments: ManualTaskTests.versions) func whatIsDeletedIsAbgebrochen(version: ProtocolVersion)
    async throws
  {
    let fields = ManualTaskTests.unsupported.filter { $0.key != "Eintragsdatum" }
    try await TaskDesk.run(version, [TaskDesk.Stored(fields: fields, reminder: "2026-04-01 08:00:00")]) {
      desk in
      let id = desk.tasks[0]
      let before = try await desk.stored(id)
      let answer = try await desk.phone.sync(.delete(ItemClass.tasks.serverId(id)))
      #expect(answer?.responses.isEmpty != false)
      #expect(try await desk.difference(from: before) == ["Status": .integer(5)])
      #expect(try await desk.told(to: desk.other) == ["delete \(id)"])
      #expect(try await desk.told() == [])
    }
  }

  /// The open copy goes on as the series, the occurrence that is done comes as a new task. Both stay in onOffice.
  @Test(arguments: ManualTaskTests.versions) func anOccurrenceThatIsCompletedIsATaskOfItsOwn(
    version: ProtocolVersion
  ) async throws {
    try await TaskDesk.run(version) { desk in
      let series = try await desk.add(
        TaskRecurrenceTests.series(day: "2026-04-06", utc: "2026-04-05T22:00:00.000Z"))
      try await desk.settle()
      var copy = TaskRecurrenceTests.series(day: "2026-04-06", utc: "2026-04-05T22:00:00.000Z", isDead: true)
      copy += [.task(.complete, "1"), .task(.dateCompleted, "2026-04-06T10:00:00.000Z")]
      let moved = TaskRecurrenceTests.series(day: "2026-04-13", utc: "2026-04-12T22:00:00.000Z")
      let answer = try #require(
        try await desk.phone.sync(
          .add("done", copy.fragment), .change(ItemClass.tasks.serverId(series), moved.fragment)))
      #expect(answer.responses.map(\.status) == [.success])
      let done = try #require(ItemClass.tasks.record(of: answer.responses.first?.serverId))
      #expect(done != series)
      let record = try await desk.stored(done).record
      #expect(record["Status"] == .integer(3) && record["Austragsdatum"] == .text("2026-04-06"))
      #expect(
        record["Betreff"] == .text("Blumen gießen") && record["Deadline"] == .text("2026-04-06 00:00:00"))
      #expect(try await desk.stored(series).record["Deadline"] == .text("2026-04-13 00:00:00"))
      try await desk.settle()
      for device in [desk.phone, desk.other] {
        #expect(Set(device.items.keys) == [series])
        #expect(try device.items[series]?.texts(in: Tasks.recurrence)["DeadOccur"] == "0")
      }
    }
  }
}
