import Database
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// „Werden als Notiz eingetragen.“ „Die Daten werden nicht zurückgeschrieben.“
@Suite("The estates of an appointment in its notes, manual 12.2") struct AppointmentEstateTests {
  private static let block = [
    "[Immobilien aus onOffice]", "Nr. 4711: Villa am See | Seestr. 1, 12345 Berlin", "[Ende der Immobilien]",
  ]

  /// What a device's user makes of notes with the block under them, and what the notes in onOffice are then.
  private static let edits: [(shown: String, becomes: String)] = {
    let lines = block.joined(separator: "\r\n")
    return [
      ("Neu\r\n\r\n" + lines, "Neu"), ("Alt\r\n\r\n" + lines, "Alt"),
      ("Alt\r\n\r\n" + lines + "\r\nDarunter", "Alt\nDarunter"), (lines + "\r\nDarunter", "Darunter"),
      ("Alt\n\n" + block.joined(separator: "\n"), "Alt"),
      // The block is edited, twice there, or not there any more.
      ("Alt\r\n\r\n" + lines.replacing("Villa", with: "Hütte"), "Alt"),
      ("Alt\r\n\r\n" + lines + "\r\n\r\n" + lines, "Alt"),
      ("Alt\r\n\r\n" + block.dropLast().joined(separator: "\r\n"), "Alt"), ("Alt", "Alt"), ("Neu", "Neu"),
      ("", ""), (lines, ""),
    ]
  }()

  @Test(
    .manual("12.2 Zugeordnete Immobilien ←", "12.2 Notizen ←", "12.2 Zugeordnete Immobilien →"),
    arguments: ProtocolVersion.tried)
  func theBlockNeverComesBackIntoTheNotes(version: ProtocolVersion) async throws {
    let edits = Self.edits
    try await AppointmentDesk.run(
      version,
      { people in
        edits.map { _ in .init(fields: ["note": .text("Alt")], estates: [people.estates[0]]) }
      }
    ) { desk in
      for ((shown, becomes), id) in zip(edits, desk.appointments) {
        let before = try await desk.stored(id)
        #expect(try desk.shown(id).notes == (["Alt", ""] + Self.block).joined(separator: "\r\n"))
        #expect(try await desk.change(id, [.body(shown)]) == nil)
        let note: [String: SQLValue] =
          becomes == "Alt" ? [:] : ["note": becomes.isEmpty ? .null : .text(becomes)]
        #expect(try await desk.difference(from: before) == note, "\(shown)")
        // Every device has the notes with the block under them again.
        try await desk.settle()
        let lines = (becomes.isEmpty ? [] : [becomes, ""]) + Self.block
        for device in [desk.phone, desk.other] {
          let notes = try desk.shown(id, on: device).notes.withPlainLineEnds
          #expect(notes == lines.joined(separator: "\n"), "\(shown)")
        }
      }
    }
  }

  /// Clients that ask for pages get and send the block as one.
  @Test(.manual("12.2 Zugeordnete Immobilien ←"), arguments: ProtocolVersion.tried)
  func theBlockInAPageIsCutOffAsWell(version: ProtocolVersion) async throws {
    var options = SyncOptions()
    options.bodyPreferences = [BodyPreference(type: .html)]
    let pages: [@Sendable (String) -> String] = [
      { $0.replacing("Alt", with: "Neu") },
      { page in
        let lines = page.replacing("<html><body>", with: "").replacing("</body></html>", with: "")
          .split(separator: "<br>\r\n", omittingEmptySubsequences: false)
        return lines.map { "<div>\($0.isEmpty ? "<br>" : String($0))</div>" }.joined()
          .replacing("Alt", with: "Neu")
      },
      { page in
        "<html><head><style>p{margin:0}</style></head>"
          + page.replacing("<html>", with: "").replacing("<br>\r\n", with: "<br/>").replacing(
            "Alt", with: "Neu")
      },
    ]
    try await AppointmentDesk.run(
      version, options: options,
      { people in
        pages.map { _ in .init(fields: ["note": .text("Alt")], estates: [people.estates[0]]) }
      }
    ) { desk in
      for (page, id) in zip(pages, desk.appointments) {
        let before = try await desk.stored(id)
        let shown = try desk.shown(id).notes
        #expect(shown.contains("Villa am See"))
        #expect(try await desk.change(id, [.body(page(shown), type: 2)]) == nil)
        #expect(try await desk.difference(from: before) == ["note": .text("Neu")])
      }
    }
  }

