public import struct Foundation.Date

/// Asks for people of the user's tenant by what a device's user typed.
public struct DirectoryRequest: Hashable, Sendable {
  /// The words that are looked for, as typed.
  public let query: String
  /// Which of those found are wanted, counted from 0 in the order of their names.
  public let range: Range<Int>
  /// Now, which decides who is still active.
  public let now: Date

  /// Joins the parts.
  public init(query: String, range: Range<Int>, now: Date) {
    self.query = query
    self.range = range
    self.now = now
  }
}

/// People who were found.
public struct DirectoryPage: Hashable, Sendable {
  /// How many were found in all.
  public let total: Int
  /// Those of the range that was asked for, in the order of their names.
  public let entries: [DirectoryEntry]

  /// Joins the two.
  public init(total: Int, entries: [DirectoryEntry]) {
    self.total = total
    self.entries = entries
  }
}
