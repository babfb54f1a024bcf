import SyncModel
import TestSupport
import Testing
import WBXML

@testable import ActiveSyncServer

/// Random histories of a device that only reads: lost answers, new starts, a server that ends in between.
@Suite struct SyncHistoryTests {
  @Test(arguments: 0..<60) func aStoredStateEndsEqualWhateverIsLost(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let device = try await SyncingDevice()
    var reader = try await ReadingPhone(device)
    for _ in 0..<25 {
      device.backend.change { office in
        for _ in 0..<Int.random(in: 0...3, using: &random) {
          office.touch(.random(in: 1...10, using: &random), isThere: Bool.random(using: &random))
        }
      }
      switch Int.random(in: 0..<12, using: &random) {
      case 0: try await device.restart()
      case 1: try await reader.loseStart()
      case 2: try await reader.startAgain()
      default: break
      }
      let window = Int.random(in: 1...4, using: &random)
      try await reader.sync(window: window, isLost: Bool.random(using: &random))
    }
    while try await reader.sync(window: 100, isLost: false) {}
    let presentation = try device.session().presentation(SyncOptions())
    let office = device.backend.now
    let truth = try office.items(of: .contacts, records: Array(office.records.keys))
      .mapValues { try $0.get().applicationData(for: presentation) as Fragment? }
    #expect(reader.content == truth)
  }
}

/// A phone that holds what it is told.
private struct ReadingPhone {
  private let device: SyncingDevice
  private(set) var content: [Int64: Fragment?] = [:]
  private var key: SyncKey
  private var hasLostStart = false

  init(_ device: SyncingDevice) async throws {
    self.device = device
    key = try await device.start()
  }

  /// Asks for key 0 and does not get the answer. Two opened states are kept, so that a device may go on with its
  /// key after one lost start, and not after a second.
  mutating func loseStart() async throws {
    guard !hasLostStart else { return }
    _ = try await device.start()
    hasLostStart = true
  }

  mutating func startAgain() async throws {
    key = try await device.start()
    content = [:]
    hasLostStart = false
  }

  /// Syncs once; returns whether there was an answer.
  @discardableResult mutating func sync(window: Int, isLost: Bool) async throws -> Bool {
    let estimate = try #require(try await device.estimate(.contacts, key).collection?.estimate)
    guard let answer = try await device.sync(.contacts, key, window: window) else {
      #expect(estimate == 0)
      return false
    }
    #expect(answer.status == .success)
    #expect(min(estimate, window) == answer.commands.count)
    if isLost { return true }
    key = try answer.key()
    hasLostStart = false
    for command in answer.commands {
      let record = try #require(command.serverId.flatMap { Folder.contacts.record(of: $0) })
      #expect((content[record] == nil) == (command.kind == .add), "\(command.kind) of \(record)")
      content[record] = command.kind == .delete ? nil : .some(command.applicationData)
    }
    return true
  }
}
