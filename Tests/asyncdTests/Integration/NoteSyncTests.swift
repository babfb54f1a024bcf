import Database
import Foundation
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// Notes over the socket, in the versions that have them.
@Suite("Notes on devices") struct NoteSyncTests {
  static let versions = ProtocolVersion.allCases.filter { $0 >= .v14_0 }
  private static let html = "<html><body><b>Milch</b><br>Eier</body></html>"

  /// Runs a test's body with a note of Theobald's and a device of his that has it.
  private func run(
    _ version: ProtocolVersion, _ preferences: [BodyPreference] = [], text: String = "Milch\nEier",
    _ body: (SyncedOffice, Handset, Int64) async throws -> Void
  ) async throws {
    try await SyncedOffice.run { office, people in
      try office.createNote(["Betreff": .text("Einkauf"), "Notiz": .text(text)], of: people.theobald)
    } _: { office, id in
      let device = try await handset("NOTES", version, preferences, office)
      #expect(Set(device.items.keys) == [id])
      try await body(office, device, id)
    }
  }

  private func handset(
    _ name: String, _ version: ProtocolVersion, _ preferences: [BodyPreference] = [], _ office: SyncedOffice
  ) async throws -> Handset {
    var options = SyncOptions()
    options.bodyPreferences = preferences
    options.class = "Notes"
    let device = try await Handset(
      Line("theobald", device: name, version: version, to: office.site), .notes, options: options)
    try await device.settle()
    return device
  }

  private func note(_ device: Handset, _ id: Int64) throws -> NoteItem {
    try #require(device.items[id]).decode()
  }

  private func stored(_ office: SyncedOffice, _ id: Int64) async throws -> Record? {
    try await office.read { try $0.note(id)?.record }
  }

  static func data(_ fill: (inout NoteItem) -> Void) throws -> Fragment {
    var note = NoteItem()
    note.messageClass = "IPM.StickyNote"
    fill(&note)
    return try Fragment(encoding: note)
  }

  private static func html(_ text: String) -> Body {
    var body = Body()
    (body.type, body.data) = (BodyType.html.rawValue, text)
    return body
  }

  @Test(.manual("4.3 Klassen"), arguments: versions) func aNoteComesWithAllThatItHas(version: ProtocolVersion)
    async throws
  {
    try await run(version) { office, device, id in
      let note = try note(device, id)
      #expect(note.subject == "Einkauf")
      #expect(note.body?.data == "Milch\r\nEier")
      #expect(note.messageClass == "IPM.StickyNote")
      #expect(note.lastModifiedDate == (try berlin("2026-03-23 12:00:00")))
      #expect(note.nativeBodyType == 1)
      // Petra has a folder, and nothing in it.
      #expect(try await office.lateDevice(of: version).count(of: .notes) == 0)
    }
  }

  @Test(.manual("1 Endgeräte", "4.3 Klassen"), arguments: versions)
  func anIPhonesNoteComesBackAsHTMLToWhoWantsIt(version: ProtocolVersion) async throws {
    try await run(version, [BodyPreference(type: .html)]) { office, phone, _ in
      let sent = try Self.data { note in
        note.subject = "Markt"
        note.body = Self.html(Self.html)
      }
      let answer = try #require(try await phone.sync(.add("1", sent)))
      let id = try #require(ItemClass.notes.record(of: answer.responses.first?.serverId))
      #expect(try await phone.sync() == nil)
      #expect(try await stored(office, id)?["Notiz"] == .text("Milch\nEier"))
      let other = try await handset("OTHER", version, [BodyPreference(type: .html)], office)
      #expect(try note(other, id).body?.data == Self.html)
      #expect(try note(other, id).nativeBodyType == 2)
      let plain = try await handset("PLAIN", version, [BodyPreference(type: .plain)], office)
      #expect(try note(plain, id).body?.data == "Milch\r\nEier")
      #expect(try note(plain, id).nativeBodyType == 2)
      // A device of plain text gives it another subject: the HTML stays.
      let renamed = try Self.data { note in
        note.subject = "Wochenmarkt"
        note.body = Body(plain: "Milch\r\nEier")
      }
      #expect(
        try #require(try await plain.sync(.change(ItemClass.notes.serverId(id), renamed))).responses.isEmpty)
      #expect(try await plain.sync() == nil)
      try await other.settle()
      #expect(try note(other, id).subject == "Wochenmarkt")
      #expect(try note(other, id).body?.data == Self.html)
      // What onOffice writes takes its place.
      try await office.write { try $0.modifyNote(id) { $0["Notiz"] = .text("Brot & Butter") } }
      try await other.settle()
      #expect(try note(other, id).body?.data == "<html><body>Brot &amp; Butter</body></html>")
      #expect(try note(other, id).nativeBodyType == 1)
    }
  }

