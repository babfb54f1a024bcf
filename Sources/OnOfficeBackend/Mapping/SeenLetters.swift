/// What of a text is left whatever a client makes of its blanks, line ends and quotation marks, and where it stood.
struct SeenLetters {
  private(set) var scalars: [Unicode.Scalar] = []
  /// Where in the text each of ``scalars`` stood.
  private(set) var places: [Int] = []

  /// Takes the letters of a text, all in upper case if they are folded.
  init(_ text: ArraySlice<Unicode.Scalar>, folding: Bool = true) {
    for (place, scalar) in zip(text.indices, text) where !scalar.isUnseen && !scalar.isQuotationMark {
      if folding { scalar.appendUpperCase(to: &scalars) } else { scalars.append(scalar) }
      while places.count < scalars.count { places.append(place) }
    }
  }

  /// Whether a word may end before the letter at `index`.
  func isWordStart(_ index: Int) -> Bool {
    index == 0 || index == places.count || places[index] > places[index - 1] + 1
  }
}

extension Unicode.Scalar {
  /// Whether a line ends with it.
  var isLineEnd: Bool {
    switch value {
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  /// Blanks, characters of no width and of control.
  var isUnseen: Bool {
    if isASCII { return value <= 0x20 || value == 0x7F }
    switch properties.generalCategory {
    case .format, .control, .spaceSeparator, .lineSeparator, .paragraphSeparator: return true
    default: return false
    }
  }

  /// What clients write before the lines of a text that they quote; the block has it between the parts of a line.
  var isQuotationMark: Bool { self == ">" || self == "|" }

  /// The letter in upper case, which may be two.
  func appendUpperCase(to scalars: inout [Unicode.Scalar]) {
    if isASCII {
      let isLower = value >= 0x61 && value <= 0x7A
      scalars.append(isLower ? Unicode.Scalar(UInt8(value - 0x20)) : self)
    } else {
      scalars.append(contentsOf: properties.uppercaseMapping.unicodeScalars)
    }
  }
}

extension String {
  /// A text of these characters.
  init(scalars: some Sequence<Unicode.Scalar>) {
    var view = UnicodeScalarView()
    view.append(contentsOf: scalars)
    self.init(view)
  }
}
