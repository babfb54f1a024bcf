extension SQLiteDatabase {
  /// What is broken in the file at `path`, in SQLite's words; nothing if it is whole. Other programs may be using
  /// it, and nothing in it is changed.
  ///
  /// Reads all of it, but leaves out whether indices agree with their tables. Blocks; meant for commands.
  public static func faults(of path: String) throws -> [String] {
    let connection = try SQLiteConnection.reader(path: path)
    let rows = try connection.transaction("BEGIN") {
      try connection.query("PRAGMA quick_check", []) { $0.text(0) }
    }
    return rows == ["ok"] ? [] : rows
  }
}
