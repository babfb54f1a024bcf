import Database

extension SQLConnection {
  /// Runs a statement with `IN (…)` for all of `ids`, a hundred at a time.
  ///
  /// `sql` gets the placeholders of the list, which must be the statement's last ones. Lists have one of three
  /// lengths, filled up with their last number, so that a connection prepares three statements and not hundreds.
  func query<Value>(
    forEachOf ids: [Int64], _ arguments: [SQLValue], _ sql: (_ marks: String) -> String,
    read: (any SQLRow) throws -> Value
  ) throws -> [Value] {
    var values: [Value] = []
    var rest = ids[...]
    while let last = rest.prefix(ChunkLength.longest).last {
      let chunk = rest.prefix(ChunkLength.longest)
      let length = ChunkLength.holding(chunk.count)
      let filling = repeatElement(SQLValue.integer(last), count: length.count - chunk.count)
      values += try query(sql(length.marks), arguments + chunk.map(SQLValue.integer) + filling, read)
      rest = rest.dropFirst(chunk.count)
    }
    return values
  }
}

/// The lengths that lists of numbers in statements have.
private struct ChunkLength {
  let count: Int
  let marks: String

  private init(_ count: Int) {
    self.count = count
    marks = Array(repeating: "?", count: count).joined(separator: ", ")
  }

  static let longest = 100
  private static let one = ChunkLength(1)
  private static let some = ChunkLength(10)
  private static let many = ChunkLength(longest)

  static func holding(_ count: Int) -> ChunkLength {
    count <= one.count ? one : count <= some.count ? some : many
  }
}
