/// A line of its own with which a block of estates begins or ends, where a client has left it.
struct EstateBlockMark {
  let isOpening: Bool
  /// Where in the text it stands.
  let place: Range<Int>

  private static let openingLetters = letters(of: EstateBlock.opening)
  private static let closingLetters = letters(of: EstateBlock.closing)

  /// All in a text, in their order.
  static func all(in text: ArraySlice<Unicode.Scalar>) -> [EstateBlockMark] {
    var marks: [EstateBlockMark] = []
    for start in text.indices where text[start] == "[" {
      if let end = end(of: openingLetters, in: text[start...]) {
        marks.append(EstateBlockMark(isOpening: true, place: start..<end))
      } else if let end = end(of: closingLetters, in: text[start...]) {
        marks.append(EstateBlockMark(isOpening: false, place: start..<end))
      }
    }
    return marks
  }

  private static func letters(of text: String) -> [Unicode.Scalar] {
    SeenLetters(Array(text.unicodeScalars)[...]).scalars
  }

  /// Behind the letters with which a text begins, whatever blanks and line ends are between them; nil if it does not.
  private static func end(of letters: [Unicode.Scalar], in text: ArraySlice<Unicode.Scalar>) -> Int? {
    var place = text.startIndex
    var upper: [Unicode.Scalar] = []
    for letter in letters {
      var isLineStart = false
      while place < text.endIndex, text[place].isUnseen || (isLineStart && text[place].isQuotationMark) {
        isLineStart = isLineStart || text[place].isLineEnd
        place += 1
      }
      guard place < text.endIndex else { return nil }
      upper.removeAll(keepingCapacity: true)
      text[place].appendUpperCase(to: &upper)
      guard upper.first == letter, upper.count == 1 else { return nil }
      place += 1
    }
    return place
  }
}
