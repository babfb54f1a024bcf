import ServerTestSupport
import SyncModel
import TestSupport
import Testing

@testable import ActiveSyncServer

/// Random histories of two phones and an office: lost answers, retries in every form, dying servers.
@Suite struct WriteHistoryTests {
  static let seeds: Range<UInt64> = 0..<200

  @Test(arguments: seeds) func nothingIsLostOrDoubled(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let site = try SyncSite()
    let phones = [
      try await RandomPhone("a", renames: true, at: site),
      try await RandomPhone("b", renames: false, at: site),
    ]
    for _ in 0..<40 {
      let phone = phones.randomElement(using: &random) ?? phones[0]
      switch Int.random(in: 0..<20, using: &random) {
      case 0..<8: phone.edit(using: &random)
      case 8..<10: editOffice(site, using: &random)
      case 10: try await phone.startAnew()
      case 11: try await site.restart()
      default: try await sync(phone, site, using: &random)
      }
    }
    try await settle(phones, &random)
    await site.close()
    try check(phones, site.backend.now)
  }

  private func sync(
    _ phone: RandomPhone, _ site: SyncSite, using random: inout SeededGenerator
  ) async throws {
    switch Int.random(in: 0..<8, using: &random) {
    case 0: site.faults.fail()
    case 1: site.backend.failNextWrite()
    default: break
    }
    try await phone.sync(
      telling: .random(in: 0.4...1.2, using: &random), loses: Int.random(in: 0..<3, using: &random) == 0,
      window: .random(in: 1...4, using: &random), using: &random)
    site.backend.succeedNextWrite()
    site.faults.end()
  }

  private func editOffice(_ site: SyncSite, using random: inout SeededGenerator) {
    site.backend.change { office in
      let there = office.records.filter(\.value.isThere).keys.sorted()
      guard let record = there.randomElement(using: &random) else { return }
      if Int.random(in: 0..<4, using: &random) == 0 {
        office.touch(record, isThere: false)
      } else {
        office.write(record) { $0.nickName = ["x", "y"].randomElement(using: &random) }
      }
    }
  }

  /// Everybody syncs until nobody has anything to say.
  private func settle(_ phones: [RandomPhone], _ random: inout SeededGenerator) async throws {
    for _ in 0..<60 {
      var isQuiet = true
      for phone in phones {
        if try await phone.sync(telling: 2, loses: false, window: 3, using: &random) {
          isQuiet = false
        }
      }
      if isQuiet { return }
    }
    Issue.record("the phones never fall silent")
  }

  private func check(_ phones: [RandomPhone], _ office: LogOffice) throws {
    let marks = office.records.values.compactMap { $0.contact?.firstName }
    #expect(Set(marks).count == marks.count, "an item is doubled: \(marks.sorted())")
    let truth = office.records.filter(\.value.isThere).mapValues { record in
      (record.contact?.firstName ?? "") + (record.contact?.nickName ?? "")
    }
    for phone in phones {
      #expect(phone.isClean)
      #expect(phone.shown == truth, "\(phone.name) shows something else")
    }
  }
}
