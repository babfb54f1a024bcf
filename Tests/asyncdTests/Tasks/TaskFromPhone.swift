import Database
import SyncModel
import Testing
import WBXML

/// The manual's table "Synchronisation vom Client zu onOffice enterprise", 12.1, of tasks.
enum TaskFromPhone {
  typealias Row = RowFromPhone<TaskDesk.Stored>

  private static let category: [any CodePage] = [Tasks.categories, Tasks.category]

  /// The rows for an office with these kinds of task.
  static func all(kinds: [Int64]) -> [Row] {
    texts + art(kinds) + newArt(kinds) + priorities + starts + deadlines + privacy + responsibility
      + completion
  }

  private static let texts = [
    Row(
      "Betreff", ["Betreff": .text("Alt")], [.task(.subject, "Neu & „schön“ 😀")],
      [
        "Betreff": .text("Neu & „schön“ 😀")
      ]),
    Row("Betreff: emptied", ["Betreff": .text("Alt")], [.task(.subject)], ["Betreff": .null]),
    Row(
      "Betreff: cut at 255", ["Betreff": .text("Alt")],
      [.task(.subject, String(repeating: "ä", count: 300))],
      ["Betreff": .text(String(repeating: "ä", count: 255))],
      comesBack: [([Tasks.subject], String(repeating: "ä", count: 255))]),
    Row(
      "Betreff: no letter is cut in two", ["Betreff": .text("Alt")],
      [.task(.subject, String(repeating: "x", count: 254) + "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}")],
      ["Betreff": .text(String(repeating: "x", count: 254))],
      comesBack: [([Tasks.subject], String(repeating: "x", count: 254))]),
    Row(
      "Betreff: one letter of more than 255 signs", ["Betreff": .text("Alt")],
      [.task(.subject, "a" + String(repeating: "\u{301}", count: 300))],
      ["Betreff": .text("a" + String(repeating: "\u{301}", count: 254))],
      comesBack: [([Tasks.subject], "a" + String(repeating: "\u{301}", count: 254))]),
    Row(
      "Aufgabenbeschreibung", ["Aufgabe": .text("Alt")], [.body("Eins\r\nZwei\r\n\r\nVier")],
      [
        "Aufgabe": .text("Eins\nZwei\n\nVier")
      ]),
    Row(
      "Aufgabenbeschreibung: emptied", ["Aufgabe": .text("Alt")], [.body("")], ["Aufgabe": .null]),
    Row(
      "Aufgabenbeschreibung: nothing of it sent", ["Aufgabe": .text("Alt")], [.task(.subject, "x")],
      [
        "Betreff": .text("x")
      ]),
  ]

  /// „Beim Sync wird der erste bei onOffice enterprise bekannte Wert übernommen. Hierbei wird der Textwert verglichen
  /// (z. B. „Telefon” oder „To-do”).“
  private static func art(_ kinds: [Int64]) -> [Row] {
    let todo: [String: SQLValue] = ["Art": .integer(kinds[0])]
    let telephone: [String: SQLValue] = ["Art": .integer(kinds[1])]
    let visit: [String: SQLValue] = ["Art": .integer(kinds[2])]
    return [
      Row("Art: Telefon", todo, [.categories("Telefon")], telephone),
      Row(
        "Art: in other letters", todo, [.categories("tELEFON")], telephone, comesBack: [(category, "Telefon")]
      ),
      Row(
        "Art: the same in other letters", todo, [.categories("to-DO")], [:], comesBack: [(category, "To-do")]),
      Row("Art: spaces around it", todo, [.categories(" Telefon ")], telephone),
      Row(
        "Art: the first known one", todo, [.categories("Sommer", "Telefon", "Besichtigung")], telephone),
      Row("Art: the first known one is what it is", todo, [.categories("To-do", "Telefon")], [:]),
      Row("Art: none is known", todo, [.categories("Sommer", "Winter")], [:]),
      Row("Art: an empty one", todo, [.categories("", "Telefon")], telephone),
      Row("Art: none any more", todo, [.task(.categories)], [:], comesBack: [(category, "To-do")]),
      Row("Art: nothing of it sent", todo, [.task(.importance, "1")], [:]),
      Row("Art: two kinds of one label", todo, [.categories("Besichtigung")], visit),
      Row(
        "Art: the other of two kinds of one label stays", ["Art": .integer(kinds[3])],
        [.categories("Besichtigung", "Telefon")], [:]),
      Row(
        "Art: the other of two kinds of one label stays in other letters", ["Art": .integer(kinds[3])],
        [.categories("BESICHTIGUNG")], [:], comesBack: [(category, "Besichtigung")]),
    ]
  }

