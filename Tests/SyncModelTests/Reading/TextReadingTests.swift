import SyncModel
import Testing
import WBXML

/// Every element with text, of every class, with what is no text in it.
@Suite struct TextReadingTests {
  /// What a device sends for each class, and the same with bytes put into one of its texts.
  private func spoilt(
    _ bytes: [UInt8], seed: UInt64, _ reading: Reading
  ) throws -> [(ItemClass, Fragment, [(WBXML.Tag, Fragment)])] {
    let classes: [ItemClass] = [.contacts, .calendar, .tasks]
    return try zip(classes, RandomItems.all(seed: seed)).map { itemClass, item in
      let whole = try item.applicationData(for: reading.presentation)
      let spoilt = try whole.spoilt(with: bytes)
      return (itemClass, whole, spoilt)
    }
  }

  @Test(arguments: 0..<4 as Range<UInt64>, ProtocolVersion.allCases)
  func whatXMLForbidsIsAsIfItWereNotThere(seed: UInt64, version: ProtocolVersion) throws {
    let reading = Reading(version)
    // Control characters, U+FFFE, U+FFFF and half of a surrogate pair.
    let junk: [UInt8] = [0x01, 0x0B, 0x1F, 0xEF, 0xBF, 0xBE, 0xEF, 0xBF, 0xBF, 0xED, 0xB8, 0x80]
    for (itemClass, whole, spoilt) in try spoilt(junk, seed: seed, reading) {
      let expected = try reading.addition(whole, of: itemClass)
      var texts = 0
      for (leaf, content) in spoilt {
        // What is no text but a number or a moment may be refused.
        guard let edit = try? reading.addition(content, of: itemClass) else { continue }
        #expect(edit.item == expected.item, "\(leaf)")
        texts += 1
      }
      #expect(texts > 3)
    }
  }

  @Test(arguments: 0..<4 as Range<UInt64>, ProtocolVersion.allCases)
  func whatIsNoUTF8IsRefused(seed: UInt64, version: ProtocolVersion) throws {
    let reading = Reading(version)
    for broken in [[0xFF], [0xC3], [0xC0, 0xAF], [0xF4, 0x90, 0x80, 0x80]] as [[UInt8]] {
      for (itemClass, _, spoilt) in try spoilt(broken, seed: seed, reading) {
        for (leaf, content) in spoilt {
          let refusal = #expect(throws: ItemRefusal.self) { try reading.addition(content, of: itemClass) }
          #expect(refusal?.element == leaf.name)
        }
      }
    }
  }

  @Test(arguments: ProtocolVersion.allCases) func notesAreShownWithoutIt(version: ProtocolVersion) throws {
    var contact = ContactItem()
    contact.body = Body(plain: "a\u{1}b\u{FFFF}c")
    let presentation = Presentation(
      version: version, bodyPreferences: [BodyPreference(type: .plain, truncationSize: 3)])
    let shown: ContactItem = try Item.contact(contact).applicationData(for: presentation).decode()
    #expect(shown.body?.data == "abc" && shown.body?.estimatedDataSize == 3 && shown.body?.truncated == nil)
    let edit = try Reading(version).change(of: .contact(contact), by: Sent.notes("abc"))
    #expect(edit.contact == contact)
  }
}

extension Fragment {
  /// For each element that holds text: its tag, and the whole with bytes more in it.
  fileprivate func spoilt(with bytes: [UInt8]) throws -> [(WBXML.Tag, Fragment)] {
    let children = try children()
    return try children.indices.flatMap { index -> [(WBXML.Tag, Fragment)] in
      let child = children[index]
      let inside = try child.content.children()
      let contents: [(WBXML.Tag, Fragment)]
      if !inside.isEmpty {
        contents = try child.content.spoilt(with: bytes)
      } else if child.content.bytes.first == 0x03 {
        // Behind the first character, whatever its length.
        let text = child.content.bytes.dropFirst().dropLast()
        let rest = text.dropFirst().drop { $0 & 0xC0 == 0x80 }
        let first = text.prefix(text.count - rest.count)
        contents = [(child.tag, Fragment(bytes: [0x03] + first + bytes + rest + [0x00]))]
      } else {
        contents = []
      }
      return try contents.map { leaf, content in
        var all = children
        all[index] = Child(tag: child.tag, content: content)
        return (leaf, try Fragment(all))
      }
    }
  }
}
