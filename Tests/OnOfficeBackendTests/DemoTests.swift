import Database
import Foundation
import Logging
import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite struct DemoTests {
  @Test func theOfficeHasTheSizeThatIsPromised() async throws {
    let demo = try await FilledDemo()
    let counts = [
      "tenant": 1, "office_user": 3, "office_group": 1, "address": 60, "appointment": 40, "task": 25,
      "note": 5, "estate": 3,
      "resource": 4, "api_token": 1,
    ]
    for (table, count) in counts { #expect(try await demo.rows(of: table).count == count, "\(table)") }
  }

  @Test func onlyAFilledOfficeIsNotEmpty() async throws {
    let directory = try TemporaryDirectory()
    let database = try SQLiteDatabase(
      path: directory.file("onoffice.db"), migrations: OnOffice.migrations, readers: 1)
    let office = OnOffice(
      database: database, clock: .system, log: Log(level: .error) { _ in }, options: OnOfficeOptions(),
      engine: CountingEngine())
    #expect(try await office.isEmpty())
    _ = try await DemoOffice.fill(office, now: FilledDemo.now)
    #expect(try await !office.isEmpty())
  }

  @Test func everyPrintedPasswordSignsIn() async throws {
    let demo = try await FilledDemo()
    #expect(
      demo.credentials.users.map(\.login) == [
        "theobald.tiger_MeinMandant", "petra.panter_MeinMandant", "ignaz.wrobel_MeinMandant",
      ])
    #expect(Set(demo.credentials.users.map(\.password)).count == 3)
    for user in demo.credentials.users {
      let attempt = SignInAttempt(
        name: user.login, password: user.password, device: nil, address: "192.0.2.1", isAutodiscover: true)
      #expect(Answer(try await demo.office.signIn(attempt)) == .accepted)
    }
  }

  @Test func theFileOfCredentialsHasItsShape() async throws {
    let demo = try await FilledDemo()
    var credentials = demo.credentials
    credentials.url = "http://127.0.0.1:8080"
    let data = try JSONEncoder().encode(credentials)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(object["url"] as? String == "http://127.0.0.1:8080")
    let users = try #require(object["users"] as? [[String: String]])
    #expect(users.allSatisfy { Set($0.keys) == ["login", "password"] })
    let api = try #require(object["api"] as? [String: String])
    #expect(api["token"]?.count == 32)
    #expect(api["secret"]?.count == 64)
  }

  @Test func theSameMomentGivesTheSameRecords() async throws {
    let (one, other) = (try await FilledDemo(), try await FilledDemo())
    let tables = [
      "address", "address_entry", "address_sync", "appointment", "appointment_user", "appointment_group",
      "appointment_address", "appointment_estate", "appointment_resource", "task", "task_reminder",
      "note", "action_type",
      "office_group_member",
    ]
    for table in tables {
      #expect(Set(try await one.rows(of: table)) == Set(try await other.rows(of: table)), "\(table)")
    }
    #expect(one.credentials != other.credentials)
  }

  @Test func theTasksShowAllStatesAndPriorities() async throws {
    let demo = try await FilledDemo()
    let tasks = try await demo.rows(of: "task")
    #expect(Set(tasks.compactMap { $0["Status"] }) == Set((1...8).map { .integer($0) }))
    #expect(Set(tasks.compactMap { $0["Prio"] }) == Set((0...5).map { .integer($0) }))
    #expect(Set(tasks.compactMap { $0["Deadline_strikt"] }).count == 2)
    #expect(try await !demo.rows(of: "task_reminder").isEmpty)
  }

  @Test func theAppointmentsShowAllKinds() async throws {
    let demo = try await FilledDemo()
    let appointments = try await demo.rows(of: "appointment")
    #expect(Set(appointments.compactMap { $0["rp_type"] }) == ["t", "w", "m", "j"].map(SQLValue.text).asSet)
    #expect(Set(appointments.compactMap { $0["rp_ende_status"] }) == [.integer(1), .integer(2)])
    #expect(
      Set(appointments.compactMap { $0["status"] })
        == ["active", "completed", "canceled", "participantsAvailable"].map(SQLValue.text).asSet)
    #expect(appointments.contains { $0["rp_exception"] != nil })
    #expect(appointments.contains { $0["ganztags"] == .integer(1) })
    #expect(appointments.contains { $0["private"] == .integer(1) })
    #expect(Set(appointments.compactMap { $0["erinnerung"] }).count == 15)
    for link in ["user", "group", "address", "estate", "resource"] {
      #expect(try await !demo.rows(of: "appointment_" + link).isEmpty, "\(link)")
    }
  }

  @Test func someAppointmentsLieOutsideOfWhatDevicesSee() async throws {
    let demo = try await FilledDemo()
    let now = FilledDemo.now
    let request = WindowRequest(
      from: now.addingTimeInterval(-30 * 86_400), until: now.addingTimeInterval(182 * 86_400), now: now,
      limit: 500)
    let (inside, all) = try await demo.office.read(for: UserId(tenant: 1, user: 1)) { snapshot in
      (try snapshot.window(request).total, try snapshot.rows(of: .calendar, above: .zero, limit: 500).count)
    }
    #expect(inside > 20)
    #expect(inside < all)
  }

  @Test func theUsersSeeDifferentAddressesAndNoArchivedOnes() async throws {
    let demo = try await FilledDemo()
    let archived = try await demo.rows(of: "address").filter { $0["Status"] == .integer(0) }
    #expect(!archived.isEmpty)
    let ticked = Set(try await demo.rows(of: "address_sync").compactMap { $0["address"] })
    #expect(ticked.count < 60)
    #expect(archived.contains { ticked.contains($0["id"] ?? .null) })
    var seen: [Set<Int64>] = []
    for user in Int64(1)...3 {
      seen.append(
        try await demo.office.read(for: UserId(tenant: 1, user: user)) { snapshot in
          Set(try snapshot.rows(of: .contacts, above: .zero, limit: 500).map(\.record))
        })
    }
    #expect(Set(seen).count == 3)
    #expect(seen.allSatisfy { !$0.isEmpty })
    for address in archived {
      guard case .integer(let id) = address["id"] else { continue }
      #expect(!seen.contains { $0.contains(id) })
    }
  }

  @Test(arguments: 0..<7)
  func nobodyMeetsOnASundayWhateverTodayIs(day: Int) async throws {
    let demo = try await FilledDemo(now: FilledDemo.now.addingTimeInterval(Double(day) * 86_400))
    for appointment in try await demo.rows(of: "appointment") {
      guard case .text(let text) = appointment["start_dt"] else { continue }
      let weekday = try #require(LocalDateTime(text: text)).date.weekday
      #expect((1...5).contains(weekday), "\(text)")
    }
  }
}

