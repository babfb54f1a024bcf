import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite("Notes with estates under them, as clients send them back, manual 12.2") struct EstateBlockClientTests
{
  private static let estates = [
    EstateLink(
      id: 3, number: "4711", title: "Villa am See mit Bootshaus, Steg und großem Garten",
      address: "Seestr. 1, 12345 Berlin"),
    EstateLink(id: 4, number: "", title: "", address: "Hof 2"),
  ]

  private func appointment(_ notes: String, estates: [EstateLink] = estates) -> Appointment {
    storedAppointment(["note": .text(notes)], estates: estates)
  }

  private static let notes = [
    "Schlüssel", "Eins\nzwei", "Eins\n\nzwei\n\n\ndrei", "Ende\n\n", "\nAnfang", "a | b > c",
    "Straße  und [1]",
    "Bitte die Unterlagen und den Schlüssel für das Bootshaus nicht vergessen, der Steg ist gesperrt.",
  ]

  /// However often it is sent back: nothing was typed, nothing changes.
  @Test(
    .manual("12.2 Zugeordnete Immobilien ←", "12.2 Notizen ←"),
    arguments: EstateBlockClient.ofText + EstateBlockClient.ofPages)
  func notesThatComeBackStayAsTheyAre(client: EstateBlockClient) throws {
    for notes in Self.notes {
      let before = appointment(notes)
      var appointment = before
      for _ in 0..<4 { appointment = try appointment.sentBack(by: client) }
      #expect(appointment.record == before.record, "\(notes)")
    }
  }

  /// Each edit is stored as it was typed, and no blank line more.
  @Test(arguments: EstateBlockClient.ofPages) func editsOfPagesAreStoredAsTyped(client: EstateBlockClient)
    throws
  {
    for notes in Self.notes {
      var appointment = appointment("Beginn\n" + notes)
      var expected = "Beginn\n" + notes
      for count in 1...4 {
        appointment = try appointment.sentBack(by: client) {
          $0.replacing("Beginn", with: "Neu \(count) Beginn", maxReplacements: 1)
        }
        expected = expected.replacing("Beginn", with: "Neu \(count) Beginn", maxReplacements: 1)
        // Empty lines above the block may go with an edit; none may come.
        let stored = appointment.record.text("note") ?? ""
        #expect(stored.trimmed == expected.trimmed, "\(notes)")
        #expect(stored.count <= expected.count, "\(notes)")
      }
    }
  }

  @Test(arguments: EstateBlockClient.ofText) func editsOfTextsAreStoredAlone(client: EstateBlockClient) throws
  {
    let edited = try appointment("Alt").sentBack(by: client) {
      $0.replacing("alt", with: "Neues").replacing("Alt", with: "Neues").replacing("ALT", with: "Neues")
    }
    let note = edited.record.text("note") ?? ""
    let letters = note.filter { $0.isLetter || $0 == "[" }
    #expect(letters == "Neues")
  }

  /// Random notes, estates and clients: unchanged, or exactly the edit.
  @Test func whateverComesBackOnlyEditsAreStored() throws {
    var random = SeededGenerator(seed: 12)
    let pieces = [
      "a", "Haus", " ", "\n", "\n\n", "ß", "[", "]", "(", "Nr. 1", ":", "|", ">", "Ü", "Immobilien",
    ]
    func text(_ count: Int) -> String {
      (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }
    for round in 0..<1500 {
      let estates = (0...round % 3).map {
        EstateLink(id: Int64($0), number: text(2), title: text(round % 9), address: text(round % 7))
      }
      // Blanks at the ends of lines are nothing that a page tells.
      let notes = text(round % 14).split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.split(separator: " ").joined(separator: " ") }.joined(separator: "\n")
      let before = appointment(notes, estates: estates)
      let clients = EstateBlockClient.ofText.filter { !$0.name.contains("at ") } + EstateBlockClient.ofPages
      let client = try #require(clients.randomElement(using: &random))
      let back = try before.sentBack(by: client)
      #expect(back.record == before.record, "\(client.name): \(notes.debugDescription)")
      // Who types at the very beginning has typed that and nothing else.
      guard !client.needsBlock else { continue }
      let shown = before.item.body?.data ?? ""
      let edited = try before.sentBack(by: client.typing("Neu", over: shown))
      let expected = "Neu" + notes
      #expect(
        edited.record.text("note")?.withoutEmptyLines == expected.withoutEmptyLines,
        "\(client.name): \(notes.debugDescription)")
    }
  }
}

extension EstateBlockClient {
  /// The same, whose user types at the beginning of the notes.
  fileprivate func typing(_ text: String, over shown: String) -> EstateBlockClient {
    EstateBlockClient(name: name, isHTML: isHTML, isRTF: isRTF) { sent in
      guard isHTML else { return write(text + sent) }
      return write(sent.replacing("<html><body>", with: "<html><body>" + text, maxReplacements: 1))
    }
  }
}

extension String {
  /// The lines that hold something, without blanks at their ends.
  fileprivate var withoutEmptyLines: [String] {
    split(whereSeparator: \.isNewline).map(\.trimmed).filter { !$0.isEmpty }
  }
}
