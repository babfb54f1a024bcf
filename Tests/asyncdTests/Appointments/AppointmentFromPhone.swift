import Database
import SyncModel
import Testing
import WBXML

/// The manual's table "Synchronisation vom Client zu onOffice enterprise", 12.2, of appointments.
enum AppointmentFromPhone {
  typealias Row = RowFromPhone<AppointmentDesk.Stored>

  private static let category: [any CodePage] = [Calendar.categories, Calendar.category]

  /// The rows for a version.
  static func all(for version: ProtocolVersion) -> [Row] {
    texts + kinds + newKinds + states + times + wholeDays(version) + series + reminders + places(version)
      + privacy + creation
  }

  private static let texts = [
    Row(
      "Betreff", ["description": .text("Alt")], [.calendar(.subject, "Neu & „schön“ 😀")],
      ["description": .text("Neu & „schön“ 😀")]),
    Row(
      "Betreff: emptied", ["description": .text("Alt")], [.calendar(.subject)], ["description": .null]),
    Row(
      "Betreff: as long as it likes", ["description": .text("Alt")],
      [.calendar(.subject, String(repeating: "ä", count: 1000))],
      ["description": .text(String(repeating: "ä", count: 1000))]),
    Row(
      "Notizen", ["note": .text("Alt")], [.body("Eins\r\nZwei\r\n\r\nVier")],
      ["note": .text("Eins\nZwei\n\nVier")]),
    Row(
      "Notizen as a page", ["note": .text("Alt")], [.body("<p>Eins &amp; zwei</p>", type: 2)],
      ["note": .text("Eins & zwei")]),
    Row("Notizen: emptied", ["note": .text("Alt")], [.body("")], ["note": .null]),
    Row(
      "Notizen: the line ends of onOffice stay", ["note": .text("Eins\r\nZwei")],
      [.body("Eins\nZwei"), .calendar(.subject, "x")], ["description": .text("x")]),
    Row(
      "Notizen: nothing of them sent", ["note": .text("Alt")], [.calendar(.subject, "x")],
      ["description": .text("x")]),
  ]

  private static let kinds: [Row] = {
    let stored: [String: SQLValue] = ["art": .text("ind0")]
    let notary: [String: SQLValue] = ["art": .text("ind1")]
    return [
      Row("Terminart", stored, [.calendarCategories("Notartermin")], notary),
      Row(
        "Terminart in any letter case", stored, [.calendarCategories("NOTARtermin")], notary,
        comesBack: [(category, "Notartermin")]),
      Row(
        "Terminart: the first known one", stored, [.calendarCategories("Sommer", "Notartermin", "Beratung")],
        notary, comesBack: [(category, "Notartermin")]),
      Row(
        "Terminart: the first known one is what it is", stored,
        [.calendarCategories("Besichtigung", "Notartermin")], [:]),
      Row(
        "Terminart: none is known", stored, [.calendarCategories("Sommer")], [:],
        comesBack: [(category, "Besichtigung")]),
      Row(
        "Terminart: none any more", stored, [.calendar(.categories)], [:],
        comesBack: [(category, "Besichtigung")]),
      Row(
        "Terminart: nothing of it sent", stored, [.calendar(.subject, "x")], ["description": .text("x")]),
    ]
  }()

  private static let newKinds = [
    Row(
      "Terminart of a new one", new: Wire.appointment() + [.calendarCategories("beratung")],
      ["art": .text("ind2")]),
    Row(
      "Terminart of a new one: none is known", new: Wire.appointment() + [.calendarCategories("Sommer")],
      ["art": .text("ind0")]),
    Row(
      "Terminart of a new one: none", new: Wire.appointment(), ["art": .text("ind0")]),
  ]

  /// No state of a device is one of onOffice's: how busy the user is stays with him.
  private static let states = [
    Row(
      "Terminstatus: free on the device", ["status": .text("active")], [.calendar(.busyStatus, "0")], [:]),
    Row(
      "Terminstatus: cancelled as a meeting", ["status": .text("completed")],
      [.calendar(.meetingStatus, "5")], [:]),
    Row(
      "Terminstatus: busy again", ["status": .text("participantsAvailable")], [.calendar(.busyStatus, "2")],
      [:], comesBack: [([Calendar.busyStatus], "0")]),
  ]

