/// What holds until a group ends.
struct RTFState: Equatable {
  /// Where text goes.
  enum Destination {
    case text, unseen, fonts, instruction
    /// HTML of the page of which the document was made. [MS-OXRTFEX] 2.1.3.1.1.
    case tag
  }

  var destination = Destination.text
  /// The code page of bytes.
  var page = CodePage.western
  /// How many bytes stand for a character behind its number (`\ucN`).
  var fallback: Int32 = 1
  var isHidden = false
  /// Whether this is for readers that do not know the page (`\htmlrtf`). [MS-OXRTFEX] 2.1.3.1.2.
  var isForOthers = false
  /// Whether this is the text of a link.
  var isLink = false
}

/// The states of the groups that are open. Groups may nest as deep as the document is long: those of the same state
/// count as one.
struct RTFStates {
  private(set) var isEmpty = true
  var current = RTFState()
  private var outer: [(state: RTFState, count: Int)] = []

  mutating func open() {
    if isEmpty {
      isEmpty = false
    } else if let last = outer.last, last.state == current {
      outer[outer.count - 1].count += 1
    } else {
      outer.append((current, 1))
    }
  }

  /// Ends a group; the document, if it was the outermost.
  mutating func close() {
    guard let last = outer.last else {
      isEmpty = true
      return
    }
    current = last.state
    if last.count > 1 { outer[outer.count - 1].count -= 1 } else { outer.removeLast() }
  }
}