/// The demo in a database of its own.
private struct FilledDemo {
  /// Monday, 23 November 2026, noon in Berlin.
  static let now = Date(timeIntervalSince1970: 1_795_431_600)

  private let directory: TemporaryDirectory
  let database: SQLiteDatabase
  let office: OnOffice
  let credentials: DemoCredentials

  init(now: Date = now) async throws {
    directory = try TemporaryDirectory()
    database = try SQLiteDatabase(
      path: directory.file("onoffice.db"), migrations: OnOffice.migrations, readers: 1)
    office = OnOffice(
      database: database, clock: WallClock { now }, log: Log(level: .error) { _ in },
      options: OnOfficeOptions(),
      engine: CountingEngine())
    credentials = try await DemoOffice.fill(office, now: now)
  }

  /// All rows of a table, without what is random.
  func rows(of table: String) async throws -> [[String: SQLValue]] {
    try await database.read { connection in
      try connection.query("SELECT * FROM \(table)", []) { row in
        var values: [String: SQLValue] = [:]
        for column in 0..<row.count where row.name(column) != "uuid" && !row.isNull(column) {
          values[row.name(column)] = row.value(column)
        }
        return values
      }
    }
  }
}

extension Array where Element: Hashable {
  fileprivate var asSet: Set<Element> { Set(self) }
}
