/// What somebody typed who looks for people.
struct DirectoryQuery: Hashable {
  /// The ways to understand it; all words of one must be found.
  let readings: [[String]]

  /// Takes a text as typed. One without letters may be a telephone number with blanks in it as well as words.
  init(_ text: String) {
    let words = DirectoryQuery.needed(FoldedText.words(of: text))
    let number = text.contains(where: \.isLetter) ? "" : DialledNumber.international(text)
    readings = [words, number.isEmpty ? [] : [number]].filter { !$0.isEmpty }
  }

  /// Whether somebody with these words is meant.
  func means(_ words: Set<String>) -> Bool {
    readings.contains { reading in
      reading.allSatisfy { start in words.contains { $0.utf8.starts(with: start.utf8) } }
    }
  }

  /// The words without those that begin another one, and so are found with it; the longest first, as they mean fewest.
  private static func needed(_ words: [String]) -> [String] {
    Set(words).filter { word in
      !words.contains { $0 != word && $0.utf8.starts(with: word.utf8) }
    }
    .sorted { ($0.utf8.count, $1) > ($1.utf8.count, $0) }
  }
}