  private static func newArt(_ kinds: [Int64]) -> [Row] {
    [
      Row(
        "Art of a new one", new: [.task(.subject, "x"), .categories("telefon")],
        [
          "Art": .integer(kinds[1])
        ]),
      Row(
        "Art of a new one: none is known", new: [.task(.subject, "x"), .categories("Sommer")],
        [
          "Art": .integer(kinds[0])
        ]),
      Row(
        "Art of a new one: none", new: [.task(.subject, "x")], ["Art": .integer(kinds[0])]),
    ]
  }

  /// „Die vom Sync-Protokoll unterstützten 3 Prioritäten werden auf die von onOffice enterprise unterstützten Werte
  /// „Niedrig”, „Normal” und „Hoch” abgebildet.“ The finer ones survive as long as the importance does.
  private static let priorities =
    [
      (1, "2", nil), (2, "2", nil), (3, "2", 2), (4, "2", 2), (5, "2", 2), (0, "2", 2),
      (1, "1", 3), (2, "1", 3), (3, "1", nil), (4, "1", 3), (5, "1", 3), (0, "1", nil),
      (1, "0", 4), (2, "0", 4), (3, "0", 4), (4, "0", nil), (5, "0", nil), (0, "0", 4),
      (1, "7", nil), (5, "-1", nil),
    ].map { (stored: Int64, importance: String, becomes: Int64?) in
      Row(
        "Priorität \(stored), Importance \(importance)", ["Betreff": .text("Alt"), "Prio": .integer(stored)],
        [.task(.subject, "Neu"), .task(.importance, importance)],
        ["Betreff": .text("Neu")].merging(becomes.map { ["Prio": .integer($0)] } ?? [:]) { $1 })
    } + [
      Row("Priorität of a new one: none", new: [.task(.subject, "x")], ["Prio": .integer(3)]),
      Row(
        "Priorität of a new one", new: [.task(.subject, "x"), .task(.importance, "0")],
        [
          "Prio": .integer(4)
        ]),
    ]

  /// „Wird auf dem Client ein Startzeitpunkt gesetzt, wird das Feld „Zurückgestellt” auf diesen Wert gesetzt.“
  private static let starts: [Row] = {
    let stored: [String: SQLValue] = [
      "Beginnt_am": .text("2026-06-01 00:00:00"), "Beginnt_um": .text("08:30:00"), "Status": .integer(4),
    ]
    let june = "2026-06-01T00:00:00.000Z"
    return [
      Row(
        "Zurückgestellt", [:], Wire.start(june, "2026-05-31T22:00:00.000Z"),
        [
          "Beginnt_am": .text("2026-06-01 00:00:00")
        ]),
      Row(
        "Zurückgestellt with a time", [:], Wire.start("2026-06-01T08:30:00.000Z", "2026-06-01T06:30:00.000Z"),
        ["Beginnt_am": .text("2026-06-01 08:30:00"), "Beginnt_um": .text("08:30:00")]),
      Row(
        "Zurückgestellt: the time stays with the day", stored, Wire.start(june, "2026-05-31T22:00:00.000Z"),
        [:],
        comesBack: [([Tasks.startDate], "2026-06-01T08:30:00.000Z")]),
      Row(
        "Zurückgestellt: another day", stored,
        Wire.start("2026-06-02T00:00:00.000Z", "2026-06-01T22:00:00.000Z"),
        ["Beginnt_am": .text("2026-06-02 00:00:00"), "Beginnt_um": .null]),
      Row(
        "Zurückgestellt: taken away", stored, [.task(.startDate), .task(.utcStartDate)],
        ["Beginnt_am": .null, "Beginnt_um": .null]),
      Row("Zurückgestellt: nothing of it sent", stored, [.task(.importance, "1")], [:]),
    ]
  }()

