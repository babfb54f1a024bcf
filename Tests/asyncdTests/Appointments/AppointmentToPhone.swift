import Database
import SyncModel
import Testing
import WBXML

/// One row of the manual's table "Synchronisation von onOffice enterprise zum Client", 12.2: an appointment in
/// onOffice and what a device gets of it.
struct AppointmentToPhone: Sendable, CustomTestStringConvertible {
  typealias Path = [any CodePage]

  /// The row with what it shows; the manual's sentence where it decides.
  let row: String
  var stored = AppointmentDesk.Stored()
  /// The elements by their paths; nil is an element that is not there. Nil for all if it is not on the device.
  var expected: [(Path, String?)]?
  /// Attendees as `mail|name|type|status`.
  var attendees: Set<String>?

  init(_ row: String, _ fields: [String: SQLValue] = [:], _ expected: [(Path, String?)]? = nil) {
    self.row = row
    stored.fields = fields
    self.expected = expected
  }

  /// A row of participants.
  init(_ row: String, linked stored: AppointmentDesk.Stored, attendees: Set<String>) {
    self.row = row
    self.stored = stored
    self.attendees = attendees
    let isMeeting = !attendees.isEmpty
    expected = [
      ([Calendar.meetingStatus], isMeeting ? "1" : "0"),
      ([Calendar.organizerEmail], "theobald_MeinMandant@onoffice.de"),
      ([Calendar.organizerName], "Theobald Tiger"),
    ]
  }

  var testDescription: String { row }
}

// MARK: - The table
extension AppointmentToPhone {
  private static let category: Path = [Calendar.categories, Calendar.category]
  private static let notes: Path = [AirSyncBase.body, AirSyncBase.data]

  /// The rows for a version.
  static func all(_ people: AppointmentDesk.People, for version: ProtocolVersion) -> [AppointmentToPhone] {
    texts + states + privacy + times(version) + series + places(version) + reminders + estates(people)
      + participants(people)
  }

  private static let texts = [
    AppointmentToPhone(
      "Betreff", ["description": .text("Exposé & Grundriß <2> 😀")],
      [([Calendar.subject], "Exposé & Grundriß <2> 😀")]),
    AppointmentToPhone("Betreff: none", [:], [([Calendar.subject], nil)]),
    AppointmentToPhone(
      "Notizen", ["note": .text("Zeile 1\nZeile 2\r\n\r\nZeile 4")],
      [
        (notes, "Zeile 1\r\nZeile 2\r\n\r\nZeile 4"), ([AirSyncBase.body, AirSyncBase.type], "1"),
        ([AirSyncBase.body, AirSyncBase.truncated], nil), ([AirSyncBase.nativeBodyType], "1"),
      ]),
    AppointmentToPhone(
      "Notizen: none", [:], [(notes, nil), ([AirSyncBase.body, AirSyncBase.estimatedDataSize], "0")]),
    // „Wird nicht in allen Kalendern angezeigt.“
    AppointmentToPhone("Terminart", ["art": .text("ind1")], [(category, "Notartermin")]),
  ]

  /// „Abgesagte Termine werden nicht übertragen.“
  private static let states = [
    AppointmentToPhone("Terminstatus: abgesagt", ["status": .text("canceled")]),
    AppointmentToPhone(
      "Terminstatus: aktiv", ["status": .text("active")], [([Calendar.busyStatus], "2")]),
    AppointmentToPhone(
      "Terminstatus: erledigt", ["status": .text("completed"), "erledigt": .integer(1)],
      [([Calendar.busyStatus], "2")]),
    AppointmentToPhone(
      "Terminstatus: Teilnehmer verfügbar", ["status": .text("participantsAvailable")],
      [([Calendar.busyStatus], "0")]),
  ]

  private static let privacy = [
    AppointmentToPhone("Privat", ["private": .integer(1)], [([Calendar.sensitivity], "2")]),
    AppointmentToPhone("Privat: not ticked", ["private": .integer(0)], [([Calendar.sensitivity], "0")]),
    AppointmentToPhone("Privat: none", [:], [([Calendar.sensitivity], "0")]),
  ]

  private static func times(_ version: ProtocolVersion) -> [AppointmentToPhone] {
    let isNew = version >= .v16_0
    return [
      AppointmentToPhone(
        "Beginnt am/um, Endet am/um",
        ["start_dt": .text("2026-04-10 08:15:00"), "end_dt": .text("2026-04-11 09:30:00")],
        [
          ([Calendar.startTime], "20260410T061500Z"), ([Calendar.endTime], "20260411T073000Z"),
          ([Calendar.allDayEvent], "0"),
        ]),
      AppointmentToPhone(
        "Beginnt am/um in winter",
        ["start_dt": .text("2026-03-28 08:15:00"), "end_dt": .text("2026-03-28 08:15:00")],
        [([Calendar.startTime], "20260328T071500Z"), ([Calendar.endTime], "20260328T071500Z")]),
      AppointmentToPhone(
        "Ganztagstermin",
        [
          "ganztags": .integer(1), "start_dt": .text("2026-04-10 00:00:00"),
          "end_dt": .text("2026-04-11 23:59:59"),
        ],
        [
          ([Calendar.allDayEvent], "1"),
          ([Calendar.startTime], isNew ? "20260410T000000Z" : "20260409T220000Z"),
          ([Calendar.endTime], isNew ? "20260412T000000Z" : "20260411T220000Z"),
        ]),
    ]
  }

