/// Reads a document group by group, each byte once.
struct RTFReader {
  private var input: RTFScanner
  private let isUnicode: Bool
  private let limit: Int
  private var states = RTFStates()
  private var writer = RTFPageWriter()
  private var fonts = RTFFonts()
  /// The instruction of the field that was opened last.
  private var instruction: [UInt8] = []
  /// How many bytes are to be passed over, as they stand for the character before them.
  private var fallbackLeft: Int32 = 0
  /// Whether nothing of the group was read but its beginning, and whether that says that it may be passed over.
  private var isGroupStart = false
  private var isOptional = false

  /// An instruction longer than this is no link.
  private static let longestInstruction = 4096

  init(_ bytes: [UInt8], isUnicode: Bool, limit: Int) throws(RTFError) {
    guard let start = bytes.firstIndex(of: UInt8(ascii: "{")), bytes[start...].starts(with: #"{\rtf"#.utf8),
      String(decoding: bytes[..<start], as: UTF8.self).allSatisfy({ $0.isWhitespace || $0 == "\u{FEFF}" })
    else { throw .noRTF }
    input = RTFScanner(bytes[start...])
    self.isUnicode = isUnicode
    self.limit = limit
  }

  /// The page, once it is read.
  var page: (html: String, isOriginal: Bool) {
    mutating get { (writer.finished(), writer.isOriginal) }
  }

  /// Reads until the outermost group ends, or the bytes do.
  mutating func read() throws(RTFError) {
    while let token = input.next() {
      switch token {
      case .open: open()
      case .close:
        close()
        if states.isEmpty { return }
      case .byte(let byte): take(byte, in: isUnicode && byte >= 0x80 ? .utf8 : states.current.page)
      case .escaped(let byte): take(byte, in: states.current.page)
      case .symbol(let symbol): take(symbol: symbol)
      case .word(let name, let number): take(name, number)
      }
      guard writer.size <= limit else { throw .tooLarge }
    }
  }

  private mutating func open() {
    states.open()
    (isGroupStart, isOptional, fallbackLeft) = (true, false, 0)
  }

  private mutating func close() {
    let wasLink = states.current.isLink
    states.close()
    if wasLink, !states.current.isLink { writer.endLink() }
    (isGroupStart, isOptional, fallbackLeft) = (false, false, 0)
  }

  private mutating func take(_ byte: UInt8, in page: CodePage) {
    isGroupStart = false
    guard fallbackLeft == 0 else { return fallbackLeft -= 1 }
    if states.current.destination == .instruction {
      if instruction.count < Self.longestInstruction { instruction.append(byte) }
    } else if isSeen {
      writer.add(byte, in: page, isTag: isTag)
    }
  }

  private mutating func take(symbol: UInt8) {
    if symbol == UInt8(ascii: "*") {
      isOptional = isGroupStart
      return
    }
    isGroupStart = false
    guard fallbackLeft == 0 else { return fallbackLeft -= 1 }
    switch symbol {
    case UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "}"): take(symbol, in: states.current.page)
    case UInt8(ascii: "~"): write(isTag ? "&nbsp;" : "\u{A0}")
    case UInt8(ascii: "_"): write("-")
    case UInt8(ascii: "\t"): write("\t")
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"): write("\n")
    default: break
    }
  }

  private var isTag: Bool { states.current.destination == .tag }

  /// Whether what comes is text of the page.
  private var isSeen: Bool {
    let state = states.current
    switch state.destination {
    case .text: return !state.isHidden && !(state.isForOthers && writer.isOriginal)
    case .tag: return true
    case .unseen, .fonts, .instruction: return false
    }
  }

  private mutating func write(_ text: String) {
    if isSeen { writer.add(text, isTag: isTag) }
  }
}

// MARK: - Control words
extension RTFReader {
  private mutating func take(_ name: String, _ number: Int32?) {
    let (isFirst, isOptionalGroup) = (isGroupStart, isOptional)
    (isGroupStart, isOptional) = (false, false)
    if isFirst, isOptionalGroup, !isKnown(optional: name) {
      if name == "shppict", isSeen { writer.addImage() }
      states.current.destination = .unseen
      return
    }
    if let word = RTFWord(name) {
      take(word, isFirst: isFirst)
    } else {
      fallbackLeft = 0
      setState(name, number)
    }
  }

  /// Groups that may be passed over, but are not.
  private mutating func isKnown(optional name: String) -> Bool {
    if name == "htmltag", writer.isOriginal, isSeen {
      states.current.destination = .tag
      states.current.page = fonts.document
      return true
    }
    return name == "fldinst" || name == "fonttbl"
  }

  private mutating func take(_ word: RTFWord, isFirst: Bool) {
    if case .text(let text) = word {
      guard fallbackLeft == 0 else { return fallbackLeft -= 1 }
      return write(text)
    }
    fallbackLeft = 0
    switch word {
    case .lineEnd: write("\n")
    case .cell: if isSeen { writer.endCell() }
    case .row: if isSeen { writer.endRow() }
    case .field: instruction = []
    case .unseen where isFirst: states.current.destination = .unseen
    case .fonts where isFirst && isSeen: states.current.destination = .fonts
    case .instruction where isFirst && isSeen:
      instruction = []
      states.current.destination = .instruction
    case .result where isFirst && isSeen: beginResult()
    case .image where isFirst:
      if isSeen { writer.addImage() }
      states.current.destination = .unseen
    default: break
    }
  }

  /// The result of a field is its text; that of a link leads to an address.
  private mutating func beginResult() {
    guard !states.current.isLink, !writer.isOriginal else { return }
    let text = String(decoding: instruction, as: UTF8.self)
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    guard parts.count > 2, parts[0].filter({ !$0.isWhitespace }).uppercased() == "HYPERLINK" else { return }
    writer.beginLink(to: String(parts[1]))
    states.current.isLink = true
  }

  private mutating func setState(_ name: String, _ number: Int32?) {
    switch name {
    case "u":
      guard let number else { return }
      if isSeen { writer.add(unit: UInt32(bitPattern: number < 0 ? number + 0x10000 : number), isTag: isTag) }
      fallbackLeft = states.current.fallback
    case "uc": states.current.fallback = max(0, number ?? 1)
    case "bin": input.pass(Int(max(0, number ?? 0)))
    case "v", "deleted": states.current.isHidden = number != 0
    case "htmlrtf": states.current.isForOthers = number != 0
    case "fromhtml": if writer.isEmpty, number != 0 { writer.isOriginal = true }
    case "plain":
      states.current.isHidden = false
      states.current.page = fonts.standard
    case "ansicpg", "ansi", "mac", "pc", "pca":
      fonts.setDocument(name, number)
      states.current.page = fonts.document
    default:
      fonts.take(name, number, isTable: states.current.destination == .fonts)
      if name == "f", states.current.destination == .text {
        states.current.page = fonts.page(of: number ?? 0)
      }
    }
  }
}
