/// Tells the lines of estates within a block from what a user typed between them.
struct EstateLines {
  /// What a block holds: what was typed into it, and where it ends.
  struct Content {
    var typed: [String] = []
    var end: Int
  }

  /// The letters of each line that is sent.
  private let sent: [[Unicode.Scalar]]
  /// What is missing of the last line, if that breaks off.
  private var missing: ArraySlice<Unicode.Scalar> = []
  /// Whether the line before is one of another block that may go on with the next.
  private var mayGoOn = false

  private static let number = SeenLetters(Array(EstateBlock.number.unicodeScalars)[...]).scalars
  /// Clients that break lines do so near their 76th character.
  private static let shortestBroken = 50
  /// So many letters tell the end of a line.
  private static let end = 4

  init(_ lines: [String]) {
    sent = lines.map { SeenLetters(Array($0.unicodeScalars)[...]).scalars }
  }

  /// Whether these are the letters of one of the lines.
  func contains(_ letters: [Unicode.Scalar]) -> Bool { sent.contains(letters) }

  /// Whether the lines are these, however they are broken.
  func isAll(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    String(scalars: SeenLetters(text).scalars) == String(scalars: sent.joined())
  }

  /// Reads what stands behind the opening of a block. One that has no end ends with its own lines.
  mutating func read(_ text: ArraySlice<Unicode.Scalar>, isClosed: Bool) -> Content {
    (missing, mayGoOn) = ([], false)
    var content = Content(end: isClosed ? text.endIndex : text.startIndex)
    if isClosed, isAll(text) { return content }
    for line in text.lines {
      let letters = SeenLetters(line)
      guard !letters.scalars.isEmpty else { continue }
      let typed = typedLetters(of: letters, in: line)
      guard !typed.isEmpty else {
        if !isClosed { content.end = line.endIndex }
        continue
      }
      let start = typed.lowerBound == 0 ? line.startIndex : letters.places[typed.lowerBound]
      let end = typed.upperBound == letters.places.count ? line.endIndex : letters.places[typed.upperBound]
      guard isClosed else {
        if typed.lowerBound > 0 { content.end = start }
        break
      }
      content.typed.append(String(scalars: text[start..<end]).trimmed)
    }
    return content
  }

  /// Which letters of a line are not the block's: those behind what is the block's, or those before it.
  private mutating func typedLetters(of line: SeenLetters, in text: ArraySlice<Unicode.Scalar>) -> Range<Int>
  {
    let count = line.scalars.count
    var start = 0
    while start < count {
      let rest = line.scalars[start...]
      if !missing.isEmpty, missing.starts(with: rest) {
        missing = missing.dropFirst(rest.count)
        start = count
      } else if !missing.isEmpty, rest.starts(with: missing), line.isWordStart(start + missing.count) {
        start += missing.count
        missing = []
      } else if rest.starts(with: Self.number) {
        start += begin(rest, of: line)
        mayGoOn = mayGoOn && text.count >= Self.shortestBroken
      } else {
        return start > 0 ? start..<count : 0..<count - ownEnd(of: line, text)
      }
    }
    return count..<count
  }

  /// How much of the rest of a line is the block's: a line that was sent, or all, as a part of such a line, a
  /// changed one, or one of another block.
  private mutating func begin(_ rest: ArraySlice<Unicode.Scalar>, of line: SeenLetters) -> Int {
    (missing, mayGoOn) = ([], false)
    let whole = sent.filter { rest.starts(with: $0) && mayEnd($0, in: line, at: rest.startIndex + $0.count) }
    if let longest = whole.map(\.count).max() { return longest }
    let common = sent.map { ($0, zip($0, rest).prefix { $0 == $1 }.count) }.max { $0.1 < $1.1 }
    guard let (known, length) = common, length == rest.count || known.prefix(length).contains(":") else {
      mayGoOn = true
      return rest.count
    }
    // A line that was changed before its end has nothing more to come.
    let hasEnd = length < rest.count && rest.suffix(Self.end) == known.suffix(Self.end)
    missing = hasEnd ? [] : known[length...]
    return rest.count
  }

  /// Whether a sent line may end before a letter. The number of an estate is none that goes on.
  private func mayEnd(_ sent: [Unicode.Scalar], in line: SeenLetters, at index: Int) -> Bool {
    if line.isWordStart(index) { return true }
    let next = line.scalars[index].properties
    return sent.contains(":") && !next.isAlphabetic && next.numericType == nil
  }

  /// How many letters at the end of a line go on with the one before.
  private mutating func ownEnd(of line: SeenLetters, _ text: ArraySlice<Unicode.Scalar>) -> Int {
    if mayGoOn {
      mayGoOn = text.count >= Self.shortestBroken
      return line.scalars.count
    }
    var common = zip(line.scalars.reversed(), missing.reversed()).prefix { $0 == $1 }.count
    while common > 0, !line.isWordStart(line.scalars.count - common) { common -= 1 }
    // A word of it may be typed.
    let isMost = common * 2 >= missing.count
    missing = []
    return isMost ? common : 0
  }
}

extension ArraySlice<Unicode.Scalar> {
  /// The lines without their ends.
  var lines: [ArraySlice<Unicode.Scalar>] {
    split(omittingEmptySubsequences: false, whereSeparator: \.isLineEnd)
  }
}