  private static let times = [
    Row(
      "Beginnt am/um, Endet am/um", [:], Wire.times("20260410T063000Z", "20260411T220000Z"),
      ["start_dt": .text("2026-04-10 08:30:00"), "end_dt": .text("2026-04-12 00:00:00")]),
    Row(
      "Beginnt am/um in winter", [:], Wire.times("20260327T063000Z", "20260327T070000Z"),
      ["start_dt": .text("2026-03-27 07:30:00"), "end_dt": .text("2026-03-27 08:00:00")]),
    Row(
      "Endet am/um alone", [:], [.calendar(.endTime, "20260409T093000Z")],
      ["end_dt": .text("2026-04-09 11:30:00")]),
    Row(
      "Endet am/um: no length at all", [:], [.calendar(.endTime, "20260409T080000Z")],
      ["end_dt": .text("2026-04-09 10:00:00")]),
    Row(
      "Beginnt am/um: nothing of it sent", [:], [.calendar(.subject, "x")], ["description": .text("x")]),
  ]

  private static func wholeDays(_ version: ProtocolVersion) -> [Row] {
    let isNew = version >= .v16_0
    let days =
      [Wire.calendar(.allDayEvent, "1")]
      + Wire.times(
        isNew ? "20260410T000000Z" : "20260409T220000Z", isNew ? "20260412T000000Z" : "20260411T220000Z")
    let whole: [String: SQLValue] = [
      "ganztags": .integer(1), "start_dt": .text("2026-04-10 00:00:00"),
      "end_dt": .text("2026-04-11 23:59:59"),
    ]
    return [
      Row("Ganztagstermin", [:], days, whole),
      Row("Ganztagstermin, a new one", new: [.calendar(.subject, "x")] + days, whole),
      Row("Ganztagstermin: the same days", whole, days, [:]),
      Row(
        "Ganztagstermin: no more", whole,
        [.calendar(.allDayEvent, "0")] + Wire.times("20260410T080000Z", "20260410T090000Z"),
        [
          "ganztags": .integer(0), "start_dt": .text("2026-04-10 10:00:00"),
          "end_dt": .text("2026-04-10 11:00:00"),
        ]),
      Row(
        "Ganztagstermin: nothing of it sent", whole, [.calendar(.subject, "x")],
        ["description": .text("x")]),
    ]
  }

  /// „Wiederholungen können nur in den in onOffice enterprise verfügbaren Intervallen gespeichert werden“
  private static let series: [Row] = {
    func series(_ elements: (Calendar, String)...) -> Wire {
      Wire(Calendar.recurrence, elements.map { Wire($0, $1) })
    }
    func fields(_ type: String, _ interval: Int64, until: String? = nil) -> [String: SQLValue] {
      let end = until.map { ["rp_ende_datum": SQLValue.text($0)] } ?? [:]
      return [
        "rp_flag": .integer(1), "rp_type": .text(type), "rp_tage": .integer(interval),
        "rp_beginn_datum": .text("2026-04-09"), "rp_ende_status": .integer(until == nil ? 2 : 1),
      ].merging(end) { $1 }
    }
    let gone = fields("t", 1, until: "2026-05-01").mapValues { _ in SQLValue.null }
    return [
      Row(
        "Wiederholung: täglich", [:], [series((.type, "0"), (.interval, "3"))], fields("t", 3)),
      Row(
        "Wiederholung: wöchentlich", [:],
        [series((.type, "1"), (.interval, "2"), (.dayOfWeek, "16"), (.until, "20260507T080000Z"))],
        fields("w", 2, until: "2026-05-07")),
      Row(
        "Wiederholung: monatlich, ten times", [:],
        [series((.type, "2"), (.interval, "1"), (.dayOfMonth, "9"), (.occurrences, "10"))],
        fields("m", 1, until: "2027-01-09"),
        comesBack: [
          ([Calendar.recurrence, Calendar.occurrences], nil),
          ([Calendar.recurrence, Calendar.until], "20270109T090000Z"),
        ]),
      Row(
        "Wiederholung: jährlich", [:],
        [series((.type, "5"), (.interval, "1"), (.dayOfMonth, "9"), (.monthOfYear, "4"))], fields("j", 1)),
      Row(
        "Wiederholung: the second Thursday becomes the 9th", [:],
        [series((.type, "3"), (.interval, "1"), (.dayOfWeek, "16"), (.weekOfMonth, "2"))], fields("m", 1),
        comesBack: [
          ([Calendar.recurrence, Calendar.type], "2"), ([Calendar.recurrence, Calendar.dayOfMonth], "9"),
        ]),
      Row(
        "Wiederholung: no more", fields("t", 1, until: "2026-05-01"), [.calendar(.recurrence)], gone),
      Row(
        "Wiederholung: nothing of it sent", fields("t", 1), [.calendar(.subject, "x")],
        ["description": .text("x")]),
    ]
  }()

