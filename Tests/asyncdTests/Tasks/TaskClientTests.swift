import Database
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

@Suite("Tasks in the shapes of clients") struct TaskClientTests {
  /// A task that a client adds, with what is stored of it, and how it completes it.
  struct Added: Sendable, CustomTestStringConvertible {
    let client: TaskClient
    let elements: [Wire]
    let fields: [String: SQLValue]
    var reminder: String?
    /// Elements that are kept and given back.
    var kept: [String] = []

    var testDescription: String { client.testDescription }
  }

  private static let common: [String: SQLValue] = [
    "Betreff": .text("Exposé drucken"), "Verantwortung": .text("theobald"), "Status": .integer(1),
  ]

  private static func recurrence(_ start: String) -> Wire {
    Wire(
      Tasks.recurrence,
      [
        .task(.type, "1"), .task(.start, start), .task(.interval, "1"), .task(.dayOfWeek, "16"),
        .task(.regenerate, "0"), .task(.deadOccur, "0"),
      ])
  }

  static let added: [Added] =
    ManualTaskTests.versions.flatMap { version in
      [
        Added(
          client: .thunderbird(version),
          elements: [
            .task(.subject, "Exposé drucken"), .body("Zwei Stück,\r\nfarbig"), .task(.importance, "1"),
            .task(.startDate, "2026-04-07T00:00:00.000Z"), .task(.utcStartDate, "2026-04-06T22:00:00.000Z"),
            .task(.dueDate, "2026-04-09T00:00:00.000Z"), .task(.utcDueDate, "2026-04-08T22:00:00.000Z"),
            .task(.categories),
            recurrence(version < .v16_0 ? "2026-04-06T22:00:00.000Z" : "2026-04-07T00:00:00.000Z"),
            .task(.complete, "0"), .task(.sensitivity, "0"), .task(.reminderSet, "0"),
          ],
          fields: [
            "Aufgabe": .text("Zwei Stück,\nfarbig"), "Prio": .integer(3),
            "Beginnt_am": .text("2026-04-07 00:00:00"),
            "Deadline": .text("2026-04-09 00:00:00"), "Deadline_strikt": .integer(1),
          ], kept: ["Recurrence"]),
        Added(
          client: .nine(version),
          elements: [
            .body("<div dir=\"ltr\"><p>Zwei Stück,</p><p>farbig</p></div>", type: 2),
            .task(.subject, "Exposé drucken"),
            .task(.importance, "2"), .task(.utcDueDate, "2026-04-09T04:00:00Z"),
            .task(.dueDate, "2026-04-09T00:00:00Z"),
            .categories("Drucksachen", "telefon"), .task(.complete, "0"), .task(.sensitivity, "2"),
            .task(.reminderSet, "1"), .task(.reminderTime, "2026-04-08T07:00:00Z"),
          ],
          fields: [
            "Aufgabe": .text("Zwei Stück,\n\nfarbig"), "Prio": .integer(2), "Privat": .integer(1),
            "Deadline": .text("2026-04-09 00:00:00"), "Deadline_strikt": .integer(1),
          ], reminder: "2026-04-08 09:00:00"),
        Added(
          client: .samsung(version),
          elements: [
            .task(.subject, "Exposé\u{8} drucken\u{1}"), .body(""), .task(.importance, "0"),
            .task(.utcDueDate, "2026-04-09T00:00:00.000Z"), .task(.dueDate, "2026-04-09T00:00:00.000Z"),
            .task(.complete, "0"), .task(.reminderSet, "0"),
          ],
          fields: [
            "Prio": .integer(4), "Deadline": .text("2026-04-09 00:00:00"), "Deadline_strikt": .integer(1),
          ]),
        Added(
          client: .reminders(version),
          elements: [
            .body("Zwei Stück", [Wire(AirSyncBase.estimatedDataSize, "11")]),
            .task(.subject, "Exposé drucken"),
            .task(.importance, "1"), .task(.utcDueDate, "2026-04-09T07:00:00.000Z"),
            .task(.dueDate, "2026-04-09T09:00:00.000Z"), recurrence("2026-04-09T00:00:00.000Z"),
            .task(.complete, "0"),
            .task(.sensitivity, "1"), .task(.reminderTime, "2026-04-09T07:00:00.000Z"),
            .task(.reminderSet, "1"),
            .task(.ordinalDate, "2026-03-23T11:00:00.123Z"), .task(.subOrdinalDate, "5"),
          ],
          fields: [
            "Aufgabe": .text("Zwei Stück"), "Deadline": .text("2026-04-09 09:00:00"),
            "Deadline_Zeit": .text("09:00:00"),
          ], reminder: "2026-04-09 09:00:00", kept: ["Recurrence", "OrdinalDate", "SubOrdinalDate"]),
      ]
    } + [
      Added(
        client: .outlook,
        elements: [
          .task(.subject, "Exposé drucken"), .task(.importance, "1"),
          .task(.utcStartDate, "2026-04-06T22:00:00.000Z"), .task(.startDate, "2026-04-07T00:00:00.000Z"),
          .task(.utcDueDate, "2026-04-08T22:00:00.000Z"), .task(.dueDate, "2026-04-09T00:00:00.000Z"),
          .categories("Rote Kategorie"), .task(.complete, "0"), .task(.sensitivity, "3"),
          .task(.reminderSet, "1"), .task(.reminderTime, "2026-04-09T06:00:00.000Z"),
        ],
        fields: [
          "Aufgabe": .null, "Privat": .integer(1), "Beginnt_am": .text("2026-04-07 00:00:00"),
          "Deadline": .text("2026-04-09 00:00:00"),
        ], reminder: "2026-04-09 08:00:00")
    ]

