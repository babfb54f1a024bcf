import Database
import OnOfficeBackend
import SyncModel
import Testing
import WBXML

@testable import asyncd

/// An iPhone that sends a new note again and again while its user types, and does not always get its answers.
@Suite("Notes that are sent again") struct NoteRetryTests {
  /// What an attempt is.
  struct Attempt: Sendable, CustomTestStringConvertible {
    let clientId: String
    let text: String
    /// Whether the device starts anew first.
    var isFresh = false
    /// Whether it reads what the server has before it sends.
    var looksFirst = false

    var testDescription: String { "\(isFresh ? "0 " : "")\(clientId): \(text.count)" }
  }

  private static let one = "My"
  private static let two = "My new note"
  private static let three = "My new note\nfor test\nin three lines"

  /// All answers but the last are lost.
  static let stories: [[Attempt]] = [
    // The same again.
    [.init(clientId: "1", text: three), .init(clientId: "1", text: three)],
    [
      .init(clientId: "1", text: three), .init(clientId: "2", text: three), .init(clientId: "3", text: three),
    ],
    // Lines in between.
    [.init(clientId: "1", text: one), .init(clientId: "1", text: two), .init(clientId: "1", text: three)],
    [.init(clientId: "1", text: one), .init(clientId: "2", text: two), .init(clientId: "3", text: three)],
    [.init(clientId: "1", text: one), .init(clientId: "2", text: one), .init(clientId: "3", text: three)],
    [.init(clientId: "1", text: ""), .init(clientId: "2", text: two), .init(clientId: "2", text: three)],
    // Key 0 after it.
    [.init(clientId: "1", text: three), .init(clientId: "1", text: three, isFresh: true)],
    [.init(clientId: "1", text: three), .init(clientId: "7", text: three, isFresh: true)],
    [.init(clientId: "1", text: one), .init(clientId: "7", text: three, isFresh: true)],
    [.init(clientId: "1", text: one), .init(clientId: "1", text: three, isFresh: true)],
    [
      .init(clientId: "1", text: one), .init(clientId: "2", text: two),
      .init(clientId: "3", text: two, isFresh: true),
      .init(clientId: "4", text: three, isFresh: true),
    ],
    [
      .init(clientId: "1", text: one),
      .init(clientId: "7", text: three, isFresh: true, looksFirst: true),
    ],
  ]

  /// Plays a story on a device that sends plain text or HTML; returns the texts of all notes in onOffice.
  private func play(
    _ story: [Attempt], _ version: ProtocolVersion, isHTML: Bool
  ) async throws {
    try await SyncedOffice.run { _, _ in
    } _: { office, _ in
      let line = Line("theobald", device: "IPHONE", version: version, to: office.site)
      var device = try await Handset(line, .notes)
      try await device.settle()
      for (number, attempt) in story.enumerated() {
        if attempt.isFresh { device = try await Handset(line, .notes) }
        if attempt.looksFirst { try await device.settle() }
        let command = SyncRequest.Command.add(attempt.clientId, try Self.data(attempt.text, isHTML: isHTML))
        let answer = try #require(try await device.send([command]))
        #expect(answer.responses.map(\.status) == [.success])
        // The last answer arrives; what a device is told that it shows already, it shows once.
        guard number == story.count - 1, !attempt.looksFirst else { continue }
        try device.take(answer, to: [command])
        try await device.settle()
        #expect(device.items.count == 1)
      }
      let texts = try await office.site.data.onOffice.read { sql in
        try sql.query("SELECT \"Notiz\" FROM note") { $0.text(0) }
      }
      #expect(texts == [Self.three])
      let other = try await Handset(
        Line("theobald", device: "OTHER", version: version, to: office.site), .notes)
      try await other.settle()
      #expect(other.items.count == 1)
    }
  }

  static func data(_ text: String, isHTML: Bool) throws -> Fragment {
    try NoteSyncTests.data { note in
      let lines = text.split(separator: "\n")
      note.subject = lines.first.map(String.init)
      guard isHTML else { return note.body = Body(plain: text) }
      var body = Body()
      body.type = BodyType.html.rawValue
      body.data = "<html><body>" + lines.map { "<div>\($0)</div>" }.joined() + "</body></html>"
      note.body = body
    }
  }

  @Test(arguments: stories, NoteSyncTests.versions)
  func thereIsOneNoteWithTheLastText(story: [Attempt], version: ProtocolVersion) async throws {
    for isHTML in [false, true] { try await play(story, version, isHTML: isHTML) }
  }

  @Test(arguments: NoteSyncTests.versions)
  func twoNotesThatBeginAlikeAreTwo(version: ProtocolVersion) async throws {
    try await SyncedOffice.run { _, _ in
    } _: { office, _ in
      let line = Line("theobald", device: "IPHONE", version: version, to: office.site)
      let device = try await Handset(line, .notes)
      let adds = try [("1", "Milch"), ("2", "Milch\nEier")].map { id, text in
        SyncRequest.Command.add(id, try Self.data(text, isHTML: true))
      }
      // Both at once, and again as the answer is lost.
      for _ in 0..<2 { #expect(try await device.send(adds)?.responses.count == 2) }
      let answer = try #require(try await device.send(adds))
      try device.take(answer, to: adds)
      try await device.settle()
      #expect(device.items.count == 2)
      // After an answer what goes on with a note is another one.
      try await device.sync(.add("3", Self.data("Milch\nEier\nBrot", isHTML: true)))
      try await device.settle()
      #expect(device.items.count == 3)
      let count = try await office.site.data.onOffice.read {
        try $0.first("SELECT count(*) FROM note") { $0.integer(0) }
      }
      #expect(count == 3)
    }
  }

  @Test func aNoteThatOnOfficeChangedMeanwhileStays() async throws {
    try await SyncedOffice.run { _, _ in
    } _: { office, _ in
      let line = Line("theobald", device: "IPHONE", to: office.site)
      let device = try await Handset(line, .notes)
      let first = try #require(try await device.send([.add("1", Self.data(Self.one, isHTML: false))]))
      let id = try #require(ItemClass.notes.record(of: first.responses.first?.serverId))
      try await office.write { try $0.modifyNote(id) { $0["Notiz"] = .text("My office") } }
      let grown = SyncRequest.Command.add("2", try Self.data("My office and mine", isHTML: false))
      let answer = try #require(try await device.send([grown]))
      try device.take(answer, to: [grown])
      try await device.settle()
      let texts = try await office.site.data.onOffice.read { sql in
        try sql.query("SELECT \"Notiz\" FROM note ORDER BY id") { $0.text(0) }
      }
      #expect(texts == ["My office", "My office and mine"])
      #expect(device.items.count == 2)
    }
  }
}
