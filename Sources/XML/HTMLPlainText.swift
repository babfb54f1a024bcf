/// Lines of text as they grow from a page.
struct HTMLPlainText {
  private var text = ""
  /// Line ends that are due before the next text, which blocks ask for.
  private var lineEnds = 0
  private var isSpaceDue = false
  private var preformatted = 0
  /// Whether the line holds nothing but the dash or number of an item.
  private var isItemEmpty = false
  /// Whether the line holds nothing but spaces that do not break, with which clients keep an empty line open.
  private var isLineBlank = false
  /// Whether there was an image.
  private(set) var hasImages = false
  /// The lists that are open: the number of the last item, nil in one without numbers.
  private var lists: [Int?] = []
  /// The link that is open: its address and where its text begins.
  private var link: (address: String, start: Int)?

  /// How far the items of lists are indented at most: a page nests them deeper than anybody reads, and each of its
  /// short items would become a long line.
  private static let deepestIndentation = 8

  /// Bytes so far.
  var size: Int { text.utf8.count }

  /// The text without white space at its end.
  var finished: String {
    let end = text.unicodeScalars.lastIndex { !$0.properties.isWhitespace }
    return end.map { String(text.unicodeScalars[...$0]) } ?? ""
  }

  mutating func begin(_ tag: HTMLTag?) {
    guard let tag, tag.isBlock || tag == .br else { return }
    if tag == .br || tag == .hr { return endLine() }
    breakLine(tag)
    switch tag {
    case .pre: preformatted += 1
    case .ul: lists.append(.none)
    case .ol: lists.append(0)
    case .li: beginItem()
    default: break
    }
  }

  mutating func end(_ tag: HTMLTag?) {
    guard let tag else { return }
    if tag == .a { endLink() }
    if tag == .td || tag == .th { isSpaceDue = true }
    guard tag.isBlock, tag != .hr else { return }
    if tag == .pre { preformatted -= 1 }
    if tag == .ul || tag == .ol { lists.removeLast() }
    breakLine(tag)
  }

  /// Adds what the page says in the place of an image.
  mutating func addImage(saying text: String?) {
    hasImages = true
    if let text { add(text) }
  }

  mutating func beginLink(to address: String?) {
    link = address.map { ($0.filter { !$0.isWhitespace }, text.utf8.count) }
  }

  /// Writes the address behind the text unless that says it.
  private mutating func endLink() {
    guard let (address, start) = link else { return }
    link = nil
    let shown = String(decoding: text.utf8.dropFirst(start), as: UTF8.self)
    guard LinkAddress(address).isWorthTelling(behind: shown) else { return }
    text += " <\(address)>"
  }

  /// Adds text; runs of white space count as one space, but for those that do not break.
  mutating func add(_ content: String) {
    for character in content.unicodeScalars {
      switch character {
      case "\r" where preformatted > 0: break
      case "\n" where preformatted > 0: endLine()
      case " ", "\t", "\n", "\r", "\u{0C}":
        if preformatted > 0 { put(character) } else { isSpaceDue = true }
      case "\u{A0}": put(" ")
      default: put(character)
      }
    }
  }

  private mutating func put(_ character: Unicode.Scalar) {
    beginText()
    isItemEmpty = false
    let isFirst = text.isEmpty || text.utf8.last == UInt8(ascii: "\n")
    isLineBlank = (isFirst || isLineBlank) && character == " "
    text.unicodeScalars.append(character)
  }

  /// Writes the line ends or the space that is due.
  private mutating func beginText() {
    if lineEnds > 0 {
      text += String(repeating: "\n", count: lineEnds)
    } else if isSpaceDue, !text.isEmpty, text.utf8.last != UInt8(ascii: "\n") {
      text += " "
    }
    lineEnds = 0
    isSpaceDue = false
  }

  private mutating func endLine() {
    isSpaceDue = false
    isItemEmpty = false
    isLineBlank = false
    beginText()
    text += "\n"
  }

  /// Makes an empty line of one that holds nothing else.
  private mutating func endBlankLine() {
    guard isLineBlank else { return }
    while text.utf8.last == UInt8(ascii: " ") { text.unicodeScalars.removeLast() }
    endLine()
  }

  /// Asks for a new line, if this one has begun, and for an empty one where the element stands apart.
  private mutating func breakLine(_ tag: HTMLTag) {
    isSpaceDue = false
    endBlankLine()
    guard !text.isEmpty, !isItemEmpty || tag == .li else { return }
    isItemEmpty = false
    let standsApart = lists.isEmpty && (tag.standsApart || tag == .ul || tag == .ol)
    let hasEnded = text.utf8.last == UInt8(ascii: "\n")
    lineEnds = max(lineEnds, (hasEnded ? 0 : 1) + (standsApart ? 1 : 0))
  }

  private mutating func beginItem() {
    let depth = max(0, min(lists.count - 1, Self.deepestIndentation))
    beginText()
    isLineBlank = false
    text += String(repeating: "  ", count: depth)
    isItemEmpty = true
    guard let list = lists.popLast() else { return text += "- " }
    lists.append(list.map { $0 + 1 })
    text += list.map { "\($0 + 1). " } ?? "- "
  }
}

/// Where a link of a page leads.
private struct LinkAddress {
  private let address: String

  init(_ address: String) { self.address = address }

  /// Whether a reader of `text` would not know it. Many clients make links of addresses that are typed.
  func isWorthTelling(behind text: String) -> Bool {
    let schemes = ["http://", "https://", "mailto:"]
    guard schemes.contains(where: address.lowercased().hasPrefix) else { return false }
    let said = LinkAddress.bare(text)
    return !said.isEmpty && !LinkAddress.bare(address).hasPrefix(said)
  }

  /// An address without what clients add to it or leave out.
  private static func bare(_ text: String) -> String {
    var bare = text.lowercased().filter { !$0.isWhitespace }[...]
    for start in ["http://", "https://", "mailto:", "www."] where bare.hasPrefix(start) {
      bare = bare.dropFirst(start.count)
    }
    while let last = bare.last, last == "/" || last == "…" || last == "." { bare = bare.dropLast() }
    return String(bare)
  }
}
