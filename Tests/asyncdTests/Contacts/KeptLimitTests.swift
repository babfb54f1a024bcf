import Database
import OnOfficeBackend
import SyncModel
import Testing
import WBXML

/// What is too large is refused by itself, with Status 6 and a line that names element and limit.
@Suite("Limits of what is kept", .serialized, .timeLimit(.minutes(10))) struct KeptLimitTests {
  private static let base64Limit = 48 << 10
  private static let limit = 1 << 20

  /// A class of items, an element that onOffice has no field for, and one that it has.
  struct Kept: Sendable, CustomTestStringConvertible {
    let itemClass: ItemClass
    let element: String
    let make: @Sendable (_ title: String, _ text: String?) throws -> Fragment
    let title: @Sendable (Fragment) throws -> String?

    var testDescription: String { itemClass.rawValue }
  }

  static let classes = [
    Kept(itemClass: .contacts, element: "NickName") { title, text in
      var item = ContactItem()
      (item.lastName, item.fileAs, item.nickName) = (title, title, text)
      return try Fragment(encoding: item)
    } title: {
      try $0.decode(ContactItem.self).lastName
    },
    Kept(itemClass: .calendar, element: "OnlineMeetingExternalLink") { title, text in
      var item = CalendarItem()
      (item.subject, item.onlineMeetingExternalLink) = (title, text)
      item.startTime = try berlin("2026-03-24 10:00:00")
      item.endTime = try berlin("2026-03-24 11:00:00")
      return try Fragment(encoding: item)
    } title: {
      try $0.decode(CalendarItem.self).subject
    },
    Kept(itemClass: .tasks, element: "SubOrdinalDate") { title, text in
      var item = TaskItem()
      (item.subject, item.subOrdinalDate) = (title, text)
      return try Fragment(encoding: item)
    } title: {
      try $0.decode(TaskItem.self).subject
    },
  ]

  @Test(arguments: classes) func theRestOfAnItemHasALimit(_ kept: Kept) async throws {
    try await ContactOffice.run { office in
      let handset = try await office.handset(kept.itemClass)
      let large = String(repeating: "x", count: Self.limit)
      let below = String(repeating: "x", count: Self.limit - 1000)
      let adds = try [("eins", nil), ("zwei", large), ("drei", below)].map { title, text in
        SyncRequest.Command.add(title, try kept.make(title, text))
      }
      let answer = try #require(try await handset.send(adds))
      #expect(answer.responses.map(\.status) == [.success, .conversionError, .success])
      try handset.take(answer, to: adds)
      try await handset.settle()
      #expect(handset.items.count == 2)
      let line = office.site.lines.last { $0.contains("was not carried out") } ?? ""
      #expect(line.contains("element=\(kept.element)") && line.contains("\(Self.limit)"), "\(line)")
      #expect(
        line.contains("user=") && line.contains("device.id=") && line.contains("command=Sync")
          && line.contains("status=6"), "\(line)")
      #expect(!line.contains("xxx"))

      // A Change is refused as well, and the device gets what is stored.
      let id = try #require(handset.items.keys.min())
      let change = SyncRequest.Command.change(kept.itemClass.serverId(id), try kept.make("anders", large))
      let refused = try #require(try await handset.send([change]))
      #expect(refused.responses.map(\.status) == [.conversionError])
      let told = try #require(refused.commands.first?.applicationData)
      #expect(refused.commands.count == 1)
      #expect(try kept.title(told) == "eins")
    }
  }

  /// [MS-ASCNTC] 2.2.2.58: more than 48 KB of base64 is Status 6. Line ends do not count.
  @Test(arguments: ProtocolVersion.tried) func aPictureHasTheSpecificationsLimit(
    _ version: ProtocolVersion
  ) async throws {
    try await ContactOffice.run { office in
      let phone = try await office.phone(version)
      let picture = String(repeating: "QUJD", count: Self.base64Limit / 4)
      var lines = ""
      for (index, character) in picture.enumerated() {
        if index > 0, index % 76 == 0 { lines += "\n" }
        lines.append(character)
      }
      for text in [picture, lines] {
        let id = try #require(try await phone.add(["LastName": "Bild", "FileAs": "Bild", "Picture": text]))
        #expect(try await phone.settle() == [])
        let fresh = try await office.phone(version)
        #expect(try fresh.item(id)["Picture"] == text)
        // It is replaced by none that is too large, and what else is said with it is not taken either.
        #expect(
          try await phone.change(id, ["LastName": "Groß", "FileAs": "Groß", "Picture": picture + "QUJD"])
            == ["contacts:\(id): 6"])
        #expect(try await office.stored(id, "Name") == "Bild")
      }
      let count = try await office.write { try $0.createAddress(["Name": .text("Zähler")]) }
      #expect(
        try await phone.add(["LastName": "Groß", "Picture": picture + "QUJD"], status: .conversionError)
          == nil)
      #expect(try await office.write { try $0.createAddress(["Name": .text("Zähler")]) } == count + 1)
      let line = office.site.lines.last { $0.contains("was not carried out") } ?? ""
      #expect(line.contains("element=Picture") && line.contains("49152"), "\(line)")
    }
  }

  /// Notes of any class, as text or as HTML.
  @Test(arguments: [1, 2], Draft.all) func notesHaveALimit(type: Int, _ draft: Draft) async throws {
    try await ContactOffice.run { office in
      let handset = try await office.handset(draft.itemClass)
      var body = Body()
      body.type = type
      body.data = String(repeating: "n", count: Self.limit + 1)
      let notes = Fragment.Child(tag: AirSyncBase.body.tag, content: try Fragment(encoding: body))
      let data = try Fragment(draft.make("lang").children() + [notes])
      let adds = [SyncRequest.Command.add("a", data), .add("b", try draft.make("kurz"))]
      let answer = try #require(try await handset.send(adds))
      #expect(answer.responses.map(\.status) == [.conversionError, .success])
      let line = office.site.lines.last { $0.contains("was not carried out") } ?? ""
      #expect(line.contains("element=Body") && line.contains("\(Self.limit)"), "\(line)")
    }
  }
}
