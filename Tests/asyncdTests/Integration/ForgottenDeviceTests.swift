import ActiveSyncServer
import Foundation
import SyncModel
import Testing

@Suite("Devices that come back after long", .timeLimit(.minutes(10))) struct ForgottenDeviceTests {
  private static let folders = ["contacts", "calendar", "tasks"]

  private func run(_ version: ProtocolVersion, _ body: (TwoTenants) async throws -> Void) async throws {
    try await JoinedSite.run {
      $0.heartbeat = 1...3540
    } _: {
      try await body(TwoTenants($0, version))
    }
  }

  /// Lets days pass, at whose end the server purges.
  private func pass(days: Int, _ site: JoinedSite) async {
    site.clock.set(site.clock.wallClock.now().addingTimeInterval(Double(days) * 86_400))
    await site.activeSync.begin()
  }

  /// The items that were told, whole.
  private func items(_ told: String) -> [String] {
    told.matches(of: #/<Add>.*?<\/Add>/#).map { String($0.output) }.sorted()
  }

  @Test(arguments: [ProtocolVersion.v14_1, .v16_1])
  func oneAway181DaysStartsAgainAndEndsAsANewOne(version: ProtocolVersion) async throws {
    try await run(version) { tenants in
      let (site, phone) = (tenants.site, tenants.phone("bert_Zweite"))
      let names = try await DeviceNames(phone)
      // Another user's device of the same id stays away for less.
      let other = tenants.phone("anna_Zweite")
      await pass(days: 1, site)
      let others = try await DeviceNames(other)
      let before = try await other.sync("contacts", others.filled("$contactsKey"), DeviceNames.unsent)
      await pass(days: 180, site)
      let told = "msg=\"devices not seen for long are forgotten\" devices=1 days=180"
      #expect(site.lines.count { $0.contains(told) } == 1)

      #expect(try await phone.folderSync(names.filled("$folderKey")).text("Status") == "9")
      for folder in Self.folders {
        #expect(try await phone.sync(folder, names.filled("$\(folder)Key")).text("Status") == "3")
      }
      #expect(try await phone.post("Ping").text("Status") == "3")
      #expect(try await phone.post("Sync").text("Status") == "13")
      let again = try await phone.folderSync("0")
      #expect(again.text("Status") == "1" && again.texts("ServerId").contains("contacts"))
      var held: [String: [String]] = [:]
      for folder in Self.folders { held[folder] = try await items(phone.syncAll(folder).told) }
      // What its user typed meanwhile, sent twice as the first answer is lost.
      let key = try await phone.syncAll("contacts").key
      let unsent = { XMLPhone.add($0, "Contacts", "<LastName>Liegengeblieben</LastName>") }
      let lost = try await phone.sync("contacts", key, unsent("a"))
      let answer = try await phone.sync("contacts", key, unsent("b"))
      #expect(answer.texts("ServerId") == lost.texts("ServerId"))
      #expect(try await phone.sync("contacts", #require(answer.text("SyncKey"))).xml.isEmpty)

      var new = phone
      new.device = "NEW"
      for folder in Self.folders {
        let all = try await items(new.syncAll(folder).told)
        let own = all.filter { $0.contains("Liegengeblieben") }
        #expect(own.count == (folder == "contacts" ? 1 : 0))
        #expect(held[folder] == all.filter { !own.contains($0) })
        #expect(!all.isEmpty)
      }
      let after = try await other.sync("contacts", others.filled("$contactsKey"), DeviceNames.unsent)
      #expect(after.texts("ServerId") == before.texts("ServerId") && !after.texts("ServerId").isEmpty)
    }
  }

  @Test func oneAway179DaysGoesOn() async throws {
    try await run(.v16_1) { tenants in
      let phone = tenants.phone("bert_Erste")
      let names = try await DeviceNames(phone)
      await pass(days: 179, tenants.site)
      let folders = try await phone.folderSync(names.filled("$folderKey"))
      #expect(folders.text("Status") == "1" && folders.text("Count") == "0")
      let repeated = try await phone.sync("contacts", names.filled("$contactsKey"), DeviceNames.unsent)
      #expect(repeated.text("Status") == "1" && repeated.texts("ServerId") == ["contacts:4"])
      #expect(try await phone.sync("tasks", names.filled("$tasksKey")).xml.isEmpty)
      #expect(try await items(tenants.phone("bert_Erste").syncAll("contacts").told).count == 3)
    }
  }

  @Test func oneThatComesDuringThePurgeStartsAgainOrGoesOn() async throws {
    try await run(.v14_1) { tenants in
      let phone = tenants.phone("bert_Erste")
      for _ in 0..<10 {
        let held = try await phone.syncAll("contacts")
        tenants.site.clock.set(tenants.site.clock.wallClock.now().addingTimeInterval(181 * 86_400))
        async let purge: Void = tenants.site.activeSync.begin()
        async let answer = phone.sync(
          "contacts", held.key, XMLPhone.add("a", "Contacts", "<LastName>Neu</LastName>"))
        _ = await purge
        let status = try await answer.text("Status")
        try #require(try await answer.status == 200 && ["1", "3"].contains(status))
        let all = try await items(phone.syncAll("contacts").told).count
        #expect(all == items(held.told).count + (status == "1" ? 1 : 0))
      }
    }
  }
}