  private static let reminders = [
    Row(
      "Erinnerung: 53 Minuten = 1 Stunde", [:], [.calendar(.reminder, "53")],
      ["erinnerung": .text("1 hours")], comesBack: [([Calendar.reminder], "60")]),
    Row(
      "Erinnerung: 11 Tage = 2 Wochen", ["erinnerung": .text("1 hours")], [.calendar(.reminder, "15840")],
      ["erinnerung": .text("2 weeks")], comesBack: [([Calendar.reminder], "20160")]),
    Row(
      "Erinnerung: none any more", ["erinnerung": .text("1 hours")], [.calendar(.reminder)],
      ["erinnerung": .null]),
  ]

  private static func places(_ version: ProtocolVersion) -> [Row] {
    let linked: [String: SQLValue] = ["ort": .text("Seestr. 1"), "location": .text("estate")]
    var rows = [
      Row(
        "Terminort", linked, [.place("Café am Markt", version)],
        ["ort": .text("Café am Markt"), "location": .text("sonstiges")]),
      Row(
        "Terminort: the same text keeps the link", linked,
        [.place("Seestr. 1", version), .calendar(.subject, "x")], ["description": .text("x")]),
      Row(
        "Terminort: emptied", linked, [.place("", version)],
        ["ort": .null, "location": .text("keine Angaben")]),
      Row(
        "Terminort: nothing of it sent", linked, [.calendar(.subject, "x")], ["description": .text("x")]),
      Row(
        "Terminort of a new one", new: Wire.appointment() + [.place("Café", version)],
        ["ort": .text("Café"), "location": .text("sonstiges")]),
    ]
    if version >= .v16_0 {
      let parts = [
        Wire(AirSyncBase.displayName, "Café"), Wire(AirSyncBase.street, "Markt 1"),
        Wire(AirSyncBase.city, "Aachen"),
      ]
      rows.append(
        Row(
          "Terminort with its parts", linked, [Wire(AirSyncBase.location, parts)],
          ["ort": .text("Café"), "location": .text("sonstiges")],
          comesBack: [([AirSyncBase.location, AirSyncBase.city], "Aachen")]))
    }
    return rows
  }

  private static let privacy = [
    (0, "0", nil), (0, "1", nil), (0, "2", 1), (0, "3", 1), (1, "0", 0), (1, "1", 0), (1, "2", nil),
    (1, "3", nil),
  ].map { (stored: Int64, sensitivity: String, becomes: Int64?) in
    Row(
      "Privat \(stored), Sensitivity \(sensitivity)", ["private": .integer(stored)],
      [.calendar(.sensitivity, sensitivity)], becomes.map { ["private": .integer($0)] } ?? [:])
  }

  /// Who makes an appointment takes part in it, and stands as the one who made it.
  private static let creation = [
    Row(
      "A new one", new: Wire.appointment("Übergabe"),
      [
        "description": .text("Übergabe"), "start_dt": .text("2026-04-09 10:00:00"),
        "end_dt": .text("2026-04-09 11:00:00"), "status": .text("active"), "von": .text("theobald"),
        "erinnerung": .null, "note": .null, "ort": .null,
      ])
  ]
}
