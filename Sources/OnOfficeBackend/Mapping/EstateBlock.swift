/// The estates of an appointment as a block of text under its notes. Manual 12.2.
///
/// The block goes to the phone with the notes and must never come back into onOffice: ``cut(from:)`` takes it
/// off again, wherever it stands by then.
enum EstateBlock {
  static let opening = "[Immobilien aus onOffice]"
  static let closing = "[Ende der Immobilien]"
  static let number = "Nr. "

  /// The notes, and under them the block; the notes alone if there is no estate.
  static func appending(_ estates: [EstateLink], to notes: String) -> String {
    let notes = cut(from: notes)
    guard !estates.isEmpty else { return notes }
    let block = ([opening] + estates.map(line) + [closing]).joined(separator: "\n")
    return notes.isEmpty ? block : notes + "\n\n" + block
  }

  /// The notes without the blocks. Without a closing line, the block goes as far as its own lines.
  static func cut(from text: String) -> String {
    var text = text
    while let block = firstBlock(in: text) { text.removeSubrange(block) }
    return text
  }

  /// `Nr. 4711: Haus am See | Seestr. 1, 12345 Berlin`, without the parts that are empty.
  private static func line(_ estate: EstateLink) -> String {
    let parts = [estate.title, estate.address].map(\.onOneLine).filter { !$0.isEmpty }
    let name = estate.number.onOneLine
    let head = number + (name.isEmpty ? String(estate.id) : name)
    return parts.isEmpty ? head : head + ": " + parts.joined(separator: " | ")
  }

  /// The first block with the line ends that separate it from the notes.
  private static func firstBlock(in text: String) -> Range<String.Index>? {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard let first = lines.firstIndex(where: { $0.trimmed == opening }) else { return nil }
    let rest = lines[(first + 1)...]
    let closed = rest.firstIndex { $0.trimmed == closing || $0.trimmed == opening }
    let last =
      if let closed, lines[closed].trimmed == closing { closed } else {
        rest.prefix { $0.trimmed.hasPrefix(number) }.endIndex - 1
      }
    return start(ofBlockAt: first, lines)..<end(ofBlockAt: first...last, lines, text)
  }

  /// Where to cut before a block: its own line end and the blank line that ``appending(_:to:)`` put there.
  private static func start(ofBlockAt line: Int, _ lines: [Substring]) -> String.Index {
    guard line > 0 else { return lines[line].startIndex }
    let hasBlankLine = line > 1 && lines[line - 1].trimmed.isEmpty
    return lines[hasBlankLine ? line - 2 : line - 1].endIndex
  }

  /// Where to cut after a block; with the line end if the block stands at the very top.
  private static func end(
    ofBlockAt block: ClosedRange<Int>, _ lines: [Substring], _ text: String
  ) -> String.Index {
    let end = lines[block.upperBound].endIndex
    return block.lowerBound == 0 && end < text.endIndex ? text.index(after: end) : end
  }
}

extension String {
  /// The text with line ends as blanks.
  fileprivate var onOneLine: String {
    split(whereSeparator: \.isNewline).map(\.trimmed).joined(separator: " ").trimmed
  }
}
