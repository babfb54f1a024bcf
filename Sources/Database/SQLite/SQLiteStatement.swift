import CSQLite

/// A prepared statement and, while it runs, its present row.
final class SQLiteStatement: SQLRow {
  private let handle: OpaquePointer
  private let sql: String
  private lazy var names = (0..<count).map { column in
    sqlite3_column_name(handle, Int32(column)).map { String(cString: $0) } ?? ""
  }

  /// Prepares `sql`, which has to be one statement.
  init(_ sql: String, on connection: OpaquePointer) throws(DatabaseError) {
    var text = sql
    var prepared: OpaquePointer?
    var isAlone = true
    let code = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        var tail: UnsafePointer<CChar>?
        let code = sqlite3_prepare_v3(
          connection, characters.baseAddress, Int32(clamping: characters.count),
          UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, &tail)
        if let tail, let start = characters.baseAddress {
          isAlone = characters[(tail - start)...].allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == 0x3B }
        }
        return code
      }
    }
    guard code == SQLITE_OK, let prepared, isAlone else {
      sqlite3_finalize(prepared)
      let message = code == SQLITE_OK ? "not one statement" : String(cString: sqlite3_errmsg(connection))
      throw .statement(message: message, sql: sql)
    }
    handle = prepared
    self.sql = sql
  }

  deinit { sqlite3_finalize(handle) }

  /// Whether it is between two rows, so that it cannot be run again now.
  var isRunning: Bool { sqlite3_stmt_busy(handle) != 0 }

  /// Gives the placeholders their values.
  func bind(_ arguments: [SQLValue]) throws(DatabaseError) {
    let expected = Int(sqlite3_bind_parameter_count(handle))
    guard arguments.count == expected else {
      throw .statement(message: "\(expected) placeholders, \(arguments.count) values", sql: sql)
    }
    for (index, argument) in arguments.enumerated() {
      guard bind(argument, at: Int32(index + 1)) == SQLITE_OK else { throw failure }
    }
  }

  private func bind(_ value: SQLValue, at index: Int32) -> Int32 {
    switch value {
    case .null: return sqlite3_bind_null(handle, index)
    case .integer(let number): return sqlite3_bind_int64(handle, index, number)
    case .real(let number): return sqlite3_bind_double(handle, index, number)
    case .text(var text):
      return text.withUTF8 { csqlite_bind_text(handle, index, $0.baseAddress, UInt64($0.count)) }
    case .blob(let bytes):
      return bytes.withUnsafeBytes { csqlite_bind_blob(handle, index, $0.baseAddress, UInt64($0.count)) }
    }
  }

  /// Goes to the next row; false after the last one.
  func step() throws(DatabaseError) -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw failure
    }
  }

  /// Ends it and forgets its values, so that it can be run again.
  func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  private var failure: DatabaseError {
    let connection = sqlite3_db_handle(handle)
    let message = String(cString: sqlite3_errmsg(connection))
    let isStorage = SQLiteStatement.storageCodes.contains(sqlite3_errcode(connection) & 0xFF)
    return isStorage ? .storage(message: message, sql: sql) : .statement(message: message, sql: sql)
  }

  /// What the place says where the file is, not what is wrong with a statement.
  private static let storageCodes: Set<Int32> = [
    SQLITE_FULL, SQLITE_IOERR, SQLITE_READONLY, SQLITE_BUSY, SQLITE_CANTOPEN, SQLITE_NOMEM, SQLITE_CORRUPT,
  ]

  // MARK: The present row

  var count: Int { Int(sqlite3_column_count(handle)) }

  func name(_ column: Int) -> String { names[column] }

  func value(_ column: Int) -> SQLValue {
    switch sqlite3_column_type(handle, Int32(column)) {
    case SQLITE_INTEGER: .integer(integer(column))
    case SQLITE_FLOAT: .real(sqlite3_column_double(handle, Int32(column)))
    case SQLITE_TEXT: .text(text(column))
    case SQLITE_BLOB: .blob(blob(column))
    default: .null
    }
  }

  func integer(_ column: Int) -> Int64 { sqlite3_column_int64(handle, Int32(column)) }

  func text(_ column: Int) -> String {
    // The pointer comes first: asking for it may change how many bytes there are.
    let bytes = sqlite3_column_text(handle, Int32(column))
    let count = Int(sqlite3_column_bytes(handle, Int32(column)))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  func blob(_ column: Int) -> [UInt8] {
    let bytes = sqlite3_column_blob(handle, Int32(column))
    let count = Int(sqlite3_column_bytes(handle, Int32(column)))
    return Array(UnsafeRawBufferPointer(start: bytes, count: count))
  }

  func isNull(_ column: Int) -> Bool { sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL }
}
