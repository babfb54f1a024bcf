/// Text as it is compared when people are looked for: without letter case and marks, ß as ss, and ä, ö and ü as well
/// as ae, oe and ue as a, o and u.
///
/// What begins a text begins the folded text too, so that who types the first letters of a word finds it. Stored
/// words are folded: a change of the rules needs a migration that folds them anew.
enum FoldedText {
  /// The words of a text, folded: its runs of letters and digits.
  static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = Word()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x61...0x7A, 0x30...0x39: word.append(scalar)
      case 0x41...0x5A: word.append(Unicode.Scalar(UInt8(scalar.value + 0x20)))
      // A mark belongs to the letter before it.
      case 0x300...0x36F: break
      case 0x80... where scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal:
        word.append(folding: scalar)
      default: words += word.end()
      }
    }
    return words + word.end()
  }

  /// What a letter other than those of ASCII is folded to.
  fileprivate static let table: [Unicode.Scalar: String] = {
    let pairs = letters.flatMap { row in row.letters.unicodeScalars.map { ($0, row.folded) } }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }()

  /// A word that is being folded.
  private struct Word {
    private var letters = String.UnicodeScalarView()
    /// Whether an e adds nothing: `ue` is ü, and that is u.
    private var absorbsE = false

    mutating func append(_ letter: Unicode.Scalar) {
      if absorbsE, letter == "e" { return }
      letters.append(letter)
      absorbsE = letter == "a" || letter == "o" || letter == "u"
    }

    mutating func append(folding letter: Unicode.Scalar) {
      for small in letter.properties.lowercaseMapping.unicodeScalars
      where !(0x300...0x36F).contains(small.value) {
        if let folded = FoldedText.table[small] {
          for letter in folded.unicodeScalars { append(letter) }
        } else {
          append(small)
        }
      }
    }

    /// The word, if there is one; the next begins.
    mutating func end() -> [String] {
      guard !letters.isEmpty else { return [] }
      defer { self = Word() }
      return [String(letters)]
    }
  }
}
