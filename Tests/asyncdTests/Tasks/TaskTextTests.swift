import Database
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// Notes by preference and truncation, and text that is none, on tasks over the wire; what is read is the same for
/// all classes.
@Suite("Text of tasks over the wire") struct TaskTextTests {
  /// `ü` begins at byte 2 of the text, the emoji at byte 11; a line's end is two bytes on the wire.
  private static let text = "Grüße an 😀\nZeile 2"
  private static let plain = "Grüße an 😀\r\nZeile 2"
  private static let page = "<html><body>Grüße an 😀<br>\r\nZeile 2</body></html>"

  /// What a device asks for and gets.
  struct Asked: Sendable {
    let preferences: [BodyPreference]
    var type = 1
    /// nil is no text at all.
    let data: String?
    var isCut = false
    var preview: String?
  }

  static let asked = [
    Asked(preferences: [], data: plain), Asked(preferences: [BodyPreference(type: .plain)], data: plain),
    Asked(preferences: [BodyPreference(type: .html)], type: 2, data: page),
    Asked(preferences: [BodyPreference(type: .plain), BodyPreference(type: .html)], data: plain),
    Asked(preferences: [BodyPreference(type: .html), BodyPreference(type: .plain)], data: plain),
    Asked(preferences: [BodyPreference(type: .rtf)], data: plain),
    Asked(preferences: [BodyPreference(type: .rtf), BodyPreference(type: .html)], type: 2, data: page),
    Asked(preferences: [BodyPreference(type: .plain, truncationSize: 0)], data: nil, isCut: true),
    Asked(preferences: [BodyPreference(type: .plain, truncationSize: 1)], data: "G", isCut: true),
    Asked(preferences: [BodyPreference(type: .plain, truncationSize: 3)], data: "Gr", isCut: true),
    Asked(preferences: [BodyPreference(type: .plain, truncationSize: 4)], data: "Grü", isCut: true),
    Asked(preferences: [BodyPreference(type: .plain, truncationSize: 13)], data: "Grüße an ", isCut: true),
    Asked(preferences: [BodyPreference(type: .plain, truncationSize: 15)], data: "Grüße an 😀", isCut: true),
    // A line's end is not cut in two.
    Asked(preferences: [BodyPreference(type: .plain, truncationSize: 16)], data: "Grüße an 😀", isCut: true),
    Asked(preferences: [BodyPreference(type: .plain, truncationSize: 24)], data: plain),
    Asked(
      preferences: [BodyPreference(type: .html, truncationSize: 30)], type: 2,
      data: "<html><body>Grü</body></html>", isCut: true),
    Asked(preferences: [BodyPreference(type: .html, truncationSize: 1)], type: 2, data: nil, isCut: true),
    Asked(
      preferences: [BodyPreference(type: .plain, truncationSize: 23, allOrNone: true)], data: nil, isCut: true
    ),
    Asked(preferences: [BodyPreference(type: .plain, truncationSize: 24, allOrNone: true)], data: plain),
    Asked(
      preferences: [
        BodyPreference(type: .plain, truncationSize: 5, allOrNone: true), BodyPreference(type: .html),
      ], type: 2, data: page),
    Asked(
      preferences: [BodyPreference(type: .plain, truncationSize: 0, preview: 4)], data: nil, isCut: true,
      preview: "Grüß"),
  ]

