import Database
import Foundation
import Logging
import SyncModel
import Synchronization
import TestSupport
import Testing

@testable import OnOfficeBackend

/// An office in a file of its own, with three users and a clock that stands still.
final class TestOffice: Sendable {
  let office: OnOffice
  let clock: StandingClock
  let tenant: Int64
  let theobald: Int64
  let petra: Int64
  let ignaz: Int64
  private let directory: TemporaryDirectory

  init(options: OnOfficeOptions = OnOfficeOptions()) async throws {
    directory = try TemporaryDirectory()
    let database = try SQLiteDatabase(path: directory.file("onoffice.db"), migrations: OnOffice.migrations)
    let clock = StandingClock(try berlin("2024-03-10 12:00:00"))
    self.clock = clock
    office = OnOffice(
      database: database, clock: WallClock { clock.now }, log: Log { _ in }, options: options)
    tenant = try await office.createTenant(TenantRecord(name: "MeinMandant"))
    let numbers = try await office.write(tenant: tenant) { office in
      try ["theobald.tiger", "petra", "ignaz"].map { login in
        try office.createUser(
          UserRecord(login: login, firstName: login, lastName: "Tester", email: "\(login)@mandant.example"))
      }
    }
    theobald = numbers[0]
    petra = numbers[1]
    ignaz = numbers[2]
  }

  @discardableResult
  func write<Value: Sendable>(
    _ body: @escaping @Sendable (OfficeTransaction) throws -> Value
  ) async throws -> Value {
    try await office.write(tenant: tenant, body)
  }

  func read<Value: Sendable>(
    _ body: @escaping @Sendable (OfficeTransaction) throws -> Value
  ) async throws -> Value {
    try await office.read(tenant: tenant, body)
  }

  func look<Value: Sendable>(
    as user: Int64, _ body: @escaping @Sendable (any Snapshot) throws -> Value
  ) async throws -> Value {
    try await office.read(for: UserId(tenant: tenant, user: user), body)
  }

  /// Where the log of a class stands.
  func number(of itemClass: ItemClass) async throws -> ChangeNumber {
    try await look(as: theobald) { try $0.position(of: itemClass).number }
  }

  /// What a device of a user is told that has looked up to `number`.
  func told(_ user: Int64, _ itemClass: ItemClass, since number: ChangeNumber) async throws -> [Int64: Bool] {
    let rows = try await look(as: user) { try $0.rows(of: itemClass, above: number, limit: 1000) }
    return Dictionary(uniqueKeysWithValues: rows.map { ($0.record, $0.isThere) })
  }

  /// What `change` tells each of two users' devices: who hears of which record, and whether it is there.
  func changes(
    of itemClass: ItemClass, by change: @escaping @Sendable (OfficeTransaction) throws -> Void
  ) async throws -> Told {
    let before = try await number(of: itemClass)
    try await write(change)
    let stamps = try await number(of: itemClass).rawValue - before.rawValue
    return Told(
      theobald: try await told(theobald, itemClass, since: before),
      petra: try await told(petra, itemClass, since: before), stamps: stamps)
  }
}

/// What the devices of two users hear of a change.
struct Told: Equatable {
  var theobald: [Int64: Bool] = [:]
  var petra: [Int64: Bool] = [:]
  /// How many numbers the log gave.
  var stamps: Int64 = 0

  static let nothing = Told()
}

/// A clock that a test sets.
final class StandingClock: Sendable {
  private let time: Mutex<Date>

  init(_ start: Date) { time = Mutex(start) }

  var now: Date { time.withLock { $0 } }

  func set(_ now: Date) { time.withLock { $0 = now } }
}

/// The moment at which clocks in Berlin show `text`.
func berlin(_ text: String) throws -> Date {
  try #require(LocalDateTime(text: text)).instant(in: try berlinZone())
}

func berlinZone() throws -> TimeZone { try #require(TimeZone(identifier: "Europe/Berlin")) }