  @Test(arguments: versions) func theServerSaysWhenANoteWasChanged(version: ProtocolVersion) async throws {
    try await run(version) { office, device, id in
      office.site.clock.set(try berlin("2026-03-23 15:00:00"))
      let sent = try Self.data { note in
        note.body = Body(plain: "Brot")
        note.lastModifiedDate = Date(timeIntervalSince1970: 946_684_800)
      }
      let answer = try #require(try await device.sync(.change(ItemClass.notes.serverId(id), sent)))
      #expect(answer.responses.isEmpty && answer.commands.isEmpty)
      // No echo of its own change.
      #expect(try await device.sync() == nil)
      #expect(try await stored(office, id)?["modified"] == .text("2026-03-23 14:00:00"))
      let other = try await handset("OTHER", version, [], office)
      #expect(try note(other, id).lastModifiedDate == (try berlin("2026-03-23 15:00:00")))
      // The same once more is no change.
      office.site.clock.set(try berlin("2026-03-23 16:00:00"))
      try await device.sync(.change(ItemClass.notes.serverId(id), sent))
      #expect(try await stored(office, id)?["modified"] == .text("2026-03-23 14:00:00"))
      #expect(try await other.sync() == nil)
    }
  }

  @Test(arguments: versions) func aTextThatWasSentCutIsNeverWrittenBack(version: ProtocolVersion) async throws
  {
    let long = String(repeating: "Zeile mit Käse\n", count: 50) + "Ende"
    for type in [BodyType.plain, .html] {
      try await run(version, [BodyPreference(type: type, truncationSize: 60)], text: long) {
        office, device, id in
        let shown = try note(device, id)
        #expect(shown.body?.truncated == true)
        let sent = try Self.data { note in
          note.subject = "Käse"
          note.body = shown.body
          note.body?.truncated = nil
          note.body?.data = (shown.body?.data ?? "") + "mehr"
        }
        try await device.sync(.change(ItemClass.notes.serverId(id), sent))
        let record = try #require(try await stored(office, id))
        #expect(record["Betreff"] == .text("Käse") && record["Notiz"] == .text(long))
        // The device gets what there is.
        try await device.settle()
        #expect(try note(device, id).body == shown.body)
      }
    }
  }

  @Test(arguments: versions) func aSubjectThatIsTooLongComesBackCut(version: ProtocolVersion) async throws {
    try await run(version) { office, device, _ in
      let answer = try await device.sync(
        .add("1", Self.data { $0.subject = String(repeating: "ü", count: 400) }))
      let id = try #require(ItemClass.notes.record(of: answer?.responses.first?.serverId))
      try await device.settle()
      #expect(try note(device, id).subject == String(repeating: "ü", count: 255))
      #expect(try await device.sync() == nil)
    }
  }

  @Test(arguments: versions) func aNoteDeletedOnADeviceIsDeleted(version: ProtocolVersion) async throws {
    try await run(version) { office, device, id in
      let answer = try #require(try await device.sync(.delete(ItemClass.notes.serverId(id))))
      #expect(answer.responses.isEmpty)
      #expect(try await stored(office, id) == nil)
      #expect(try await device.sync() == nil)
      try await office.expect(.notes, ["delete \(id)"])
    }
  }

