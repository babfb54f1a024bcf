import SyncModel
import TestSupport
import Testing
import WBXML

@testable import ActiveSyncServer

/// Random histories in which records break and are mended, and answers are lost.
@Suite struct SkippedHistoryTests {
  @Test(arguments: 0..<30, [Folder.contacts, .calendar])
  func whatCanBeReadIsThereAndNothingTwice(seed: UInt64, folder: Folder) async throws {
    var random = SeededGenerator(seed: seed)
    let device = try await SyncingDevice()
    var phone = BrokenItemsPhone(device: device, folder: folder, key: try await device.start(folder))
    for _ in 0..<25 {
      device.backend.change { office in
        for _ in 0..<Int.random(in: 0...3, using: &random) {
          let record = Int64.random(in: 1...6, using: &random)
          let isBroken = Int.random(in: 0..<3, using: &random) == 0
          if isBroken { office.broken.insert(record) } else { office.broken.remove(record) }
          office.timeless = Bool.random(using: &random) ? office.broken : []
          office.touch(
            record, isThere: Int.random(in: 0..<4, using: &random) > 0, day: CivilDate.today.adding(days: 1))
        }
      }
      let window = Int.random(in: 1...4, using: &random)
      try await phone.sync(window: window, isLost: Bool.random(using: &random))
    }
    while try await phone.sync(window: 100, isLost: false) {}
    let office = device.backend.now
    for (record, state) in office.records where state.isThere && !office.broken.contains(record) {
      #expect(phone.names[record] == "\(record) in state \(state.content)")
    }
    for record in phone.names.keys { #expect(office.records[record]?.isThere == true) }
    let broken = office.broken.filter { office.records[$0]?.isThere == true }
    let listed = try await device.skipped().map { $0.prefix { $0 != " " } }
    #expect(listed == broken.sorted().map { "\(folder.id):\($0)"[...] })
  }
}

/// A phone that holds the names of what it is told.
private struct BrokenItemsPhone {
  let device: SyncingDevice
  let folder: Folder
  var key: SyncKey
  private(set) var names: [Int64: String] = [:]

  init(device: SyncingDevice, folder: Folder, key: SyncKey) {
    self.device = device
    self.folder = folder
    self.key = key
  }

  /// Syncs once; returns whether there was something to say.
  @discardableResult mutating func sync(window: Int, isLost: Bool) async throws -> Bool {
    let estimate = try await device.estimate(folder, key).collection?.estimate
    guard let answer = try await device.sync(folder, key, window: window), !isLost else {
      return isLost
    }
    #expect(answer.commands.count <= estimate ?? 0)
    for command in answer.commands {
      let record = try #require(command.serverId.flatMap { folder.record(of: $0) })
      switch command.kind {
      case .add:
        #expect(names[record] == nil, "record \(record) is doubled")
        names[record] = try command.applicationData?.decode(ContactItem.self).lastName
      case .change:
        #expect(names[record] != nil, "record \(record) is changed and not there")
        names[record] = try command.applicationData?.decode(ContactItem.self).lastName
      default:
        #expect(names.removeValue(forKey: record) != nil, "record \(record) is deleted and not there")
      }
    }
    key = try answer.key()
    return true
  }
}
