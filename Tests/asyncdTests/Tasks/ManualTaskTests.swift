import Database
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

@Suite("Tasks by the manual's rows, 12.1") struct ManualTaskTests {
  static let versions: [ProtocolVersion] = [.v12_1, .v14_1, .v16_1]

  @Test(
    .manual(
      "12.1 Betreff →", "12.1 Aufgabenbeschreibung →", "12.1 Art →", "12.1 Priorität →",
      "12.1 Zurückgestellt →", "12.1 Deadline ext →", "12.1 Fällig am →", "12.1 Privat →", "12.1 Status →",
      "12.1 Stand Bearbeitung →", "12.1 Erinnerung →"), arguments: versions)
  func eachRowReachesThePhone(version: ProtocolVersion) async throws {
    try await TaskDesk.run(version) { desk in
      let rows = TaskToPhone.all(kinds: desk.people.kinds)
      let ids = try await desk.create(rows.map(\.stored))
      #expect(Set(try await desk.told()) == Set(ids.map { "add \($0)" }))
      for (row, id) in zip(rows, ids) {
        let item = try #require(desk.phone.items[id])
        for (path, text) in row.expected {
          #expect(try item.text(at: path) == text, "\(row.row): \(path)")
        }
      }
    }
  }

  @Test(
    .manual(
      "12.1 Betreff ←", "12.1 Aufgabenbeschreibung ←", "12.1 Art ←", "12.1 Art, erster bekannter Wert ←",
      "12.1 Priorität ←", "12.1 Zurückgestellt ←", "12.1 Bearbeiter ←", "12.1 Verantwortung ←",
      "12.1 Verantwortung, Neuanlegen ←", "12.1 Verantwortung, Änderungen ←", "12.1 Deadline ext ←",
      "12.1 Fällig am ←", "12.1 Privat ←", "12.1 Status ←", "12.1 Stand Bearbeitung ←", "12.1 Erledigt am ←"),
    arguments: versions)
  func eachRowReachesOnOffice(version: ProtocolVersion) async throws {
    try await TaskDesk.run(version) { desk in
      try await desk.expect(TaskFromPhone.all(kinds: desk.people.kinds))
    }
  }

  /// Rows with „Wird nicht unterstützt vom Sync-Protokoll.“
  static let unsupported: [String: SQLValue] = [
    "Bearbeiter": .text("theobald"), "tags": .text("Sommer"), "Eintragsdatum": .text("2026-01-07"),
    "von": .text("petra"), "Aufwand_Soll_NUM": .real(3.5), "Einheit_Aufwand_Soll": .text("Stunden"),
    "Aufwand_Zusatz_NUM": .real(1), "Einheit_Aufwand_Zusatz": .text("Tage"),
    "Kommentar": .text("Rückruf erbeten"),
    "relatedAddressId": .integer(4711), "relatedEstateId": .integer(815), "relatedProjectIds": .text("31|32"),
    "responsibilityByGroup": .integer(0), "Stand": .integer(25), "Status": .integer(8),
  ]

  @Test(
    .manual(
      "12.1 Bearbeiter →", "12.1 Verantwortung →", "12.1 Stand Bearbeitung →", "12.1 Tags →",
      "12.1 Eintragungsdatum →", "12.1 Eingetragen von →", "12.1 Soll-Aufwand →", "12.1 Zusatzaufwand →",
      "12.1 Kommentar →", "12.1 Zugeordnete Adressen →", "12.1 Zugeordnete Projekte →", "12.1 Bearbeiter ←",
      "12.1 Tags ←", "12.1 Eintragungsdatum ←", "12.1 Eingetragen von ←", "12.1 Soll-Aufwand ←",
      "12.1 Zusatzaufwand ←", "12.1 Kommentar ←", "12.1 Zugeordnete Adressen ←", "12.1 Zugeordnete Projekte ←"
    ), arguments: versions)
  func whatIsNotSupportedIsNotSentAndSurvives(version: ProtocolVersion) async throws {
    var fields = Self.unsupported
    for name in ["Eintragsdatum"] { fields[name] = nil }
    fields["Betreff"] = .text("Alt")
    try await TaskDesk.run(version, [TaskDesk.Stored(fields: fields)]) { desk in
      let id = desk.tasks[0]
      let item = try #require(desk.phone.items[id])
      #expect(
        try item.names == [
          "Body", "Subject", "Importance", "Categories", "Complete", "Sensitivity", "ReminderSet",
          "NativeBodyType",
        ])
      let before = try await desk.stored(id)
      let edits: [[Wire]] = [
        [.task(.subject, "Neu")], [.body("Neu")], [.categories("Telefon")], [.task(.importance, "2")],
        Wire.start("2026-06-01T00:00:00.000Z", "2026-05-31T22:00:00.000Z"),
        Wire.due("2026-06-01T00:00:00.000Z", "2026-05-31T22:00:00.000Z"), [.task(.sensitivity, "2")],
        [.task(.reminderSet, "1"), .task(.reminderTime, "2026-05-31T07:00:00.000Z")],
      ]
      for edit in edits { try await desk.change(id, edit) }
      let changed = try await desk.difference(from: before)
      #expect(
        Set(changed.keys) == [
          "Betreff", "Aufgabe", "Art", "Prio", "Beginnt_am", "Deadline", "Deadline_strikt", "Privat",
        ])
    }
  }
}