  /// „Wird zusammen mit Fällig am gesetzt, wenn der Client eine Fälligkeit setzt.“ „Wird gesetzt, wenn der Client eine
  /// Fälligkeit einträgt. Entspricht dem Duedate beim Sync-Protokoll.“
  private static let deadlines: [Row] = {
    let unticked: [String: SQLValue] = [
      "Deadline": .text("2026-04-09 00:00:00"), "Deadline_Zeit": .text("17:00:00"),
    ]
    let ticked = unticked.merging(["Deadline_strikt": .integer(1)]) { $1 }
    let april = Wire.due("2026-04-09T00:00:00.000Z", "2026-04-08T22:00:00.000Z")
    return [
      Row(
        "Fällig am with Deadline („ext“)", [:], april,
        [
          "Deadline_strikt": .integer(1), "Deadline": .text("2026-04-09 00:00:00"),
        ]),
      Row(
        "Fällig am: the day that stood there without Deadline", unticked, april,
        ["Deadline_strikt": .integer(1)],
        comesBack: [([Tasks.dueDate], "2026-04-09T17:00:00.000Z")]),
      Row(
        "Fällig am: the time stays with the day", ticked, april, [:],
        comesBack: [([Tasks.dueDate], "2026-04-09T17:00:00.000Z")]),
      Row(
        "Fällig am: another day", ticked, Wire.due("2026-04-10T00:00:00.000Z", "2026-04-09T22:00:00.000Z"),
        ["Deadline": .text("2026-04-10 00:00:00"), "Deadline_Zeit": .null]),
      Row(
        "Fällig am: taken away", ticked, [.task(.utcDueDate), .task(.dueDate)],
        ["Deadline_strikt": .integer(0)]),
      Row(
        "Fällig am: none was shown, none is sent", unticked, [.task(.utcDueDate), .task(.dueDate)], [:]),
      Row("Fällig am: nothing of it sent", ticked, [.task(.importance, "1")], [:]),
      Row(
        "Fällig am of a new one", new: [.task(.subject, "x")] + april,
        [
          "Deadline_strikt": .integer(1), "Deadline": .text("2026-04-09 00:00:00"),
        ]),
    ]
  }()

  /// „Wird gesetzt, wenn der Client die Sensitivity auf „Private” setzt.“
  private static let privacy = [
    (0, "0", nil), (0, "1", nil), (0, "2", 1), (0, "3", 1), (1, "0", 0), (1, "1", 0), (1, "2", nil),
    (1, "3", nil),
  ].map { (stored: Int64, sensitivity: String, becomes: Int64?) in
    Row(
      "Privat \(stored), Sensitivity \(sensitivity)", ["Privat": .integer(stored)],
      [.task(.sensitivity, sensitivity)], becomes.map { ["Privat": .integer($0)] } ?? [:])
  }

  private static let responsibility = [
    // „Beim Neuanlegen einer Aufgabe auf Client-Seite wird „Verantwortung” auf den Benutzernamen gesetzt, mit dem der
    // Sync erfolgt.“
    Row(
      "Verantwortung of a new one", new: [.task(.subject, "x")],
      [
        "Verantwortung": .text("theobald"), "von": .text("theobald"), "Bearbeiter": .null,
        "Status": .integer(1),
        "Eintragsdatum": .text("2026-03-23"),
      ]),
    // „Bei Änderungen an bestehenden Aufgaben auf dem Client bleiben Verantwortung und Bearbeiter unverändert.“
    Row(
      "Verantwortung unchanged", ["Verantwortung": .text("petra"), "Bearbeiter": .text("theobald")],
      [.task(.subject, "Neu")], ["Betreff": .text("Neu")]),
    Row(
      "Bearbeiter unchanged", ["Bearbeiter": .text("petra")], [.task(.subject, "Neu")],
      ["Betreff": .text("Neu")]),
  ]

  private static let done: [String: SQLValue] = [
    "Status": .integer(3), "erledigt": .integer(1), "Stand": .integer(100),
  ]

  private static let completion = [
    // „Wird auf „Erledigt” gesetzt, wenn die Aufgabe im Client als „Completed” markiert wird.“ „Wird auf 100 % gesetzt,
    // wenn …“ „Wird auf das Datum gesetzt, an dem der Client die Aufgabe als „Completed” gesetzt hat.“
    Row(
      "Status, Stand, Erledigt am", ["Status": .integer(2), "Stand": .integer(25)],
      [.task(.complete, "1"), .task(.dateCompleted, "2026-03-22T09:15:00.000Z")],
      done.merging(["Austragsdatum": .text("2026-03-22")]) { $1 }),
    Row(
      "Erledigt am: the client does not say", ["Status": .integer(1)], [.task(.complete, "1")],
      done.merging(["Austragsdatum": .text("2026-03-23")]) { $1 }),
    // „Ansonsten wird das Feld nicht unterstützt.“
    Row(
      "Status, Stand, Erledigt am otherwise",
      ["Status": .integer(2), "Stand": .integer(25), "erledigt": .integer(0)],
      [.task(.complete, "0"), .task(.subject, "Neu")], ["Betreff": .text("Neu")]),
    Row(
      "Erledigt am without Completed", ["Status": .integer(2)],
      [.task(.dateCompleted, "2026-03-22T09:15:00.000Z"), .task(.subject, "Neu")], ["Betreff": .text("Neu")]),
    Row(
      "Status of a new one",
      new: [.task(.subject, "x"), .task(.complete, "1"), .task(.dateCompleted, "2026-03-20T12:00:00.000Z")],
      done.merging(["Austragsdatum": .text("2026-03-20"), "Verantwortung": .text("theobald")]) { $1 }),
  ]
}
