import ChangeLog
import Database
import Foundation
import SyncModel

/// A tenant's records inside one transaction: read, written and, at its end, stamped in the change log.
///
/// It never leaves the closure it was given to. Each record that a transaction touches is stamped once, however
/// often it is written.
package final class OfficeTransaction {
  let connection: any SQLConnection
  let tenant: Int64
  let now: Date
  let options: OnOfficeOptions
  let changeLog: ChangeLog
  let reader: RecordReader
  var pending = PendingStamps()
  /// The users whose credentials must be checked anew.
  var changedAccounts: Set<UserId> = []
  /// The users whose devices see other records of a class than before.
  var concerned: [ItemClass: Set<Int64>] = [:]
  private var knownZone: TimeZone?

  init(_ connection: any SQLConnection, tenant: Int64, now: Date, options: OnOfficeOptions) {
    self.connection = connection
    self.tenant = tenant
    self.now = now
    self.options = options
    changeLog = ChangeLog(connection, tenant: tenant)
    reader = RecordReader(connection: connection, tenant: tenant)
  }

  /// The tenant's time zone.
  func zone() throws -> TimeZone {
    if let knownZone { return knownZone }
    let zone = try reader.zone()
    knownZone = zone
    return zone
  }

  /// Reads the tenant's zone again after it was set.
  func forgetZone() { knownZone = nil }

  /// Runs `body`; if it throws, nothing is left of what it wrote, and it is not stamped.
  func attempt<Value>(_ body: () throws -> Value) throws -> Value {
    let before = (pending, changedAccounts, concerned)
    do {
      return try connection.savepoint(body)
    } catch {
      (pending, changedAccounts, concerned) = before
      forgetZone()
      throw error
    }
  }

  /// Now on the tenant's wall clock.
  func localNow() throws -> LocalDateTime { LocalDateTime(now, in: try zone()) }

  /// The next number of a kind of record.
  func nextNumber(of kind: String) throws -> Int64 {
    let sql = """
      INSERT INTO record_number (tenant, kind, last) VALUES (?, ?, 1)
      ON CONFLICT (tenant, kind) DO UPDATE SET last = record_number.last + 1 RETURNING last
      """
    return try connection.insert(sql, [.integer(tenant), .text(kind)])
  }

  /// Throws unless there are records with all of these numbers in `table`.
  func require(_ ids: some Collection<Int64>, in table: String) throws {
    let ids = Array(Set(ids))
    let found = try reader.rows(of: ids) { marks in
      "SELECT id FROM \(table) WHERE tenant = ? AND id IN (\(marks))"
    } read: { row in
      row.integer(0)
    }
    if let missing = Set(ids).subtracting(found).min() {
      throw OfficeError.noSuchRecord(kind: table, id: missing)
    }
  }
}
