import SyncModel
import Testing
import WBXML

/// Notes of Type 3, [MS-ASAIRS] 2.2.2.41.1.
@Suite struct RTFReadingTests {
  private static let classes: [ItemClass] = [.contacts, .calendar, .tasks, .notes]

  /// "hello world", compressed. [MS-OXRTFCP] 4.1.1.
  private static let compressed =
    "LQAAACsAAABMWkZ18cXHpwMACgByY3BnMTI1QjIK8yBoZWwJACBidwWwbGR9CoAPoA=="

  private static let page =
    #"{\rtf1\fromhtml1{\*\htmltag <b>}\htmlrtf\b\htmlrtf0 hello world{\*\htmltag </b>}\htmlrtf\b0\htmlrtf0}"#

  /// Each form in which clients write "hello world".
  private static let forms = [
    compressed, Base64.encode(#"{\rtf1\ansi hello world\par}"#.utf8), #"{\rtf1\ansi hello world\par}"#, page,
    Base64.encode(page.utf8),
  ]

  private func notes(of edit: ItemEdit) -> Body? {
    edit.contact?.body ?? edit.appointment?.body ?? edit.task?.body ?? edit.note?.body
  }

  private func item(of itemClass: ItemClass, _ notes: Body?) -> Item {
    var (contact, appointment, task, note) =
      (ContactItem(), SeriesReadingTests.series(), TaskItem(), NoteItem())
    (contact.body, appointment.body, task.body, note.body) = (notes, notes, notes, notes)
    return switch itemClass {
    case .contacts: .contact(contact)
    case .calendar: .calendar(appointment)
    case .tasks: .task(task)
    case .notes: .note(note)
    }
  }

  @Test(arguments: forms) func itIsReadInEachForm(form: String) throws {
    let sent = try Sent.notes(form, type: 3)
    for itemClass in Self.classes {
      let added = try Reading(.v14_1).addition(sent, of: itemClass)
      #expect(notes(of: added)?.data == "hello world")
      for before in [nil, Body(plain: "before")] {
        let changed = try Reading(.v14_1).change(of: item(of: itemClass, before), by: sent)
        #expect(notes(of: changed)?.data == "hello world" && changed.isWhole)
        #expect(notes(of: changed)?.type == BodyType.plain.rawValue)
      }
    }
  }

  /// A note keeps the HTML that its user wrote, and none that is made of RTF.
  @Test(arguments: forms) func onlyAPageIsKeptBesideANote(form: String) throws {
    let added = try Reading(.v14_1).addition(Sent.notes(form, type: 3), of: .notes)
    let isPage = [Self.page, Base64.encode(Self.page.utf8)].contains(form)
    #expect(added.note?.body?.html == (isPage ? "<b>hello world</b>" : nil))
  }

  @Test func whatIsThereStaysAsItIs() throws {
    let stored = "Käthe  kommt\n\n\n- um 8 € & {mehr}\n\tEnde \n"
    let sent = #"{\rtf1\ansi K\'e4the  kommt\par\par\par - um 8 \'80 & \{mehr\}\par\tab Ende\par}"#
    for itemClass in Self.classes {
      let edit = try Reading(.v14_1).change(
        of: item(of: itemClass, Body(plain: stored)), by: Sent.notes(sent, type: 3))
      #expect(notes(of: edit) == Body(plain: stored) && edit.isWhole)
    }
  }

  @Test func whatADeviceHasAPartOfIsNotTaken() throws {
    var reading = Reading(.v14_1)
    for sent in [#"{\rtf1 hello"#, Self.compressed, "x"] {
      let truncated = try Sent.notes(sent, type: 3, isTruncated: true)
      reading.holdsPart = false
      #expect(
        try reading.change(of: item(of: .tasks, Body(plain: "a")), by: truncated).task?.body?.data == "a")
      reading.holdsPart = true
      let edit = try reading.change(of: item(of: .tasks, Body(plain: "a")), by: Sent.notes(sent, type: 3))
      #expect(edit.task?.body?.data == "a" && !edit.isWhole)
    }
  }

  @Test func tooMuchOfItIsRefused() throws {
    let large = #"{\rtf1 "# + String(repeating: "n", count: 1 << 20) + "n}"
    let sent = try Sent.notes(large, type: 3)
    let refusal = #expect(throws: ItemRefusal.self) { try Reading(.v14_1).addition(sent, of: .tasks) }
    #expect(refusal?.element == "Body" && refusal?.reason.contains("1048576") == true)
  }

  /// Compressed RTF of which a byte is another, or missing; other data.
  @Test func whatIsNoneIsRefused() throws {
    let damaged = [
      Self.compressed.replacing("CoAP", with: "CoBP"), String(Self.compressed.dropLast(4)),
      Base64.encode("<html>".utf8), "<html>", "hello",
    ]
    for form in damaged {
      let sent = try Sent.notes(form, type: 3)
      for itemClass in Self.classes {
        var refusal = #expect(throws: ItemRefusal.self) { try Reading(.v14_1).addition(sent, of: itemClass) }
        #expect(refusal?.element == "Body")
        refusal = #expect(throws: ItemRefusal.self) {
          try Reading(.v14_1).change(of: item(of: itemClass, nil), by: sent)
        }
        #expect(refusal?.element == "Body" && refusal?.reason.contains("hello") == false)
      }
    }
  }

  @Test func aNoteOfImagesAloneIsRefused() throws {
    let image = try Sent.notes(#"{\rtf1{\pict\pngblip 89504e47}\par}"#, type: 3)
    let refusal = #expect(throws: ItemRefusal.self) { try Reading(.v14_1).addition(image, of: .notes) }
    #expect(refusal?.element == "Body")
    let text = try Sent.notes(#"{\rtf1{\pict\pngblip 89504e47}Plan}"#, type: 3)
    #expect(try Reading(.v14_1).addition(text, of: .notes).note?.body?.data == "Plan")
  }

  @Test(arguments: ProtocolVersion.new) func oneDateOfASeriesHasSuchNotes(version: ProtocolVersion) throws {
    let sent = try Sent.notes(Self.compressed, type: 3)
    let edit = try Reading(version).change(
      of: .calendar(SeriesReadingTests.series()), at: "20261014T070000Z", by: sent)
    #expect(edit.appointment?.exceptions?.contains { $0.body?.data == "hello world" } == true)
  }
}