  /// A client that writes each line that it was shown as a paragraph may do so as often as it likes.
  @Test(.manual("12.2 Zugeordnete Immobilien ←", "12.2 Notizen ←"), arguments: ProtocolVersion.tried)
  func notesDoNotGrowWithEachEdit(version: ProtocolVersion) async throws {
    var options = SyncOptions()
    options.bodyPreferences = [BodyPreference(type: .html)]
    try await AppointmentDesk.run(
      version, options: options,
      { [.init(fields: ["note": .text("Alt\nund neu")], estates: [$0.estates[0]])] }
    ) { desk in
      let id = desk.appointments[0]
      let before = try await desk.stored(id)
      for edit in 1...3 {
        let lines = try desk.shown(id).notes.replacing("<html><body>", with: "")
          .replacing("</body></html>", with: "").split(
            separator: "<br>\r\n", omittingEmptySubsequences: false)
        let page = lines.map { "<p>\($0.isEmpty ? "<br>" : String($0))</p>" }.joined()
        let sent: [Wire] = [.body(page, type: 2), .calendar(.subject, "Neu \(edit)")]
        #expect(try await desk.change(id, sent) == nil)
        #expect(try await desk.difference(from: before) == ["description": .text("Neu \(edit)")])
        try await desk.settle()
      }
    }
  }

  /// A device that copies an appointment copies the block with it; the estate does not come along, nor its data.
  @Test(.manual("12.2 Zugeordnete Immobilien ←"), arguments: ProtocolVersion.tried)
  func aCopyHasNoneOfIt(version: ProtocolVersion) async throws {
    try await AppointmentDesk.run(
      version, { [.init(fields: ["note": .text("Alt")], estates: Set($0.estates))] }
    ) { desk in
      let notes = try desk.shown(desk.appointments[0]).notes
      let id = try await desk.add(Wire.appointment("Kopie") + [.body(notes)])
      let stored = try await desk.stored(id)
      #expect(stored.record["note"] == .text("Alt") && stored.estates.isEmpty)
      try await desk.settle()
      for device in [desk.phone, desk.other] { #expect(try desk.shown(id, on: device).notes == "Alt") }
    }
  }

  /// The estates change while a device still shows the former ones.
  @Test(
    .manual("12.2 Zugeordnete Immobilien ←", "12.2 Zugeordnete Immobilien →"),
    arguments: ProtocolVersion.tried)
  func anOlderBlockIsCutOffAsWell(version: ProtocolVersion) async throws {
    try await AppointmentDesk.run(
      version, { [.init(fields: ["note": .text("Alt")], estates: [$0.estates[0]])] }
    ) { desk in
      let id = desk.appointments[0]
      let notes = try desk.shown(id).notes
      let estates = desk.people.estates
      try await desk.write { office in
        try office.modifyEstate(estates[1]) { $0["objekttitel"] = .text("Mühle") }
        try office.modifyAppointment(id) { $0.estates = [estates[1]] }
      }
      #expect(try await desk.told() == ["change \(id)"])
      try await desk.change(id, [.body(notes.replacing("Alt", with: "Neu"))])
      #expect(try await desk.stored(id).record["note"] == .text("Neu"))
      try await desk.settle()
      for device in [desk.phone, desk.other] {
        let shown = try desk.shown(id, on: device).notes
        #expect(shown.contains("Mühle") && !shown.contains("Villa") && shown.hasPrefix("Neu\r\n"))
      }
    }
  }

  /// A device that gets only a part of the notes has not the whole to give back.
  @Test(.manual("12.2 Notizen ←"), arguments: ProtocolVersion.tried)
  func notesOfWhichADeviceHasAPartStay(version: ProtocolVersion) async throws {
    var options = SyncOptions()
    options.bodyPreferences = [BodyPreference(type: .plain, truncationSize: 40)]
    try await AppointmentDesk.run(
      version, options: options, { [.init(fields: ["note": .text("Alt")], estates: [$0.estates[0]])] }
    ) { desk in
      let id = desk.appointments[0]
      let before = try await desk.stored(id)
      let shown = try desk.shown(id)
      #expect(try shown.text(AirSyncBase.body, AirSyncBase.truncated) == "1")
      #expect(try await desk.change(id, [.body(shown.notes), .calendar(.subject, "Neu")]) == nil)
      #expect(try await desk.difference(from: before) == ["description": .text("Neu")])
    }
  }
}
