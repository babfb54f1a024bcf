import Database

/// The stored words of the addresses, and what finds them.
struct DirectoryIndex {
  /// Names an address.
  struct Key: Hashable {
    let tenant: Int64
    let address: Int64
  }

  /// The transaction's connection.
  let connection: any SQLConnection

  /// Writes by what an address is found from now on; nil: by nothing.
  func write(_ words: DirectoryWords?, of key: Key) throws {
    let arguments: [SQLValue] = [.integer(key.tenant), .integer(key.address)]
    guard let words else {
      try connection.execute("DELETE FROM directory_address WHERE tenant = ? AND address = ?", arguments)
      return try forgetWords(arguments)
    }
    try forgetWords(arguments)
    try connection.execute(
      """
      INSERT INTO directory_address (tenant, address, sort_name) VALUES (?, ?, ?)
      ON CONFLICT (tenant, address) DO UPDATE SET sort_name = excluded.sort_name
      """, arguments + [.text(words.sortName)])
    for word in words.words.sorted() {
      try connection.execute(
        "INSERT INTO directory_word (tenant, address, word) VALUES (?, ?, ?)", arguments + [.text(word)])
    }
  }

  private func forgetWords(_ arguments: [SQLValue]) throws {
    try connection.execute("DELETE FROM directory_word WHERE tenant = ? AND address = ?", arguments)
  }

  /// How many addresses of a tenant a query means.
  func count(_ query: DirectoryQuery, tenant: Int64) throws -> Int {
    let (found, arguments) = DirectoryIndex.found(query, tenant: tenant)
    return Int(try connection.first("SELECT count(*) FROM (\(found))", arguments) { $0.integer(0) } ?? 0)
  }

  /// The first `limit` addresses of a tenant that a query means, in the order of their names.
  func addresses(
    _ query: DirectoryQuery, tenant: Int64, limit: Int
  ) throws -> [(id: Int64, sortName: String)] {
    let (found, arguments) = DirectoryIndex.found(query, tenant: tenant)
    return try connection.query(
      """
      SELECT a.address, a.sort_name FROM (\(found)) f
      JOIN directory_address a ON a.tenant = f.tenant AND a.address = f.address
      ORDER BY a.sort_name, a.address LIMIT ?
      """, arguments + [.integer(Int64(limit))]
    ) { (id: $0.integer(0), sortName: $0.text(1)) }
  }

  /// A statement for the addresses that a query means, each once, and its arguments.
  private static func found(_ query: DirectoryQuery, tenant: Int64) -> (sql: String, arguments: [SQLValue]) {
    let readings = query.readings.map { reading in found(reading, tenant: tenant) }
    return (readings.map(\.sql).joined(separator: " UNION "), readings.flatMap(\.arguments))
  }

  /// The first word finds addresses; the others are looked for among those alone.
  private static func found(_ words: [String], tenant: Int64) -> (sql: String, arguments: [SQLValue]) {
    let others = """
       AND EXISTS (SELECT 1 FROM directory_word o
        WHERE o.tenant = w.tenant AND o.address = w.address AND o.word >= ? AND o.word < ?)
      """
    let sql = """
      SELECT DISTINCT w.tenant, w.address FROM directory_word w
      WHERE w.tenant = ? AND w.word >= ? AND w.word < ?
      """
    // No word has this last code point in it, which sorts behind all others.
    let bounds = words.flatMap { [SQLValue.text($0), .text($0 + "\u{10FFFF}")] }
    return (
      sql + String(repeating: others, count: max(0, words.count - 1)), [.integer(tenant)] + bounds
    )
  }
}
