import SyncModel
import TestSupport
import Testing

@testable import ActiveSyncServer

@Suite struct HeldSetTests {
  @Test(arguments: 0..<20) func behavesLikeADictionaryThroughStoring(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var truth: [Int64: HeldEntry] = [:]
    var stored: [Int64: [UInt8]] = [:]
    for _ in 0..<10 {
      var held = HeldSet(
        stored.sorted { $0.key < $1.key }.map { HeldSet.Chunk(first: $0.key, packed: $0.value) })
      for _ in 0..<300 {
        let record = Int64.random(in: 1...4000, using: &random)
        let entry = Bool.random(using: &random) ? HeldEntry.random(using: &random) : nil
        try held.apply([record: entry])
        truth[record] = entry
        #expect(try held.entry(of: record) == entry)
      }
      for chunk in held.changedChunks() { stored[chunk.first] = chunk.packed }
      let all = try held.all()
      #expect(Dictionary(uniqueKeysWithValues: all.map { ($0.record, $0.entry) }) == truth)
      #expect(all.map(\.record) == truth.keys.sorted())
    }
  }

  @Test func whatComesBackBelowTheFirstStoredChunkIsFound() throws {
    let entry = HeldEntry(number: ChangeNumber(1))
    // The chunk of the smaller records was emptied and is stored no more.
    var held = HeldSet([HeldSet.Chunk(first: 2000, packed: HeldCodec.pack([(2000, entry)]))])
    #expect(try held.entry(of: 5) == nil)
    try held.apply([5: entry])
    #expect(try held.entry(of: 5) == entry)
    var stored = HeldSet(held.changedChunks())
    #expect(try stored.entry(of: 5) == entry)
    try stored.apply([5: nil])
    #expect(try stored.all().map(\.record) == [2000])
  }

  @Test func oneChangeInAHundredThousandRewritesOneSmallChunk() throws {
    var full = HeldSet()
    try full.apply(
      Dictionary(uniqueKeysWithValues: (1...100_000).map { ($0, HeldEntry(number: ChangeNumber($0 * 7))) }))
    var held = HeldSet(full.changedChunks().map { HeldSet.Chunk(first: $0.first, packed: $0.packed) })
    try held.apply([54_321: HeldEntry(number: ChangeNumber(900_000))])
    let changed = held.changedChunks()
    #expect(changed.count == 1)
    #expect(try #require(changed.first).packed.count < 8192)
  }

  @Test func packedEntriesComeBackAsTheyWere() throws {
    let changes: HeldChanges = [
      1: HeldEntry(number: ChangeNumber(1)), 2: nil,
      900: HeldEntry(number: ChangeNumber(1 << 50), isExact: false, isGhost: true),
      Int64.max: HeldEntry(number: ChangeNumber(5), isExact: true, isGhost: true),
    ]
    let back = try HeldCodec.unpack(HeldCodec.pack(changes))
    #expect(back.map(\.record) == changes.keys.sorted())
    for (record, entry) in back { #expect(changes[record] == .some(entry)) }
  }

  @Test func recordsBelowZeroAreKeptAsAnyOther() throws {
    let entry = HeldEntry(number: ChangeNumber(7))
    let below: HeldChanges = [-5: entry, -2: nil, 3: entry]
    let back = try HeldCodec.unpack(HeldCodec.pack(below))
    #expect(back.map { $0.record } == [-5, -2, 3])
    #expect(back.map { $0.entry } == [entry, nil, entry])
  }

  @Test func aDamagedSetIsRefusedRatherThanTakenForEmpty() {
    var held = HeldSet([HeldSet.Chunk(first: 0, packed: [0x80, 0x80])])
    #expect(throws: HeldSetError.unreadable) { try held.entry(of: 3) }
  }
}

extension HeldEntry {
  static func random(using random: inout some RandomNumberGenerator) -> HeldEntry {
    HeldEntry(
      number: ChangeNumber(Int64.random(in: 1...1_000_000, using: &random)),
      isExact: Bool.random(using: &random), isGhost: Bool.random(using: &random))
  }
}
