import WBXML

/// The estates of an appointment as a block of text under its notes. Manual 12.2.
///
/// The block goes to the phone with the notes and must never come back into onOffice: ``cut(from:)`` takes it
/// off again, wherever it stands by then and whatever a client has made of its lines.
struct EstateBlock {
  static let opening = "[Immobilien aus onOffice]"
  static let closing = "[Ende der Immobilien]"
  static let number = "Nr. "

  /// The lines of the estates.
  let lines: [String]

  init(_ estates: [EstateLink]) {
    lines = estates.map(Self.line)
  }

  /// The whole block, as it is sent.
  var text: String { ([Self.opening] + lines + [Self.closing]).joined(separator: "\n") }

  /// The notes, and under them the block; the notes alone if there is no estate.
  func appending(to notes: String) -> String {
    let notes = cut(from: notes).text
    guard !lines.isEmpty else { return notes }
    return notes.isEmpty ? text : notes + "\n\n" + text
  }

  /// The notes without the blocks, and what is told of the client by those.
  func cut(from text: String) -> UnblockedNotes {
    // Without a bracket there is no block in most notes, and nothing to do.
    guard text.utf8.contains(UInt8(ascii: "[")) else { return UnblockedNotes(text: text) }
    var cutter = EstateBlockCutter(text, block: self)
    return cutter.cut()
  }

  /// `Nr. 4711: Haus am See | Seestr. 1, 12345 Berlin`, without the parts that are empty.
  private static func line(_ estate: EstateLink) -> String {
    let parts = [estate.title, estate.address].map(\.onOneLine).filter { !$0.isEmpty }
    let name = estate.number.onOneLine
    let head = number + (name.isEmpty ? String(estate.id) : name)
    let line = (parts.isEmpty ? head : head + ": " + parts.joined(separator: " | ")).asXMLText
    // What ends the block, or seems to begin one, must not stand in it.
    guard !EstateBlockMark.all(in: Array(line.unicodeScalars)[...]).isEmpty else { return line }
    return line.replacing("[", with: "(").replacing("]", with: ")")
  }
}

/// The notes of an appointment as a device sent them, without the estates.
struct UnblockedNotes {
  var text: String
  /// Whether the notes end where a block began.
  var endsWithBlock = false
  /// Whether the client has changed the blanks and line ends of a block, or quotes it.
  var isReset = false
  /// Whether the client has changed the case of a block's letters.
  var isRecased = false

  /// The notes to be stored in place of those; nil if these are the same.
  ///
  /// Who writes a block's blanks, line ends or letters anew has done so with the notes as well: nobody typed that.
  func edit(of stored: String) -> String? {
    guard !isSame(as: stored) else { return nil }
    // Empty lines above the block are not the user's if they are more than there were.
    guard endsWithBlock else { return text }
    let most = stored.endingLineEnds
    return String(text.dropLast(max(0, text.endingLineEnds - most)))
  }

  private func isSame(as stored: String) -> Bool {
    if text == stored { return true }
    guard isReset || isRecased else { return text.withoutBlankEnd == stored.withoutBlankEnd }
    return text.letters(folding: isRecased) == stored.letters(folding: isRecased)
  }
}

extension String {
  /// The text with line ends as blanks.
  fileprivate var onOneLine: String {
    split(whereSeparator: \.isNewline).map(\.trimmed).joined(separator: " ").trimmed
  }

  fileprivate var withoutBlankEnd: Substring {
    let end = unicodeScalars.lastIndex { !$0.properties.isWhitespace }
    return end.map { self[...$0] } ?? ""
  }

  /// How many line ends the text ends with.
  fileprivate var endingLineEnds: Int { reversed().prefix(while: \.isNewline).count }

  /// What of the text is to be seen.
  fileprivate func letters(folding: Bool) -> String {
    String(scalars: SeenLetters(Array(unicodeScalars)[...], folding: folding).scalars)
  }
}
