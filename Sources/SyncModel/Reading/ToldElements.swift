import WBXML

/// The elements of an ApplicationData, those without content apart: they clear what they name.
struct ToldElements {
  /// All that were sent.
  let tags: Set<Tag>
  /// Those without content.
  let empty: Set<Tag>
  /// Those with content, in the form in which this server writes it, without what XML does not allow in texts.
  let content: [Fragment.Child]
  /// Those with content that says nothing to this server.
  let unread: Set<Tag>

  /// Reads the elements of a class; refuses an element whose text is no value of its type or no text
  /// at all.
  init<Content: Element>(
    _ fragment: Fragment, of type: Content.Type, ignoringEmpty unheard: Set<Tag>
  ) throws(ItemRefusal) {
    do throws(WBXMLError) {
      try fragment.checkTexts()
      let children = try fragment.children()
      let filled = children.filter { !$0.content.isEmpty }
      let element = try Fragment(filled).decode(type)
      let written = try Fragment(encoding: element).children()
      tags = Set(children.map(\.tag))
      content = written.filter { !$0.content.isEmpty }
      let said = Set(content.map(\.tag))
      empty = tags.subtracting(said).subtracting(unheard)
      unread = Set(filled.map(\.tag)).subtracting(said)
    } catch {
      throw ItemRefusal(error)
    }
  }

  /// The elements with content; none of bytes that cannot be read.
  static func filled(in fragment: Fragment) -> Set<Tag> {
    let children = (try? fragment.children()) ?? []
    return Set(children.filter { !$0.content.isEmpty }.map(\.tag))
  }

  /// The contents of elements by their tags; of several with one tag the first.
  static func contents(of fragment: Fragment) throws(WBXMLError) -> [Tag: Fragment] {
    let pairs = try fragment.children().map { ($0.tag, $0.content) }
    return Dictionary(pairs) { first, _ in first }
  }
}

extension ItemRefusal {
  /// What is wrong with bytes that were read as an item.
  init(_ error: WBXMLError) {
    switch error {
    case .badValue(let tag, _): self.init(element: tag.name ?? "\(tag)", reason: "no value of its type")
    case .malformed(let defect, _): self.init(element: "ApplicationData", reason: defect.rawValue)
    case .unexpectedRoot(let tag): self.init(element: tag.name ?? "\(tag)", reason: "out of place")
    }
  }
}