  @Test(arguments: added) func aTaskIsAddedAndCompleted(added: Added) async throws {
    try await TaskDesk.run(added.client.version, options: added.client.options) { desk in
      let id = try await desk.add(added.elements)
      let task = try await desk.stored(id)
      for (name, value) in Self.common.merging(added.fields, uniquingKeysWith: { $1 }) {
        #expect(task.record[name] ?? .null == value, "\(name)")
      }
      #expect(task.reminder == added.reminder)
      // It gets what is stored otherwise, once.
      #expect(try await desk.told().count <= 1)
      try await desk.other.settle()
      for name in added.kept {
        #expect(try desk.other.items[id]?.names.contains(name) == true, "\(name)")
      }
      try await desk.change(id, [.task(.complete, "1"), .task(.dateCompleted, "2026-03-23T11:00:00.000Z")])
      #expect(try await desk.stored(id).record["Austragsdatum"] == .text("2026-03-23"))
      #expect(try await desk.told() == ["delete \(id)"])
    }
  }

  /// „… onOffice enterprise hingegen nur je einen Wert für „Art”.“ What is no kind is the user's own.
  @Test func categoriesThatAreNoKindAreKept() async throws {
    try await TaskDesk.run(.v16_1) { desk in
      let id = try await desk.add([
        .task(.subject, "x"), .categories("Drucksachen", "telefon", "Sommer", "To-do"),
      ])
      #expect(try await desk.stored(id).record["Art"] == .integer(desk.people.kinds[1]))
      #expect(try await desk.told() == ["change \(id)"])
      #expect(
        try desk.phone.items[id]?.texts(in: Tasks.categories) == ["Category": "Telefon|Drucksachen|Sommer"])
      // Another kind in onOffice leaves them.
      try await desk.edit(id, ["Art": .integer(desk.people.kinds[0])])
      try await desk.settle()
      for device in [desk.phone, desk.other] {
        #expect(try device.items[id]?.texts(in: Tasks.categories) == ["Category": "To-do|Drucksachen|Sommer"])
      }
      let before = try await desk.stored(id)
      try await desk.change(id, [.categories("Drucksachen", "Sommer", "To-do")])
      #expect(try await desk.difference(from: before) == [:])
      #expect(try await desk.told() == ["change \(id)"])
      try await desk.change(id, [.categories("To-do", "Sommer")])
      #expect(try await desk.difference(from: before) == [:])
      try await desk.settle()
      #expect(try desk.other.items[id]?.texts(in: Tasks.categories) == ["Category": "To-do|Sommer"])
    }
  }

  /// Whatever a task is, a client that sends it back as it was shown changes nothing.
  @Test(arguments: zip(TaskClient.all, 0..<TaskClient.all.count))
  func aTaskThatComesBackChangesNothing(client: TaskClient, seed: Int) async throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let stored = (0..<20).map { _ in TaskDesk.Stored(random: &random) }
    let kept = (0..<20).map { _ in RandomTask.kept(client.version, &random) }
    try await TaskDesk.run(client.version, options: client.options, stored) { desk in
      for (id, elements) in zip(desk.tasks, kept) where !elements.isEmpty {
        try await desk.change(id, elements, by: desk.other)
      }
      try await desk.settle()
      for id in desk.tasks {
        let before = try await desk.stored(id)
        desk.wait()
        let shown = try #require(desk.phone.items[id])
        let sent = try client.sendingBack(shown)
        let answer = try await desk.phone.sync(.change(ItemClass.tasks.serverId(id), sent))
        #expect(answer?.responses.isEmpty != false)
        let (after, difference) = (try await desk.stored(id), try await desk.difference(from: before))
        #expect(after.record == before.record && after.reminder == before.reminder, "\(difference)")
      }
      // Nothing comes down again, to whomever.
      #expect(try await desk.told() == [])
      #expect(try await desk.told(to: desk.other) == [])
    }
  }
}

