import WBXML

/// An item of one class as a device's changes are read over it.
protocol ReadableItem: Element, Hashable {
  /// Elements that the server computes: what a device says of them is not heard.
  static var computed: Set<Tag> { get }
  /// Elements that say something only together with others, even if they are as they were shown.
  static var paired: Set<Tag> { get }
  /// Whether the item is its body: HTML is then kept beside the text that it says, and an item whose body is not
  /// there is none.
  static var isText: Bool { get }
  /// The notes.
  var body: Body? { get set }
  /// The item among those of all classes.
  var asItem: Item { get }

  /// The item as the device sees it.
  func presented(for presentation: Presentation) -> Self
  /// Whether a Change that tells these elements clears another one by leaving it out.
  static func isCleared(_ tag: Tag, leftOutOf told: Set<Tag>, for reading: Reading) -> Bool
  /// Turns what the device wrote in the wire's form into the backend's.
  mutating func settle(_ change: ToldChange<Self>) throws(ItemRefusal)
  /// The elements of it, as a device sent it, that are no values of theirs and so not taken.
  var unreadable: [String] { get }
  /// Whether the settled item says what the device said, as far as a comparison of items cannot see it.
  func says(_ sent: Self, of change: ToldChange<Self>) -> Bool
}

extension ReadableItem {
  static var isText: Bool { false }

  var unreadable: [String] { [] }
}

/// What a device says of an item, together with what it speaks of.
struct ToldChange<Content: ReadableItem> {
  let reading: Reading
  /// The elements that were sent.
  let told: ToldElements
  /// The item before, in the backend's form; empty for an Add.
  let before: Content
  /// The item before as the device sees it; empty for an Add.
  let shown: Content
  let isNew: Bool

  /// Reads the elements of `content` and sees what the device was shown.
  init(
    _ content: Fragment, over before: Content, isNew: Bool, by reading: Reading
  ) throws(ItemRefusal) {
    self.reading = reading
    self.before = before
    self.isNew = isNew
    shown = isNew ? Content() : before.presented(for: reading.presentation)
    let unheard =
      reading.ignoresEmptyPicture ? Content.computed.union([Contacts.picture.tag]) : Content.computed
    told = try ToldElements(content, of: Content.self, ignoringEmpty: unheard)
  }

  /// The item with what was told in it, in the wire's form but for the notes, and whether something in the
  /// notes was not taken.
  ///
  /// What is told as it was shown leaves the item as it is, so that nothing is lost that the device cannot
  /// see or say.
  func applied() throws(ItemRefusal) -> (item: Content, isUntaken: Bool) {
    var item = before
    do throws(WBXMLError) {
      var clearer = ElementClearer { isCleared($0) }
      try item.code(&clearer)
      let shownElements = try ToldElements.contents(of: Fragment(encoding: shown))
      let news = told.content.filter { child in
        let isSame = shownElements[child.tag] == child.content && !Content.paired.contains(child.tag)
        return !isSame && !Content.computed.contains(child.tag)
      }
      try Fragment(news).decode(into: &item)
    } catch {
      throw ItemRefusal(error)
    }
    guard item.body != before.body else { return (item, false) }
    let notes = try reading.notes(item.body, over: before.body, keepsHTML: Content.isText)
    guard notes.isTaken || !isNew || !Content.isText else {
      throw ItemRefusal(element: "Body", reason: "without its text")
    }
    item.body = notes.body
    return (item, !notes.isTaken)
  }

  /// What the device said, in the wire's form; nil if that cannot be read.
  var sent: Content? { try? Fragment(told.content).decode(Content.self) }

  /// The elements that are not taken, as they are no values of theirs.
  var unreadable: [String] { sent?.unreadable ?? [] }

  /// Whether a settled item says what the device said.
  func isSaid(by settled: Content) -> Bool { sent.map { settled.says($0, of: self) } ?? false }

  private func isCleared(_ tag: Tag) -> Bool {
    if Content.computed.contains(tag) { return false }
    if told.tags.contains(tag) { return told.empty.contains(tag) }
    return !isNew && Content.isCleared(tag, leftOutOf: told.tags, for: reading)
  }
}
