import SyncModel
import TestSupport
import Testing

@testable import ActiveSyncServer

/// What the held set says of records that were left out, and that what was stored before is read as ever.
@Suite struct HeldSkipTests {
  /// Packed by the program before it could leave anything out.
  private static let before: [UInt8] = [
    1, 9, 1, 4, 3, 224, 18, 4, 133, 151, 34, 1, 140, 151, 34, 221, 36, 99, 1, 106, 1, 118, 151, 219, 255, 255,
    255,
    31, 129, 128, 128, 128, 128, 128, 128, 16,
  ]

  @Test func whatWasStoredBeforeIsReadAsItWasMeant() throws {
    let expected: [(Int64, HeldEntry?)] = [
      (1, HeldEntry(number: ChangeNumber(1))), (2, nil),
      (5, HeldEntry(number: ChangeNumber(300), isExact: false)),
      (9, HeldEntry(number: ChangeNumber(70_000), isPinned: true)),
      (10, HeldEntry(number: ChangeNumber(70_001), isExact: false, isPinned: true)),
      (4711, HeldEntry(number: ChangeNumber(12), isGhost: true)),
      (4712, HeldEntry(number: ChangeNumber(13), isExact: false, isGhost: true)),
      (4713, HeldEntry(number: ChangeNumber(14), isExact: false, isGhost: true, isPinned: true)),
      (1 << 40, HeldEntry(number: ChangeNumber(1 << 50))),
    ]
    let read = try HeldCodec.unpack(Self.before)
    #expect(read.map(\.record) == expected.map(\.0))
    #expect(read.map(\.entry) == expected.map(\.1))
    #expect(HeldCodec.pack(read) == Self.before)
  }

  @Test(arguments: [
    nil, HeldEntry(number: ChangeNumber(3)), HeldEntry(number: ChangeNumber(3), isPinned: true),
  ])
  func whatIsLeftOutIsReadAsItWasWritten(older: HeldEntry?) throws {
    for number in [1, 2, 4711, 1 << 50] {
      let entry = HeldEntry(
        number: ChangeNumber(Int64(number)), isPinned: older?.isPinned ?? false,
        skipped: older == nil ? .withoutItem : .overOlder)
      let back = try #require(try HeldCodec.unpack(HeldCodec.pack([7: entry])).first)
      #expect(back.entry == entry)
      #expect(back.entry?.onDevice?.isPinned == older?.isPinned)
    }
  }

  /// With what was left out since, and beside what has no part.
  @Test func whatIsAPartIsReadAsItWasWritten() throws {
    var entries = try HeldCodec.unpack(Self.before).compactMap(\.entry)
    entries.append(HeldEntry(number: ChangeNumber(3), isPinned: true, skipped: .overOlder))
    for entry in entries {
      var part = entry
      part.isCut = true
      let packed = HeldCodec.pack([7: part, 8: entry])
      #expect(try HeldCodec.unpack(packed).map(\.entry) == [part, entry])
      #expect(part.onDevice?.isCut == true)
      #expect(
        NumberWalk.step(for: LogRow(record: 7, number: ChangeNumber(1 << 51), isThere: true), held: part)?
          .entry?.isCut == true)
    }
  }

  @Test func aStepOverWhatWasLeftOutTellsWhatTheDeviceLacks() {
    let there = LogRow(record: 7, number: ChangeNumber(5), isThere: true)
    let gone = LogRow(record: 7, number: ChangeNumber(6), isThere: false)
    let new = HeldEntry(number: ChangeNumber(5), skipped: .withoutItem)
    let older = HeldEntry(number: ChangeNumber(5), isPinned: true, skipped: .overOlder)
    let next = LogRow(record: 7, number: ChangeNumber(9), isThere: true)
    for entry in [new, older] { #expect(NumberWalk.step(for: there, held: entry) == nil) }
    #expect(NumberWalk.step(for: gone, held: new) == nil)
    #expect(NumberWalk.step(for: gone, held: older)?.kind == .delete)
    #expect(NumberWalk.step(for: next, held: new)?.kind == .add)
    #expect(NumberWalk.step(for: next, held: older)?.kind == .change)
    #expect(NumberWalk.step(for: next, held: older)?.entry?.isPinned == true)
  }
}
