import Database
import Foundation
import Logging
import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite("The stored words of addresses")
struct DirectoryIndexTests {
  private static let names = [
    "Müller", "Mueller", "Muller", "Maier", "Mayr", "Öz", "Oetz", "Groß", "Gross", "",
  ]
  private static let queries = [
    "m", "mu", "mül", "mueller", "ma", "oe", "ö z", "gross", "groß m", "m m", "0", "0171", "+49 171", "030 1",
    "example", "a@b", "1", "mu example 0",
  ]

  /// Any address.
  private static func random(_ source: inout SeededGenerator) -> (record: Record, entries: [AddressEntry]) {
    var record: Record = ["Status": .integer(Bool.random(using: &source) ? 1 : 0)]
    for field in ["Vorname", "Name", "Zusatz1"] {
      record[field] = .text(names.randomElement(using: &source) ?? "")
    }
    record["Privat"] = ([nil, nil, 0, 1] as [SQLValue?]).randomElement(using: &source) ?? nil
    let number = Int.random(in: 100...199, using: &source)
    let entries: [AddressEntry] = [
      .phone("030 \(number)"), .mobile("0171 \(number)"), .mail("a\(number)@b.example"),
    ]
    return (record, Array(entries.shuffled(using: &source).prefix(Int.random(in: 0...3, using: &source))))
  }

  /// What a query means, by looking at each address by itself.
  private static func meant(_ query: String, among addresses: [Address]) -> Set<Int64> {
    let query = DirectoryQuery(query)
    return Set(addresses.filter { DirectoryWords($0).map { query.means($0.words) } ?? false }.map(\.id))
  }

  @Test func whateverIsWrittenTheWordsFollow() async throws {
    let office = try await TestOffice()
    let tenant = office.tenant
    for round in 0..<25 {
      try await office.write { office in
        var source = SeededGenerator(seed: UInt64(round))
        for _ in 0..<6 {
          let (record, entries) = Self.random(&source)
          let known = Int64.random(in: 1...60, using: &source)
          if let address = try office.address(known) {
            try office.modifyAddress(address.id) { address in
              address.record.fields.merge(record.fields) { $1 }
              address.entries = entries
            }
          } else {
            try office.createAddress(record, entries: entries)
          }
        }
      }
      try await office.read { office in
        let addresses = try office.reader.addresses(Array(1...60))
        let index = DirectoryIndex(connection: office.connection)
        for text in Self.queries {
          let query = DirectoryQuery(text)
          let found = try index.addresses(query, tenant: tenant, limit: 1000)
          #expect(Set(found.map(\.id)) == Self.meant(text, among: addresses), "\(text)")
          #expect(try index.count(query, tenant: tenant) == found.count)
          let order = found.map { [$0.sortName, String(10_000 + $0.id)] }
          #expect(order == order.sorted { $0.lexicographicallyPrecedes($1) })
          #expect(try index.addresses(query, tenant: tenant, limit: 3).map(\.id) == found.prefix(3).map(\.id))
        }
      }
    }
  }

  /// A database from before there was a directory: all of its addresses are in it afterwards.
  @Test func migrationFillsIt() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.file("onoffice.db")
    func open() throws -> SQLiteDatabase { try SQLiteDatabase(path: path, migrations: OnOffice.migrations) }
    func rows(_ database: SQLiteDatabase) async throws -> [String] {
      try await database.read { connection in
        let words = "SELECT tenant, address, word FROM directory_word"
        let names = "SELECT tenant, address, sort_name FROM directory_address"
        return try connection.query("\(words) UNION ALL \(names) ORDER BY 1, 2, 3") {
          "\($0.integer(0)) \($0.integer(1)) \($0.text(2))"
        }
      }
    }
    var database = try open()
    let office = OnOffice(
      database: database, clock: .system, log: Log { _ in }, options: OnOfficeOptions(),
      engine: CountingEngine())
    for tenant in ["Erste", "Zweite"] {
      try await office.createTenant(TenantRecord(name: tenant)) { transaction in
        var source = SeededGenerator(seed: 5)
        for _ in 0..<40 {
          let (record, entries) = Self.random(&source)
          try transaction.createAddress(record, entries: entries)
        }
      }
    }
    let before = try await rows(database)
    #expect(before.count > 100)
    try await database.write { connection in
      try connection.execute("DROP TABLE directory_word")
      try connection.execute("DROP TABLE directory_address")
      try connection.execute("DELETE FROM migrations WHERE name = 'onOffice directory'")
    }
    await database.close()
    database = try open()
    #expect(try await rows(database) == before)
    await database.close()
  }

  /// However many addresses there are, a query reads those that its longest word finds.
  @Test(arguments: ["mueller", "anna mueller", "030 12", "a b c d"])
  func everyQueryUsesAnIndex(text: String) async throws {
    let office = try await TestOffice()
    let tenant = office.tenant
    let steps = try await office.read { office in
      let explaining = Explaining(office.connection)
      let index = DirectoryIndex(connection: explaining)
      _ = try index.addresses(DirectoryQuery(text), tenant: tenant, limit: 100)
      _ = try index.count(DirectoryQuery(text), tenant: tenant)
      return explaining.steps
    }
    let reads = steps.filter { $0.contains("directory_") || $0.hasPrefix("SEARCH") }
    #expect(reads.count >= 3)
    #expect(
      !steps.contains { $0.hasPrefix("SCAN") && ["SCAN w", "SCAN o", "SCAN a"].contains($0) }, "\(steps)")
    #expect(
      steps.contains { $0.contains("directory_word_word (tenant=? AND word>? AND word<?)") }, "\(steps)")
    let others = steps.filter { $0.hasPrefix("SEARCH o") }
    #expect(others.allSatisfy { $0.contains("(tenant=? AND address=? AND word>? AND word<?)") }, "\(others)")
  }

  /// Notes how SQLite runs each statement.
  private final class Explaining: SQLConnection {
    let connection: any SQLConnection
    var steps: [String] = []

    init(_ connection: any SQLConnection) { self.connection = connection }

    func query<Value>(
      _ sql: String, _ arguments: [SQLValue], _ read: (any SQLRow) throws -> Value
    ) throws -> [Value] {
      steps += try connection.query("EXPLAIN QUERY PLAN " + sql, arguments) { $0.text(3) }
      return try connection.query(sql, arguments, read)
    }

    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
      try connection.execute(sql, arguments)
    }

    func savepoint<Value>(_ body: () throws -> Value) throws -> Value { try connection.savepoint(body) }
  }
}
