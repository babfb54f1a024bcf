import Foundation
import HTTPServer
import SyncModel
import TestSupport
import Testing
import WBXML

@testable import ActiveSyncServer

/// What wakes a waiting device and what does not, over real sockets.
@Suite(.timeLimit(.minutes(10))) struct WakeTests {
  /// How a device waits.
  enum Kind: CaseIterable { case ping, sync }

  /// How a wait ended.
  enum End: Equatable {
    case nothing, changes, folders, signedOut
    case other(Int)
  }

  /// Lets a device wait for a folder.
  private func wait(
    _ kind: Kind, _ site: PushSite, _ folder: Folder, _ key: SyncKey, device: String = "phone"
  ) async throws -> End {
    switch kind {
    case .ping:
      var watched = PingRequest.Folder()
      watched.id = folder.id
      var request = PingRequest()
      request.heartbeatInterval = 3000
      request.folders = [watched]
      let answer = await site.send("Ping", try WBXMLEncoder.encode(request), device: device)
      guard answer.status == 200 else { return answer.status == 401 ? .signedOut : .other(answer.status) }
      switch try WBXMLDocument(answer.body).decode(PingResponse.self).status {
      case .noChanges: return .nothing
      case .changes: return .changes
      case .folderHierarchyChanged: return .folders
      case let status: return .other(status?.rawValue ?? 0)
      }
    case .sync:
      var collection = SyncRequest.Collection()
      collection.syncKey = key
      collection.collectionId = folder.id
      var request = SyncRequest()
      request.collections = [collection]
      request.heartbeatInterval = 3000
      let answer = await site.send("Sync", try WBXMLEncoder.encode(request), device: device)
      guard answer.status == 200 else { return answer.status == 401 ? .signedOut : .other(answer.status) }
      if answer.body.isEmpty { return .nothing }
      let response = try WBXMLDocument(answer.body).decode(SyncResponse.self)
      if response.status == .folderHierarchyChanged { return .folders }
      return response.changes > 0 ? .changes : .other(response.worstStatus ?? 0)
    }
  }

  /// Expects that a device waits for contacts until its time is up.
  private func expectNothing(_ kind: Kind, _ site: PushSite, _ key: SyncKey) async throws {
    let end = try await site.untilTimeIsUp { try await wait(kind, site, .contacts, key) }
    #expect(end == .nothing)
  }

  private func listening(clock: WallClock? = nil) async throws -> PushSite {
    let site = try clock.map { try PushSite(clock: $0) } ?? PushSite()
    try await site.listen()
    return site
  }

  /// One Sync with a command; the key that it gives.
  private func write(
    _ site: PushSite, _ key: SyncKey, _ command: SyncRequest.Command
  ) async throws -> SyncKey {
    let answer = try #require(try await site.sync(.contacts, key, commands: [command])?.collections?.first)
    #expect(answer.statuses.allSatisfy { $0 == .success })
    #expect(answer.commands.isEmpty)
    return try answer.key()
  }

  // MARK: - The device's own changes
  @Test func ownChangesThatAreStoredAsSentDoNotEndAPing() async throws {
    let site = try await listening()
    var key = try await site.start(.contacts)
    async let ping = wait(.ping, site, .contacts, .initial)
    await site.waiting(1)
    for record in 1...4 as ClosedRange<Int64> {
      // The same commit wakes another device, so that it has been looked at.
      try await site.sync(.contacts, device: "witness")
      async let other = wait(.ping, site, .contacts, .initial, device: "witness")
      await site.waiting(2)
      key = try await write(site, key, .add("\(record)") { $0.lastName = "Tester" })
      #expect(try await other == .changes)
      key = try await write(site, key, .change(record) { $0.lastName = "Changed" })
      if record % 2 == 0 { key = try await write(site, key, .delete(record)) }
    }
    await site.waiting(1)
    await site.close()
    #expect(try await ping == .nothing)
  }

  @Test func behindOwnChangesThatAreStoredAsSentASyncWaits() async throws {
    let site = try await listening()
    var key = try await site.start(.contacts)
    key = try await write(site, key, .add("1") { $0.lastName = "Tester" })
    key = try await write(site, key, .change(1) { $0.lastName = "Changed" })
    key = try await write(site, key, .delete(1))
    for kind in Kind.allCases { try await expectNothing(kind, site, key) }
    await site.close()
  }

  @Test func anOwnChangeThatIsStoredOtherwiseEndsAPing() async throws {
    let site = try await listening()
    let key = try await site.start(.contacts)
    async let ping = wait(.ping, site, .contacts, .initial)
    await site.waiting(1)
    _ = try await write(site, key, .add("1") { $0.nickName = "BIG" })
    #expect(try await ping == .changes)
    await site.close()
  }

  @Test func aNewStartEndsAPing() async throws {
    let site = try await listening()
    site.backend.change { $0.touch(1) }
    let key = try await site.start(.contacts)
    let first = try #require(try await site.sync(.contacts, key)?.collections?.first)
    #expect(first.commands.count == 1)
    #expect(try await site.sync(.contacts, first.key()) == nil)
    async let ping = wait(.ping, site, .contacts, .initial)
    await site.waiting(1)
    // All that the device had is to be told again.
    _ = try await site.start(.contacts)
    #expect(try await ping == .changes)
    await site.close()
  }

  @Test func aRepeatedChangeThatWasOverruledSinceEndsAPing() async throws {
    let site = try await listening()
    let key = try await site.start(.contacts)
    let add = try SyncRequest.Command.add("1") { $0.lastName = "Tester" }
    // The answer is lost, and the record goes; the device comes without it, and is told nothing of it.
    _ = try await write(site, key, add)
    site.backend.change { $0.touch(1, isThere: false) }
    #expect(try await site.sync(.contacts, key) == nil)
    async let ping = wait(.ping, site, .contacts, .initial)
    await site.waiting(1)
    #expect(try await site.sync(.contacts, key, commands: [add])?.collections?.first?.added == [1])
    #expect(try await ping == .changes)
    await site.close()
  }

  @Test(arguments: Kind.allCases)
  func behindAnOwnChangeThatIsStoredOtherwiseNobodyWaits(kind: Kind) async throws {
    let site = try await listening()
    let key = try await write(site, site.start(.contacts), .add("1") { $0.nickName = "BIG" })
    #expect(try await wait(kind, site, .contacts, key) == .changes)
    await site.close()
  }

  @Test(.manual("12.1 Status, beim ersten Sync ←", "12.1 Status, danach erneut ←"))
  func whatTheDeviceFinishedDoesNotEndItsPingAndGoesWithTheNextSync() async throws {
    let site = try await listening()
    var key = try await site.start(.contacts)
    key = try await write(site, key, .add("1") { $0.lastName = "Tester" })
    try await site.sync(.contacts, device: "witness")
    async let ping = wait(.ping, site, .contacts, .initial)
    async let other = wait(.ping, site, .contacts, .initial, device: "witness")
    await site.waiting(2)
    key = try await write(site, key, .change(1) { $0.jobTitle = "done" })
    // The other device holds it too, and is to remove it.
    #expect(try await other == .changes)
    await site.waiting(1)
    await site.server.stop(within: .zero)
    #expect(try await ping == .nothing)
    await site.close()
  }

  @Test func whatTheDeviceFinishedGoesWithTheNextSyncThatMayWait() async throws {
    let site = try await listening()
    var key = try await site.start(.contacts)
    key = try await write(site, key, .add("1") { $0.lastName = "Tester" })
    key = try await write(site, key, .change(1) { $0.jobTitle = "done" })
    try await expectNothing(.ping, site, key)
    let next = try #require(try await site.sync(.contacts, key, heartbeat: 3000)?.collections?.first)
    #expect(next.records(.delete) == [1])
    try await expectNothing(.sync, site, next.key())
    await site.close()
  }

  // MARK: - Everything else
  @Test(arguments: Kind.allCases) func anotherDevicesChangeWakes(kind: Kind) async throws {
    let site = try await listening()
    let key = try await site.start(.contacts)
    let other = try await site.start(.contacts, device: "other")
    async let end = wait(kind, site, .contacts, key)
    await site.waiting(1)
    let add = try SyncRequest.Command.add("1") { $0.lastName = "Tester" }
    #expect(try await site.sync(.contacts, other, commands: [add], device: "other") != nil)
    #expect(try await end == .changes)
    await site.close()
  }

  @Test(
    .manual("3.1 Häkchen", "8 Häkchen", "9 Häkchen", "10 Häkchen"), arguments: Kind.allCases,
    [[ItemClass.contacts], [.contacts, .tasks, .calendar]])
  func aTickTakenOrGivenWakes(kind: Kind, classes: [ItemClass]) async throws {
    let site = try await listening()
    site.backend.change(account: .with(classes: [.contacts, .tasks]))
    let key = try await site.start(.contacts)
    async let end = wait(kind, site, .contacts, key)
    await site.waiting(1)
    site.backend.change(account: .with(classes: Set(classes)))
    #expect(try await end == .folders)
    await site.close()
  }

  @Test(arguments: Kind.allCases) func aLockWakes(kind: Kind) async throws {
    let site = try await listening()
    let key = try await site.start(.contacts)
    async let end = wait(kind, site, .contacts, key)
    await site.waiting(1)
    site.backend.change(account: nil)
    #expect(try await end == .signedOut)
    await site.close()
  }

  @Test(arguments: Kind.allCases) func whatChangesNoFolderOfTheUserWakesNobody(kind: Kind) async throws {
    let site = try await listening()
    let key = try await site.start(.contacts)
    async let end = wait(kind, site, .contacts, key)
    await site.waiting(1)
    // As when a new password is set; then something that ends the wait in another way.
    site.backend.change(account: .tiger)
    site.backend.change { $0.touch(1) }
    #expect(try await end == .changes)
    await site.close()
  }

  /// Five seconds before midnight in Berlin.
  private func evening() throws -> ManualTime {
    let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
    return ManualTime(LocalDateTime(date: .today, second: 86_395).instant(in: berlin))
  }

  @Test func midnightTellsAWaitingSyncWhatLeavesThePeriod() async throws {
    let time = try evening()
    let site = try await listening(clock: time.clock)
    site.backend.change(.calendar) { $0.touch(1, day: CivilDate.today.adding(months: -1)) }
    let start = try await site.start(.calendar)
    let key = try #require(try await site.sync(.calendar, start)?.collections?.first).key()
    async let answer = site.sync(.calendar, key, heartbeat: 3000)
    await site.waiting(1)
    await site.compared()
    time.pass(seconds: 5)
    // A second more than to midnight.
    site.waitingTime.pass(seconds: 6)
    #expect(try await answer?.collections?.first?.records(.softDelete, in: .calendar) == [1])
    await site.close()
  }

  @Test(arguments: Kind.allCases) func midnightWithoutAnythingToTellWakesNobody(kind: Kind) async throws {
    let time = try evening()
    let site = try await listening(clock: time.clock)
    site.backend.change(.calendar) { $0.touch(1, day: .today) }
    let start = try await site.start(.calendar)
    let key = try #require(try await site.sync(.calendar, start)?.collections?.first).key()
    async let end = wait(kind, site, .calendar, key)
    await site.waiting(1)
    await site.compared()
    time.pass(seconds: 5)
    // A second more than to midnight.
    await site.pass(seconds: 6)
    await site.close()
    #expect(try await end == .nothing)
  }
}