  private static let series: [AppointmentToPhone] = {
    func path(_ token: Calendar) -> Path { [Calendar.recurrence, token] }
    func series(_ type: String, _ interval: Int64, _ more: [String: SQLValue] = [:]) -> [String: SQLValue] {
      ["rp_flag": .integer(1), "rp_type": .text(type), "rp_tage": .integer(interval)].merging(more) { $1 }
    }
    return [
      AppointmentToPhone(
        "Wiederholung: täglich", series("t", 3),
        [(path(.type), "0"), (path(.interval), "3"), (path(.until), nil)]),
      AppointmentToPhone(
        "Wiederholung: wöchentlich, on the start's day",
        series("w", 2, ["rp_ende_status": .integer(1), "rp_ende_datum": .text("2026-05-07")]),
        [
          (path(.type), "1"), (path(.interval), "2"), (path(.dayOfWeek), "16"),
          (path(.until), "20260507T080000Z"), (path(.occurrences), nil),
        ]),
      AppointmentToPhone(
        "Wiederholung: monatlich", series("m", 1),
        [(path(.type), "2"), (path(.interval), "1"), (path(.dayOfMonth), "9")]),
      AppointmentToPhone(
        "Wiederholung: jährlich", series("j", 1),
        [(path(.type), "5"), (path(.dayOfMonth), "9"), (path(.monthOfYear), "4")]),
      AppointmentToPhone(
        "Wiederholung: a date that is taken out", series("t", 1, ["rp_exception": .text("#2026-04-11")]),
        [([Calendar.exceptions, Calendar.exception, Calendar.deleted], "1")]),
      AppointmentToPhone(
        "Wiederholung: none", [:], [([Calendar.recurrence], nil), ([Calendar.exceptions], nil)]),
    ]
  }()

  private static func places(_ version: ProtocolVersion) -> [AppointmentToPhone] {
    let isNew = version >= .v16_0
    let place: Path = isNew ? [AirSyncBase.location, AirSyncBase.displayName] : [Calendar.location]
    let none: [(Path, String?)] = [([Calendar.location], nil), ([AirSyncBase.location], nil)]
    return [
      AppointmentToPhone(
        "Terminort", ["ort": .text("Seestr. 1, 12345 Berlin"), "location": .text("estate")],
        [(place, "Seestr. 1, 12345 Berlin")]),
      AppointmentToPhone(
        "Terminort: a meeting on the screen",
        ["ort": .text("https://video.example/4711"), "location": .text("customVideoUrl")],
        [(place, "https://video.example/4711")]),
      AppointmentToPhone("Terminort: keine Angaben", ["location": .text("keine Angaben")], none),
    ]
  }

  private static let reminders =
    AppointmentReminderTests.choices.map { text, minutes in
      AppointmentToPhone(
        "Erinnerung: \(text)", ["erinnerung": .text(text)], [([Calendar.reminder], String(minutes))])
    } + [AppointmentToPhone("Erinnerung: none", [:], [([Calendar.reminder], nil)])]

  /// „Werden als Notiz eingetragen.“
  private static func estates(_ people: AppointmentDesk.People) -> [AppointmentToPhone] {
    let block = [
      "[Immobilien aus onOffice]", "Nr. 4711: Villa am See | Seestr. 1, 12345 Berlin",
      "Nr. \(people.estates[1]): Hof & Scheune", "[Ende der Immobilien]",
    ]
    var alone = AppointmentToPhone(
      "Zugeordnete Immobilien", [:], [(notes, block.joined(separator: "\r\n"))])
    alone.stored.estates = Set(people.estates)
    var under = AppointmentToPhone(
      "Zugeordnete Immobilien under notes", ["note": .text("Schlüssel")],
      [(notes, (["Schlüssel", ""] + [block[0], block[1], block[3]]).joined(separator: "\r\n"))])
    under.stored.estates = [people.estates[0]]
    return [alone, under]
  }
}

// MARK: - Participants
extension AppointmentToPhone {
  /// „Werden als Teilnehmer in den Termin eingetragen.“ „Werden als neue Teilnehmer übertragen.“
  private static func participants(_ people: AppointmentDesk.People) -> [AppointmentToPhone] {
    [
      AppointmentToPhone("Zugeordnete Benutzer: the user alone", linked: .init(), attendees: []),
      AppointmentToPhone(
        "Zugeordnete Benutzer", linked: .init(users: [people.theobald, people.petra, people.ignaz]),
        attendees: [
          "petra@mandant.example|Petra Panter|1|0", "\(people.ignaz)@benutzer.invalid|Ignaz Wrobel|1|0",
        ]),
      AppointmentToPhone(
        "Zugeordnete Benutzer: a group", linked: .init(users: [people.petra], groups: [people.group]),
        attendees: [
          "petra@mandant.example|Petra Panter|1|0", "\(people.ignaz)@benutzer.invalid|Ignaz Wrobel|1|0",
        ]),
      AppointmentToPhone(
        "Zugeordnete Adressen",
        linked: .init(addresses: [
          people.anna: "confirmed", people.couple[0]: "canceled", people.couple[1]: "sent",
          people.bare: "not-set",
        ]),
        attendees: [
          "anna@kunde.example|Anna Kunde|1|3", "paar@kunde.example|Paul Kunde|1|4",
          "\(people.couple[1])@adresse.invalid|Paula Kunde|1|5",
          "\(people.bare)@adresse.invalid|Bruno Kunde|1|0",
        ]),
      AppointmentToPhone(
        "Zugeordnete Ressourcen", linked: .init(resources: ["Beamer", "Raum 1/2"]),
        attendees: ["Beamer@resource.invalid|Beamer|3|0", "Raum=201=2F2@resource.invalid|Großer Raum|3|0"]),
    ]
  }
}
