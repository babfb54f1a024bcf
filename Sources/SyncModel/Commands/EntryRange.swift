/// Which entries of a result are wanted or given: `0-99` are the first hundred. [MS-ASCMD] 2.2.3.143.3.
public struct EntryRange: Hashable, Sendable {
  /// The numbers of the entries, counted from 0.
  public let entries: Range<Int>

  /// The entries with these numbers, of which there is at least one.
  public init(_ entries: Range<Int>) { self.entries = entries }

  /// Reads two whole numbers, the first of which is not the larger one; nil for any other text.
  public init?(text: String) {
    let bounds = text.split(separator: "-", omittingEmptySubsequences: false).map(EntryRange.number)
    guard bounds.count == 2, let first = bounds[0], let last = bounds[1], first <= last else { return nil }
    entries = first..<last + 1
  }

  /// As on the wire.
  public var text: String { "\(entries.lowerBound)-\(entries.upperBound - 1)" }

  /// Digits alone: `Int` takes a sign too. More than nine can mean no entry that there is.
  private static func number(_ digits: Substring) -> Int? {
    guard (1...9).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return Int(digits)
  }
}