/// Parts of tasks that are drawn by lot.
enum RandomTask {
  /// What onOffice has no field for.
  static func kept(_ version: ProtocolVersion, _ random: inout SeededGenerator) -> [Wire] {
    var elements: [Wire] = []
    if Bool.random(using: &random), let pattern = TaskRecurrenceTests.patterns.randomElement(using: &random) {
      elements.append(Wire(Tasks.recurrence, pattern))
    }
    if Bool.random(using: &random) { elements.append(.task(.ordinalDate, "2026-03-22T10:11:12.345Z")) }
    return elements
  }
}

extension TaskDesk.Stored {
  /// A task by lot, its times such as summer time makes difficult among them.
  init(random: inout SeededGenerator) {
    let choices: [(String, [SQLValue])] = [
      ("Betreff", [.text("Exposé"), .text("a & <b>"), .text(" Rand ")]),
      (
        "Aufgabe",
        [.text("Eins"), .text("Eins\r\nZwei\r"), .text("a  b\n  - c"), .text("Ü 😀 \"<&\n\nEnde\n")]
      ),
      ("Prio", (0...5).map { .integer($0) }), ("Status", [1, 2, 4, 6, 7, 8].map { .integer($0) }),
      ("Stand", [0, 25, 100].map { .integer($0) }), ("erledigt", [.integer(0), .integer(1)]),
      ("Austragsdatum", [.text("2026-01-01")]), ("Art", (1...4).map { .integer($0) }),
      ("Beginnt_am", [.text("2026-03-29 02:30:00"), .text("2026-06-01 00:00:00")]),
      ("Beginnt_um", [.text("10:00:00")]),
      ("Deadline", [.text("2026-10-25 00:00:00"), .text("2026-12-31 23:59:00")]),
      ("Deadline_Zeit", [.text("02:30:00")]),
      ("Deadline_strikt", [.integer(0), .integer(1)]), ("Privat", [.integer(0), .integer(1)]),
      ("Bearbeiter", [.text("petra")]), ("Kommentar", [.text("x")]), ("Aufwand_Soll_NUM", [.real(1.5)]),
    ]
    for (field, values) in choices where Bool.random(using: &random) {
      fields[field] = values.randomElement(using: &random)
    }
    let reminders = [nil, "2026-10-25 02:30:00", "2026-03-29 03:15:30", "2026-05-05 07:00:00"]
    reminder = reminders.randomElement(using: &random) ?? nil
  }
}