  @Test(arguments: ManualTaskTests.versions) func notesComeAsTheyAreAskedFor(version: ProtocolVersion)
    async throws
  {
    try await TaskDesk.run(version, [TaskDesk.Stored(fields: ["Aufgabe": .text(Self.text)])]) { desk in
      let id = desk.tasks[0]
      let before = try await desk.stored(id)
      for (index, asked) in Self.asked.enumerated() {
        var options = SyncOptions()
        options.bodyPreferences = asked.preferences
        let device = try await desk.device("D\(index)", version, options: options)
        let item = try #require(device.items[id])
        #expect(try item.text(AirSyncBase.body, AirSyncBase.type) == String(asked.type), "\(index)")
        #expect(try item.text(AirSyncBase.body, AirSyncBase.data) == asked.data, "\(index)")
        #expect(
          try item.text(AirSyncBase.body, AirSyncBase.truncated) == (asked.isCut ? "1" : nil), "\(index)")
        let size = asked.type == 1 ? Self.plain.utf8.count : Self.page.utf8.count
        #expect(try item.text(AirSyncBase.body, AirSyncBase.estimatedDataSize) == String(size), "\(index)")
        let preview = version < .v14_0 ? nil : asked.preview
        #expect(try item.text(AirSyncBase.body, AirSyncBase.preview) == preview, "\(index)")
        #expect(try item.text(AirSyncBase.nativeBodyType) == "1")
        // It comes back as it was shown, and with notes that the user typed over a part of them.
        try await desk.sendBack(id, by: device)
        #expect(try await desk.difference(from: before) == [:], "\(index)")
        guard asked.isCut else { continue }
        for edit in [
          Wire.body("Neu"), .body(""), .body(asked.data ?? "", type: asked.type), Wire(AirSyncBase.body),
        ] {
          try await desk.change(id, [edit], by: device)
          #expect(try await desk.difference(from: before) == [:], "\(index)")
          _ = try await desk.told(to: device)
          #expect(try device.items[id]?.text(AirSyncBase.body, AirSyncBase.data) == asked.data, "\(index)")
        }
      }
    }
  }

  @Test(arguments: ManualTaskTests.versions) func notesThatAreSentInPartStay(version: ProtocolVersion)
    async throws
  {
    try await TaskDesk.run(version, [TaskDesk.Stored(fields: ["Aufgabe": .text(Self.text)])]) { desk in
      let id = desk.tasks[0]
      let before = try await desk.stored(id)
      for edit in [
        Wire.body("Neu", [Wire(AirSyncBase.truncated, "1")]),
        Wire(AirSyncBase.body, [Wire(AirSyncBase.type, "1"), Wire(AirSyncBase.estimatedDataSize, "24")]),
      ] {
        try await desk.change(id, [edit])
        #expect(try await desk.difference(from: before) == [:])
        #expect(try await desk.told() == ["change \(id)"])
      }
    }
  }

  @Test(arguments: ManualTaskTests.versions) func notesOfOtherFormsAreRefused(version: ProtocolVersion)
    async throws
  {
    try await TaskDesk.run(version, [TaskDesk.Stored(fields: ["Aufgabe": .text(Self.text)])]) { desk in
      let id = desk.tasks[0]
      let before = try await desk.stored(id)
      for edit in [Wire.body("Neu", type: 3), .body("Neu", type: 4), .body("Neu", type: 9)] {
        let sent = try [Wire.task(.subject, "Neu"), edit].fragment
        let answer = try await desk.phone.sync(
          .change(ItemClass.tasks.serverId(id), sent), .add("new", sent))
        #expect(answer?.responses.map(\.status) == [.conversionError, .conversionError])
        // The phone gets the task as it is.
        #expect(answer?.commands.map(\.serverId) == [ItemClass.tasks.serverId(id)])
        #expect(try await desk.difference(from: before) == [:])
        let lines = desk.site.lines.suffix(4).filter { $0.contains("was not carried out") }
        #expect(lines.count == 2 && lines.allSatisfy { $0.contains("element=Body") && !$0.contains("Neu") })
      }
    }
  }

  /// Outlook writes RTF: "hello world" as [MS-OXRTFCP] 4.1.1 has it, and without compression.
  @Test(.manual("12.1 Aufgabenbeschreibung ←"), arguments: ManualTaskTests.versions)
  func notesInRTFAreStoredAsText(version: ProtocolVersion) async throws {
    try await TaskDesk.run(version, [TaskDesk.Stored(fields: ["Aufgabe": .text(Self.text)])]) { desk in
      let id = desk.tasks[0]
      let compressed = "LQAAACsAAABMWkZ18cXHpwMACgByY3BnMTI1QjIK8yBoZWwJACBidwWwbGR9CoAPoA=="
      let texts = [(compressed, "hello world"), (#"{\rtf1 K\'e4the\par kommt\par}"#, "Käthe\nkommt")]
      for (rtf, text) in texts {
        let before = try await desk.stored(id)
        #expect(try await desk.change(id, [.body(rtf, type: 3)]) == nil)
        #expect(try await desk.difference(from: before) == ["Aufgabe": .text(text)])
      }
    }
  }

  /// Pages as clients write them, and what of them is stored.
  static let pages = [
    (
      "<html><head><style>p{margin:0}</style></head><body dir=\"auto\">Eins<div><br></div><div>Drei&nbsp;&amp; vier</div></body></html>",
      "Eins\n\nDrei & vier"
    ),
    ("<div>Eins</div><ul><li>a</li><li>b</li></ul><div>Ende</div>", "Eins\n\n- a\n- b\n\nEnde"),
    (
      "<p class=\"MsoNormal\">Eins<o:p></o:p></p><!--[if mso]><p>nie</p><![endif]--><p class=\"MsoNormal\">Zwei</p>",
      "Eins\nZwei"
    ),
    ("Ein &#1;&#x8; Zeichen&#xFFFE;", "Ein Zeichen"),
  ]

  @Test(arguments: ManualTaskTests.versions) func aPageIsStoredAsText(version: ProtocolVersion) async throws {
    try await TaskDesk.run(version, [TaskDesk.Stored(fields: ["Aufgabe": .text("Alt")])]) { desk in
      let id = desk.tasks[0]
      for (html, text) in Self.pages {
        try await desk.change(id, [.body(html, type: 2)])
        #expect(try await desk.stored(id).record["Aufgabe"] == .text(text))
        let before = try await desk.stored(id)
        // What comes of it reads as the same again.
        try await desk.change(id, [.body(html, type: 2)])
        #expect(try await desk.difference(from: before) == [:])
      }
    }
  }

  /// A client that shows pages writes them anew when something else of the task changes.
  @Test(arguments: ManualTaskTests.versions) func aPageWrittenAnewIsNoChange(version: ProtocolVersion)
    async throws
  {
    var options = SyncOptions()
    options.bodyPreferences = [BodyPreference(type: .html)]
    let texts: [(String, String)] = [
      ("Eins\tZwei", "<div>Eins Zwei</div>"), ("Eins \nZwei", "<div>Eins</div><div>Zwei</div>"),
      ("Siehe www.onoffice.de", "Siehe <a href=\"http://www.onoffice.de/\">www.onoffice.de</a>"),
      ("Ein\u{1}s", "<p>Eins</p>"),
    ]
    try await TaskDesk.run(version, options: options) { desk in
      for (text, page) in texts {
        let id = try await desk.create(TaskDesk.Stored(fields: ["Aufgabe": .text(text)]))
        try await desk.settle()
        let before = try await desk.stored(id)
        try await desk.change(id, [.body(page, type: 2)])
        #expect(try await desk.difference(from: before) == [:], "\(page)")
        #expect(try await desk.told() == [], "\(page)")
      }
    }
  }

  private static let junk: [UInt8] =
    [0x61, 0x01, 0x08, 0x0B, 0x0C, 0x1F, 0x62]
    + Array("\u{FFFE}\u{FFFF}".utf8) + [0xED, 0xA0, 0xBD] + [0x63, 0x09, 0xED, 0xBF, 0xBF, 0x64]

  @Test(arguments: ManualTaskTests.versions) func whatXMLForbidsIsLeftOut(version: ProtocolVersion)
    async throws
  {
    try await TaskDesk.run(version) { desk in
      for bytes in [Self.junk, Self.junk + [0x00, 0x65]] {
        let text = bytes.contains(0) ? "abc\tde" : "abc\td"
        let id = try await desk.add([
          Wire(Tasks.subject, bytes: bytes), Wire(Tasks.subOrdinalDate, bytes: bytes),
          Wire(Tasks.categories, [Wire(Tasks.category, bytes: bytes)]),
          Wire(AirSyncBase.body, [Wire(AirSyncBase.type, "1"), Wire(AirSyncBase.data, bytes: bytes)]),
        ])
        let record = try await desk.stored(id).record
        #expect(record["Betreff"] == .text(text) && record["Aufgabe"] == .text(text))
        try await desk.other.settle()
        let item = try #require(desk.other.items[id])
        #expect(try item.text(Tasks.subject) == text)
        #expect(try item.text(Tasks.subOrdinalDate) == text)
        #expect(try item.texts(in: Tasks.categories)["Category"] == "To-do|" + text)
      }
    }
  }

  /// Somebody else brought it into onOffice.
  @Test(arguments: ManualTaskTests.versions) func whatXMLForbidsIsNotSent(version: ProtocolVersion)
    async throws
  {
    let dirty = "a\u{1}b\u{FFFE}c\u{0}\nd"
    let stored = TaskDesk.Stored(fields: ["Betreff": .text(dirty), "Aufgabe": .text(dirty)])
    try await TaskDesk.run(version, [stored]) { desk in
      let id = desk.tasks[0]
      let item = try #require(desk.phone.items[id])
      #expect(try item.text(Tasks.subject) == "abc\nd")
      #expect(try item.text(AirSyncBase.body, AirSyncBase.data) == "abc\r\nd")
      #expect(try item.text(AirSyncBase.body, AirSyncBase.estimatedDataSize) == "6")
      let before = try await desk.stored(id)
      try await desk.sendBack(id)
      try await desk.change(id, [.task(.subject, "abc\nd"), .body("abc\r\nd")])
      #expect(try await desk.difference(from: before) == [:])
      #expect(try await desk.told() == [])
    }
  }

  @Test(arguments: ManualTaskTests.versions) func whatIsNoUTF8IsRefused(version: ProtocolVersion) async throws
  {
    try await TaskDesk.run(version, [TaskDesk.Stored(fields: ["Betreff": .text("Alt")])]) { desk in
      let id = desk.tasks[0]
      let before = try await desk.stored(id)
      let latin: [UInt8] = [0x4D, 0xFC, 0x6C, 0x6C]
      let edits = [
        ("Subject", Wire(Tasks.subject, bytes: latin)),
        ("Subject", Wire(Tasks.subject, bytes: [0x41, 0xC3])),
        ("Subject", Wire(Tasks.subject, bytes: latin + [0])),
        ("Data", Wire(AirSyncBase.body, [Wire(AirSyncBase.data, bytes: latin)])),
        ("Category", Wire(Tasks.categories, [Wire(Tasks.category, bytes: latin)])),
      ]
      for (element, edit) in edits {
        let good = Wire.task(.importance, "2")
        let answer = try await desk.phone.sync(
          .change(ItemClass.tasks.serverId(id), try [good, edit].fragment), .add("new", try [edit].fragment))
        #expect(answer?.responses.map(\.status) == [.conversionError, .conversionError])
        #expect(try await desk.difference(from: before) == [:])
        let lines = desk.site.lines.suffix(4).filter { $0.contains("was not carried out") }
        #expect(lines.count == 2 && lines.allSatisfy { $0.contains("element=\(element)") })
        #expect(
          lines.allSatisfy {
            $0.contains("user=theobald") && $0.contains("device.id=") && $0.contains("command=Sync")
          })
      }
      // The rest of the request is carried out.
      let answer = try await desk.phone.sync(
        .change(ItemClass.tasks.serverId(id), try [edits[0].1].fragment),
        .change(ItemClass.tasks.serverId(id), try [Wire.task(.subject, "Neu")].fragment))
      #expect(answer?.responses.map(\.status) == [.conversionError])
      #expect(try await desk.stored(id).record["Betreff"] == .text("Neu"))
    }
  }
}