  @Test(arguments: versions) func categoriesAreKeptForTheUser(version: ProtocolVersion) async throws {
    try await run(version) { office, device, id in
      let sent = try Self.data { $0.categories = ["Gelb", "Blau"] }
      try await device.sync(.change(ItemClass.notes.serverId(id), sent))
      #expect(try await device.sync() == nil)
      let other = try await handset("OTHER", version, [], office)
      #expect(try note(other, id).categories == ["Gelb", "Blau"])
      // [MS-ASNOTE] 3.2.5.3.
      try await other.sync(.change(ItemClass.notes.serverId(id), Self.data { $0.subject = "Markt" }))
      try await device.settle()
      #expect(try note(device, id).categories == nil)
      #expect(try note(device, id).subject == "Markt")
    }
  }

  @Test(arguments: versions) func whatIsNoNoteIsRefusedAndNamed(version: ProtocolVersion) async throws {
    try await run(version) { office, device, id in
      var rich = Body()
      (rich.type, rich.data) = (BodyType.mime.rawValue, "Subject: Geheim")
      let sent = try Self.data { $0.body = rich }
      let answer = try #require(
        try await device.sync(
          .add("1", Self.data { $0.messageClass = "IPM.Note" }), .add("2", sent),
          .change(ItemClass.notes.serverId(id), sent)))
      #expect(answer.responses.map(\.status) == [.conversionError, .conversionError, .conversionError])
      for element in ["MessageClass", "Body"] {
        #expect(office.site.lines.contains { $0.contains("element=\(element)") && $0.contains("status=6") })
      }
      #expect(!office.site.lines.contains { $0.contains("Geheim") })
    }
  }

  /// [MS-ASNOTE] 3.2.5.3.
  @Test(arguments: versions) func supportedIsNotForNotes(version: ProtocolVersion) async throws {
    try await SyncedOffice.run { _, _ in
    } _: { office, _ in
      var collection = SyncRequest.Collection()
      collection.collectionId = CollectionId(rawValue: "notes")
      collection.syncKey = .initial
      let line = Line("theobald", device: "SUPPORTED", version: version, to: office.site)
      collection.supported = [Notes.subject.tag]
      let named = try await line.sync(collection)
      #expect(named.map(\.status) == [.protocolError])
      collection.supported = []
      let empty = try await line.sync(collection)
      #expect(empty.map(\.status) == [.success])
    }
  }

  @Test func version12KnowsNoNotes() async throws {
    try await SyncedOffice.run { office, people in
      try office.createNote(["Betreff": .text("Einkauf")], of: people.theobald)
    } _: { office, _ in
      let line = Line("theobald", device: "OLD", version: .v12_1, to: office.site)
      let folders = try #require(
        try await line.post("FolderSync", FolderSyncRequest(syncKey: .initial), FolderSyncResponse.self))
      #expect(folders.changes?.adds.contains { $0.type == 10 } == false)
      var collection = SyncRequest.Collection()
      (collection.collectionId, collection.syncKey) = (CollectionId(rawValue: "notes"), .initial)
      #expect(try await line.sync(collection).map(\.status) == [.folderHierarchyChanged])
      // The folder comes with the version, and goes with it.
      let newer = Line("theobald", device: "OLD", version: .v14_0, to: office.site)
      let upgraded = try #require(
        try await newer.post(
          "FolderSync", FolderSyncRequest(syncKey: folders.syncKey ?? .initial), FolderSyncResponse.self))
      #expect(upgraded.changes?.adds.map(\.type) == [10])
      let device = try await Handset(newer, .notes)
      try await device.settle()
      #expect(device.items.count == 1)
      var known = device.request()
      known.syncKey = device.key
      #expect(try await line.sync(known).map(\.status) == [.folderHierarchyChanged])
    }
  }
}

extension FolderSyncRequest {
  /// Asks with a key.
  fileprivate init(syncKey: SyncKey) {
    self.init()
    self.syncKey = syncKey
  }
}
