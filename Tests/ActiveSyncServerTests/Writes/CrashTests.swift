import Database
import ServerTestSupport
import SyncModel
import Testing
import WBXML

@testable import ActiveSyncServer

/// The server dies around its two commits: the backend's first, the state's second. Each death is followed by a
/// retry, which has to find everything as if nothing had happened.
@Suite struct CrashTests {
  /// When the server dies.
  enum Death: CaseIterable {
    case beforeTheBackendsCommit
    case betweenTheCommits
    case behindTheCommits
  }

  /// Sends a Sync during which the server dies, and starts it again.
  private func dying(
    _ death: Death, _ device: SyncingDevice, _ key: SyncKey, _ commands: [SyncRequest.Command]
  ) async throws {
    switch death {
    case .beforeTheBackendsCommit: device.backend.failNextWrite()
    case .betweenTheCommits: device.site.faults.fail()
    case .behindTheCommits: break
    }
    do {
      _ = try await device.sync(.contacts, key, commands: commands)
      #expect(death == .behindTheCommits)
    } catch CommandError.unavailable {
      #expect(death != .behindTheCommits)
    }
    try await device.restart()
  }

  @Test(arguments: Death.allCases) func aRetryFindsWhatTheFirstTryDid(death: Death) async throws {
    let device = try await SyncingDevice()
    let first = try await device.answer(
      device.start(), .add("1") { $0.lastName = "Changed" }, .add("2") { $0.lastName = "Deleted" })
    let key = try first.key()
    let commands = try [
      SyncRequest.Command.add("3") { $0.lastName = "Added" }, .change(1) { $0.firstName = "Also" },
      .delete(2),
    ]
    try await dying(death, device, key, commands)
    let retry = try #require(try await device.sync(.contacts, key, commands: commands))
    #expect(retry.statuses == [.success])
    #expect(retry.added == [3])
    #expect(retry.commands.isEmpty)
    #expect(device.backend.now.lastNames == ["Added", "Changed"])
    #expect(device.backend.now.records[1]?.contact?.firstName == "Also")
    #expect(try await device.sync(.contacts, retry.key()) == nil)
  }

  @Test(arguments: Death.allCases) func aDeathWhileTellingLosesNothing(death: Death) async throws {
    let device = try await SyncingDevice()
    let key = try await device.start()
    device.backend.change { office in for record in 1...5 { office.touch(Int64(record)) } }
    if death == .betweenTheCommits { device.site.faults.fail() }
    _ = try? await device.sync(.contacts, key, window: 3)
    try await device.restart()
    let retry = try #require(try await device.sync(.contacts, key))
    #expect(retry.records(.add) == [1, 2, 3, 4, 5])
  }

  @Test(arguments: Death.allCases) func anEditedRetryAfterADeathIsTheSameItem(death: Death) async throws {
    let device = try await SyncingDevice()
    let key = try await device.start()
    try await dying(death, device, key, [.add("1") { $0.lastName = "Teser" }])
    let retry = try await device.answer(key, .add("1") { $0.lastName = "Tester" })
    #expect(retry.added == [1])
    #expect(device.backend.now.lastNames == ["Tester"])
  }

  @Test func whatTheLedgerForgotBeforeADeathIsNotRememberedForEver() async throws {
    let device = try await SyncingDevice()
    let first = try await device.answer(device.start(), .add("1") { $0.lastName = "A" })
    let second = try await device.answer(first.key(), .add("2") { $0.lastName = "B" })
    let key = try second.key()
    try await dying(.betweenTheCommits, device, key, [.add("3") { $0.lastName = "C" }])
    let retry = try await device.answer(key, .add("3") { $0.lastName = "C" })
    #expect(retry.added == [3])
    // Only the second Add, whose outcome the retry's key has shown to be known, is still to be forgotten.
    let acknowledged = try await device.database.read { sql in
      try sql.first("SELECT acknowledged FROM collection") { StoredText.numbers($0.text(0)) }
    }
    #expect(acknowledged == [2])
  }
}
