import Database
import SyncModel
import Testing
import WBXML

/// One row of the manual's table "Synchronisation von onOffice enterprise zum Client", 12.1: a task in onOffice and
/// the elements that a device gets.
struct TaskToPhone: Sendable, CustomTestStringConvertible {
  /// The row with what it shows; the manual's sentence where it decides.
  let row: String
  var stored = TaskDesk.Stored()
  /// The elements by their paths; nil is an element that is not there.
  let expected: [([any CodePage], String?)]

  init(
    _ row: String, _ fields: [String: SQLValue], reminder: String? = nil,
    _ expected: [([any CodePage], String?)]
  ) {
    self.row = row
    stored = TaskDesk.Stored(fields: fields, reminder: reminder)
    self.expected = expected
  }

  var testDescription: String { row }
}

// MARK: - The table
extension TaskToPhone {
  private static let category: [any CodePage] = [Tasks.categories, Tasks.category]
  private static let notes: [any CodePage] = [AirSyncBase.body, AirSyncBase.data]

  /// The rows for an office with these kinds of task.
  static func all(kinds: [Int64]) -> [TaskToPhone] {
    texts + art(kinds) + priorities + dates + privacy + states + reminders
  }

  private static let texts = [
    TaskToPhone(
      "Betreff", ["Betreff": .text("Exposé & Grundriß <2> 😀")],
      [
        ([Tasks.subject], "Exposé & Grundriß <2> 😀")
      ]),
    TaskToPhone("Betreff: none", [:], [([Tasks.subject], nil)]),
    TaskToPhone(
      "Aufgabenbeschreibung", ["Aufgabe": .text("Zeile 1\nZeile 2\r\n\r\nZeile 4")],
      [
        (notes, "Zeile 1\r\nZeile 2\r\n\r\nZeile 4"), ([AirSyncBase.body, AirSyncBase.type], "1"),
        ([AirSyncBase.body, AirSyncBase.estimatedDataSize], "27"), ([AirSyncBase.nativeBodyType], "1"),
        ([AirSyncBase.body, AirSyncBase.truncated], nil),
      ]),
    TaskToPhone(
      "Aufgabenbeschreibung: none", [:],
      [
        (notes, nil), ([AirSyncBase.body, AirSyncBase.estimatedDataSize], "0"),
      ]),
  ]

  /// „Beim Sync wird der Textwert (z. B. „To-do“) übertragen. … Entspricht der Category beim Sync-Protokoll.“
  private static func art(_ kinds: [Int64]) -> [TaskToPhone] {
    [
      TaskToPhone("Art: To-do", ["Art": .integer(kinds[0])], [(category, "To-do")]),
      TaskToPhone("Art: Telefon", ["Art": .integer(kinds[1])], [(category, "Telefon")]),
      TaskToPhone(
        "Art: the second of two with one label", ["Art": .integer(kinds[3])],
        [
          (category, "Besichtigung")
        ]),
    ]
  }

  /// „Die in onOffice enterprise unterstützten 6 Prioritäten werden auf die vom Sync unterstützten 3 Werte für
  /// Importance (High, Normal, Low) gemappt.“
  private static let priorities =
    [(0, "1"), (1, "2"), (2, "2"), (3, "1"), (4, "0"), (5, "0")].map {
      (priority: Int64, importance: String) in
      TaskToPhone("Priorität \(priority)", ["Prio": .integer(priority)], [([Tasks.importance], importance)])
    } + [TaskToPhone("Priorität: none", [:], [([Tasks.importance], "1")])]

  private static let dates = [
    // „Startzeitpunkt der Aufgabe … Entspricht dem Startdate beim Sync-Protokoll.“
    TaskToPhone(
      "Zurückgestellt", ["Beginnt_am": .text("2026-06-01 00:00:00"), "Beginnt_um": .text("08:30:00")],
      [
        ([Tasks.startDate], "2026-06-01T08:30:00.000Z"), ([Tasks.utcStartDate], "2026-06-01T06:30:00.000Z"),
      ]),
    TaskToPhone(
      "Zurückgestellt: the day alone", ["Beginnt_am": .text("2026-12-01 00:00:00")],
      [
        ([Tasks.startDate], "2026-12-01T00:00:00.000Z"), ([Tasks.utcStartDate], "2026-11-30T23:00:00.000Z"),
      ]),
    TaskToPhone(
      "Zurückgestellt: none", ["Beginnt_um": .text("08:30:00")],
      [
        ([Tasks.startDate], nil), ([Tasks.utcStartDate], nil),
      ]),
    // „Wird zusammen mit Fällig am zum Client übertragen. Entspricht dem Setzen des Duedate beim Sync-Protokoll.“
    TaskToPhone(
      "Deadline („ext“) with Fällig am",
      [
        "Deadline_strikt": .integer(1), "Deadline": .text("2026-04-09 00:00:00"),
        "Deadline_Zeit": .text("17:00:00"),
      ],
      [([Tasks.dueDate], "2026-04-09T17:00:00.000Z"), ([Tasks.utcDueDate], "2026-04-09T15:00:00.000Z")]),
    // „Wird nur übertragen, wenn gleichzeitig Deadline gesetzt ist.“
    TaskToPhone(
      "Fällig am without Deadline", ["Deadline": .text("2026-04-09 00:00:00")],
      [
        ([Tasks.dueDate], nil), ([Tasks.utcDueDate], nil),
      ]),
    TaskToPhone(
      "Fällig am with Deadline not ticked",
      ["Deadline_strikt": .integer(0), "Deadline": .text("2026-04-09 00:00:00")],
      [([Tasks.dueDate], nil), ([Tasks.utcDueDate], nil)]),
    TaskToPhone(
      "Deadline without Fällig am", ["Deadline_strikt": .integer(1)],
      [
        ([Tasks.dueDate], nil), ([Tasks.utcDueDate], nil),
      ]),
  ]

  /// „Private Aufgaben werden beim Sync auf den Wert „Private” gemappt, ansonsten erhalten Aufgaben die Sensitivity
  /// „Personal”.“
  private static let privacy = [
    TaskToPhone("Privat", ["Privat": .integer(1)], [([Tasks.sensitivity], "2")]),
    TaskToPhone("Privat: not ticked", ["Privat": .integer(0)], [([Tasks.sensitivity], "1")]),
    TaskToPhone("Privat: none", [:], [([Tasks.sensitivity], "1")]),
  ]

  /// „… Ansonsten wird das Feld „Status” nicht unterstützt.“
  private static let states = [1, 2, 4, 6, 7, 8].map { (status: Int64) in
    TaskToPhone(
      "Status \(status), Stand, Erledigt am",
      ["Status": .integer(status), "Stand": .integer(75), "Austragsdatum": .text("2026-03-01")],
      [([Tasks.complete], "0"), ([Tasks.dateCompleted], nil)])
  }

  private static let reminders = [
    TaskToPhone(
      "Erinnerung", [:], reminder: "2026-04-08 09:00:00",
      [
        ([Tasks.reminderSet], "1"), ([Tasks.reminderTime], "2026-04-08T07:00:00.000Z"),
      ]),
    TaskToPhone("Erinnerung: none", [:], [([Tasks.reminderSet], "0"), ([Tasks.reminderTime], nil)]),
  ]
}
