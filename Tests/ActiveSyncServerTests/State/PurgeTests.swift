import Foundation
import HTTPServer
import SyncModel
import TestSupport
import Testing
import WBXML

@testable import ActiveSyncServer

@Suite(.timeLimit(.minutes(10))) struct PurgeTests {
  @Test(arguments: UInt64(0)..<30) func devicesThatWalkWhilePurgesHappenMissNothing(seed: UInt64) async throws
  {
    var random = SeededGenerator(seed: seed)
    let site = try PurgedSite()
    var phones = (0..<3).map { PurgedPhone("phone\($0)") }
    for _ in 0..<40 {
      let changes = (0..<Int.random(in: 0...3, using: &random)).map { _ in
        (record: Int64.random(in: 1...10, using: &random), isThere: Bool.random(using: &random))
      }
      site.push.backend.change { office in
        for change in changes { office.touch(change.record, isThere: change.isThere) }
      }
      let index = Int.random(in: 0..<phones.count, using: &random)
      switch Int.random(in: 0..<10, using: &random) {
      case 0: await site.purge()
      case 1: phones[index].startAgain()
      default:
        let isLost = Int.random(in: 0..<3, using: &random) == 0
        try await phones[index].sync(site, window: .random(in: 1...4, using: &random), isLost: isLost)
      }
    }
    for _ in 0..<2 {
      site.push.backend.change { $0.touch(11) }
      for index in phones.indices {
        while try await phones[index].sync(site, window: 3, isLost: false) {}
        #expect(phones[index].records == site.there)
      }
      await site.purge()
    }
    await site.purge()
    // All have acknowledged what was before the last change.
    let office = site.push.backend.now
    #expect(office.purgedBelow == office.counter - 1)
  }

  @Test func aStateThatIsOpenedBeforeAPurgeIsWalkedAfterIt() async throws {
    let site = try PurgedSite()
    site.push.backend.change { office in for record in 1...5 { office.touch(Int64(record)) } }
    var phone = PurgedPhone("phone")
    try await phone.sync(site, window: 2, isLost: false)
    site.push.backend.change { $0.touch(1, isThere: false) }
    await site.purge()
    await site.purge()
    #expect(site.push.backend.now.purgedBelow == 6)
    try await phone.sync(site, window: 2, isLost: false)
    #expect(phone.records == [2, 3])
    // Its first walk is not at its end, and it knows all that went before that walk began.
    site.push.backend.change { $0.touch(2, isThere: false) }
    await site.purge()
    await site.purge()
    #expect(site.push.backend.now.purgedBelow == 6)
    while try await phone.sync(site, window: 2, isLost: false) {}
    #expect(phone.records == [3, 4, 5])
  }

  @Test func whatIsGoneWaitsForTheDeviceThatIsFurthestBehind() async throws {
    let site = try PurgedSite()
    site.push.backend.change { office in for record in 1...4 { office.touch(Int64(record)) } }
    var (slow, fast, other) = (PurgedPhone("slow"), PurgedPhone("fast"), PurgedPhone("other"))
    while try await slow.sync(site, window: 9, isLost: false) {}
    site.push.backend.change { $0.touch(1, isThere: false) }
    while try await fast.sync(site, window: 9, isLost: false) {}
    // It has looked at nothing.
    try await other.sync(site, window: 9, isLost: false)
    await site.purge()
    await site.purge()
    #expect(site.push.backend.purges.last == [.tigersContacts: ChangeNumber(4)])
    while try await slow.sync(site, window: 9, isLost: false) {}
    #expect(slow.records == [2, 3, 4])
    // The state before the last answer is good until the device uses that one.
    await site.purge()
    #expect(site.push.backend.purges.last == [.tigersContacts: ChangeNumber(4)])
    site.push.backend.change { $0.touch(5) }
    while try await slow.sync(site, window: 9, isLost: false) {}
    await site.purge()
    #expect(site.push.backend.purges.last == [.tigersContacts: ChangeNumber(5)])
  }

  @Test func aDeviceOfAnotherLogHoldsNothingBack() async throws {
    let site = try PurgedSite()
    site.push.backend.change { $0.touch(1) }
    var phone = PurgedPhone("phone")
    while try await phone.sync(site, window: 9, isLost: false) {}
    site.push.backend.change { office in
      office.epoch = 2
      office.touch(1, isThere: false)
    }
    await site.purge()
    await site.purge()
    #expect(site.push.backend.now.purgedBelow == 2)
  }

  @Test func aPurgeGoesNoFurtherThanTheLogStoodADayBefore() async throws {
    let site = try PurgedSite()
    site.push.backend.change { $0.touch(1) }
    await site.purge()
    #expect(site.push.backend.purges == [[.tigersContacts: ChangeNumber(1)]])
    site.push.backend.change { $0.touch(2) }
    await site.purge()
    #expect(site.push.backend.purges.last == [.tigersContacts: ChangeNumber(1)])
    await site.purge()
    #expect(site.push.backend.purges.last == [.tigersContacts: ChangeNumber(2)])
  }

  @Test func anOwnAdditionThatGoesBeforeTheFirstWalkIsDeleted() async throws {
    let device = try await SyncingDevice()
    let added = try #require(
      try await device.sync(
        .contacts, device.start(), getChanges: false, commands: [.add("1") { $0.lastName = "Bob" }]))
    let record = try #require(
      added.responses.first?.serverId.flatMap { Folder.contacts.record(of: $0) })
    device.backend.change { office in
      office.touch(record, isThere: false)
      office.purge(below: ChangeNumber(.max))
    }
    #expect(try #require(try await device.sync(.contacts, added.key())).records(.delete) == [record])
  }

  /// What makes a stored state worthless.
  enum Loss: CaseIterable {
    case otherEpoch, belowThePurge, aboveTheCounter

    func befall(_ office: inout LogOffice) {
      switch self {
      case .otherEpoch: office.epoch = 2
      case .belowThePurge: office.purgedBelow = office.counter
      case .aboveTheCounter: office.counter = 1
      }
    }
  }

  @Test(arguments: Loss.allCases) func aWorthlessStateIsRefusedAndStays(loss: Loss) async throws {
    let device = try await SyncingDevice()
    device.backend.change { office in for record in 1...3 { office.touch(Int64(record)) } }
    let key = try #require(try await device.sync(.contacts, device.start())?.syncKey)
    device.backend.change { $0.touch(1, isThere: false) }
    let before = device.backend.now
    device.backend.change { loss.befall(&$0) }
    for _ in 0..<2 { #expect(try await device.sync(.contacts, key)?.status == .invalidSyncKey) }
    #expect(try await device.estimate(.contacts, key).status == .invalidSyncKey)
    // As after a restore that was undone: nothing was destroyed.
    device.backend.change { $0 = before }
    #expect(try #require(try await device.sync(.contacts, key)).records(.delete) == [1])
  }
}

/// A device that syncs the contacts and must never be told to start again.
private struct PurgedPhone {
  private let device: String
  private(set) var records: Set<Int64> = []
  private var key = SyncKey.initial

  init(_ device: String) { self.device = device }

  mutating func startAgain() { key = .initial }

  /// Syncs once; returns whether there was an answer.
  @discardableResult mutating func sync(_ site: PurgedSite, window: Int, isLost: Bool) async throws -> Bool {
    var collection = SyncRequest.Collection()
    collection.syncKey = key
    collection.collectionId = Folder.contacts.id
    collection.windowSize = window
    var request = SyncRequest()
    request.collections = [collection]
    let response = try await site.push.send("Sync", WBXMLEncoder.encode(request), device: device)
    guard !response.body.isEmpty else { return false }
    let answer = try #require(
      try WBXMLDocument(response.body).decode(SyncResponse.self).collections?.first)
    try #require(answer.status == .success)
    if isLost { return true }
    if key == .initial { records = [] }
    key = try answer.key()
    for record in answer.records(.add) { #expect(records.insert(record).inserted) }
    for record in answer.records(.change) { #expect(records.contains(record)) }
    for record in answer.records(.delete) { #expect(records.remove(record) != nil) }
    return true
  }
}
