import ActiveSyncServer
import Database
import Foundation
import SyncModel
import Testing

@testable import asyncd

/// Nobody reaches what is another's, in the same tenant or another one, whatever ids he sends, and even with the
/// other's device id: nothing is told, nothing changed, and an id of somebody else's is answered as one that never
/// was.
@Suite("Nobody reaches another's data", .timeLimit(.minutes(10))) struct IsolationTests {
  private static func run(
    _ version: ProtocolVersion, _ body: (TwoTenants) async throws -> Void
  ) async throws {
    try await JoinedSite.run {
      $0.heartbeat = 1...3540
    } _: {
      try await body(TwoTenants($0, version))
    }
  }

  @Test(arguments: [ProtocolVersion.v14_1, .v16_1])
  func namesOfOthersAreAnsweredAsNamesOfNobody(version: ProtocolVersion) async throws {
    try await Self.run(version) { tenants in
      let anna = try await Intruder("anna_Erste", in: tenants)
      // The numbers of records that are not Anna's, though some are those of no record in her tenant.
      for (login, records) in [
        ("bert_Erste", [2, 4] as [Int64]), ("anna_Zweite", [2, 4, 5, 6]), ("bert_Zweite", [4, 6, 7]),
      ] {
        let names = try await DeviceNames(tenants.phone(login))
        try await anna.prove(Attempt.all.filter { $0.since <= version }, names, records, of: login)
      }
    }
  }

  @Test(arguments: [ProtocolVersion.v14_1, .v16_1])
  func aFolderOfOthersIsNoFolder(version: ProtocolVersion) async throws {
    try await Self.run(version) { tenants in
      let carla = try await Intruder("carla_Erste", in: tenants)
      let names = try await DeviceNames(tenants.phone("bert_Erste"))
      for folder in ["calendar", "tasks", "notes"] {
        let key = "$\(folder)Key"
        let attempts = [
          Attempt("Sync", XMLPhone.sync("$collection", "0"), "<Status>12</Status>"),
          Attempt("Sync", XMLPhone.sync("$collection", key), "<Status>12</Status>"),
          Attempt("GetItemEstimate", Attempt.estimate("$collection", key), "<Status>2</Status>"),
          Attempt("Ping", Attempt.ping("$collection"), "<Status>7</Status>"),
        ]
        try await carla.prove(attempts, names.with("$collection", folder), [], of: "bert_Erste")
      }
    }
  }

  @Test(arguments: [ProtocolVersion.v14_1, .v16_1])
  func whatADeviceOfTheSameIdLeftIsNotRepeated(version: ProtocolVersion) async throws {
    try await Self.run(version) { tenants in
      for login in ["bert_Erste", "anna_Zweite"] { _ = try await DeviceNames(tenants.phone(login)) }
      let anna = tenants.phone("anna_Erste")
      #expect(try await anna.post("Ping").text("Status") == "3")
      #expect(try await anna.post("Sync").text("Status") == "13")
      let get = "<Settings xmlns=\"Settings\"><UserInformation><Get/></UserInformation></Settings>"
      let told = try await anna.post("Settings", get).xml
      #expect(told.contains("anna") && !told.contains("bert") && !told.lowercased().contains("zweite"))
    }
  }

  @Test(arguments: [ProtocolVersion.v14_1, .v16_1], ["bert_Erste", "anna_Zweite", "bert_Zweite"])
  func whatIsAddedUnderNamesOfOthersIsOnesOwn(version: ProtocolVersion, login: String) async throws {
    try await Self.run(version) { tenants in
      let anna = try await Intruder("anna_Erste", in: tenants)
      let other = tenants.phone(login)
      let names = try await DeviceNames(other)
      let uids = try await other.syncAll("calendar").told
      let uid = try #require(uids.firstMatch(of: #/<UID[^>]*>([^<]*)</#)?.output.1)
      let element = version >= .v16_0 ? "ClientUid" : "UID"
      let times = "<StartTime>20260410T080000Z</StartTime><EndTime>20260410T090000Z</EndTime>"
      let guests = ["bert@zweite.example", "kunde@bert_Zweite.example", "3@adresse.invalid"].map {
        "<Attendee><Email>\($0)</Email><Name>Gast</Name></Attendee>"
      }.joined()
      let appointment = """
        \(times)<Subject>Meiner</Subject><\(element)>\(uid)</\(element)><MeetingStatus>1</MeetingStatus>\
        <Attendees>\(guests)</Attendees>
        """
      try await anna.add("contacts", DeviceNames.unsent, besides: names, of: login)
      try await anna.add(
        "calendar", XMLPhone.add("client-2", "Calendar", appointment), besides: names, of: login)
      // Attendees are linked within one's own tenant only.
      let user = anna.user
      let foreign = try await tenants.site.data.onOffice.read { sql in
        try sql.query(
          """
          SELECT u.user_id FROM appointment_user u JOIN appointment a ON a.tenant = u.tenant AND a.id = u.appointment
          WHERE a.description = 'Meiner' AND (u.tenant <> ? OR u.user_id <> ?)
          """, [.integer(user.tenant), .integer(user.user)]
        ) { $0.integer(0) }
          + sql.query(
            "SELECT address FROM appointment_address WHERE address <> 3 OR tenant <> ?",
            [.integer(user.tenant)]
          ) {
            $0.integer(0)
          }
      }
      #expect(foreign.isEmpty)
    }
  }

  @Test(arguments: [ProtocolVersion.v14_1, .v16_1])
  func whatIsKeptBesideASharedRecordIsOneUsersOwn(version: ProtocolVersion) async throws {
    try await Self.run(version) { tenants in
      let (anna, bert) = (tenants.phone("anna_Erste"), tenants.phone("bert_Erste"))
      let data = XMLPhone.data(
        "Contacts", "<LastName>Gemeinsam</LastName><HomeAddressCity>Geheim</HomeAddressCity>")
      let key = try await bert.syncAll("contacts").key
      let change = "<Change><ServerId>contacts:3</ServerId>\(data)</Change>"
      _ = try await bert.sync("contacts", key, change)
      #expect(try await bert.syncAll("contacts").told.contains("Geheim"))
      let told = try await anna.syncAll("contacts").told
      #expect(told.contains("Gemeinsam") && !told.contains("Geheim"))
    }
  }

  @Test func theQuerySaysNothingOfWhoAsks() async throws {
    try await Self.run(.v14_1) { tenants in
      for login in ["bert_Erste", "bert_Zweite"] { _ = try await DeviceNames(tenants.phone(login)) }
      let anna = try await Intruder("anna_Erste", in: tenants)
      let before = try await anna.othersRows()
      let get = "<Settings xmlns=\"Settings\"><UserInformation><Get/></UserInformation></Settings>"
      // Version, Settings, locale, DeviceId, PolicyKey, DeviceType, User.
      let fields: [UInt8] =
        [141, 17, 9, 4] + Self.field("SHARED") + [4, 1, 0, 0, 0] + Self.field("Test") + [8]
        + Self.field("bert_Zweite")
      let queries = ["bert_Erste", "bert_Zweite", "anna_Zweite", "bert_Erste%40zweite.example"].map {
        "Cmd=Settings&User=\($0)&DeviceId=SHARED&DeviceType=Test"
      }
      for query in queries + [Data(fields).base64EncodedString()] {
        let answer = try await anna.phone.post(
          "Settings", get, query: query, headers: ["X-MS-PolicyKey": "1"])
        #expect(answer.status == 200)
        #expect(answer.xml.contains("anna_Erste") && !answer.xml.contains("bert"))
      }
      #expect(try await anna.othersRows() == before)
    }
  }

  private static func field(_ text: String) -> [UInt8] { [UInt8(text.utf8.count)] + Array(text.utf8) }

  @Test func anothersDeviceLogShowsNothingOfOnes() async throws {
    try await Self.run(.v16_1) { tenants in
      let log = DeviceLogSwitch(database: tenants.site.data.sync)
      let now = tenants.site.clock.wallClock.now()
      for other in ["bert_Erste", "anna_Zweite"] {
        let isOn = try await log.turnOn("SHARED", of: tenants.user(other), now: now, until: now + 3600)
        #expect(isOn)
      }
      _ = try await tenants.phone("anna_Erste").syncAll("contacts")
      #expect(!tenants.site.lines.contains { $0.contains("device message") })
      _ = try await tenants.phone("bert_Erste").syncAll("contacts")
      #expect(
        tenants.site.lines.contains { $0.contains("device message") && $0.contains("user=bert_Erste") })
    }
  }
}
