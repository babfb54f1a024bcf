import Database

extension OnOffice {
  /// Addresses by the words that people look for them with: those that are neither archived nor private.
  static let directoryTables = [
    """
    CREATE TABLE directory_address (
      tenant BIGINT NOT NULL,
      address BIGINT NOT NULL,
      sort_name TEXT NOT NULL,
      PRIMARY KEY (tenant, address)) WITHOUT ROWID
    """,
    """
    CREATE TABLE directory_word (
      tenant BIGINT NOT NULL,
      address BIGINT NOT NULL,
      word TEXT NOT NULL,
      PRIMARY KEY (tenant, address, word)) WITHOUT ROWID
    """,
    "CREATE INDEX directory_word_word ON directory_word (tenant, word)",
  ]

  /// Takes the addresses that were there before into the directory.
  @Sendable static func fillDirectory(_ connection: any SQLConnection) throws {
    // Named columns, and not those that addresses have today: later steps add some.
    typealias Key = DirectoryIndex.Key
    var addresses: [Key: DirectoryWords.Parts] = [:]
    let read = { (row: any SQLRow) -> Void in
      addresses[Key(tenant: row.integer(0), address: row.integer(1))] = DirectoryWords.Parts(
        firstName: row.text(2), lastName: row.text(3), company: row.text(4), isListed: true)
    }
    _ = try connection.query(
      """
      SELECT tenant, id, "Vorname", "Name", "Zusatz1" FROM address
      WHERE "Status" = 1 AND ("Privat" IS NULL OR "Privat" = 0)
      """, [], read)
    _ = try connection.query(
      "SELECT tenant, address, entry_group, entry_value FROM address_entry WHERE entry_group IN ('phone', 'email')",
      []
    ) { row in
      let key = Key(tenant: row.integer(0), address: row.integer(1))
      if row.text(2) == "email" {
        addresses[key]?.emails.append(row.text(3))
      } else {
        addresses[key]?.numbers.append(row.text(3))
      }
    }
    let index = DirectoryIndex(connection: connection)
    for (key, parts) in addresses { try index.write(DirectoryWords(parts), of: key) }
  }
}
