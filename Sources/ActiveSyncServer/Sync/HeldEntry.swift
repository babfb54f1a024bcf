import SyncModel

/// What a device holds of one record.
struct HeldEntry: Hashable, Sendable {
  /// The number of the content it holds.
  var number: ChangeNumber
  /// Whether it holds exactly that content; false if the server stored something else than the device sent.
  var isExact = true
  /// Whether it was sent away by age (SoftDelete), which some devices ignore and so still show it.
  var isGhost = false
  /// Whether the device itself put it outside its period: it stays on the device until that starts again.
  var isPinned = false
  /// Whether it was given only a part of a text: it cannot change that, or the rest would be lost.
  var isCut = false
  /// Whether the content of that number was left out, as it is broken; nil if it was not.
  var skipped: Skip?

  /// What a device has of a record whose content was left out.
  enum Skip: Sendable {
    /// Nothing.
    case withoutItem
    /// An older content, which it keeps.
    case overOlder
  }

  /// Whether the device has the item, in whatever content.
  var isOnDevice: Bool { skipped != .withoutItem }

  /// What the device has of the record; nil if nothing. An older content is not exactly that of any number.
  var onDevice: HeldEntry? {
    switch skipped {
    case nil: self
    case .withoutItem: nil
    case .overOlder: HeldEntry(number: .zero, isExact: false, isPinned: isPinned, isCut: isCut)
    }
  }

  /// Whether the device has what the row tells, or was spared it.
  func isUpToDate(with row: LogRow) -> Bool {
    number == row.number && (skipped != nil || isExact && !isGhost)
  }
}

/// Entries to set, or nil to remove, by record: what an answer does to a held set.
typealias HeldChanges = [Int64: HeldEntry?]

/// A stored held set that cannot be read: the device has to start again, or items would be doubled.
enum HeldSetError: Error {
  case unreadable
}

/// Held entries and changes in the form that is stored: sorted, each a gap and a number as variable integers.
///
/// Below the number are the flags. A ghost that is pinned as well never is exact, so that all three together mark
/// what was left out: its number has two bits more below it, whether the device has an older content and whether
/// that is pinned. Where there is none to be pinned, an entry follows of which the device has only a part.
enum HeldCodec {
  private static let exact: UInt64 = 1
  private static let ghost: UInt64 = 2
  private static let pinned: UInt64 = 4
  private static let flagBits: UInt64 = 3
  private static let skipped = exact | ghost | pinned
  private static let older: UInt64 = 1
  private static let olderPinned: UInt64 = 2
  private static let aboutBits: UInt64 = 2
  private static let cut = olderPinned
  /// No entry: pinned without a number, of which there is none.
  private static let removed = pinned

  /// Packs `changes` in the order of their records.
  static func pack(_ changes: [(record: Int64, entry: HeldEntry?)]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(changes.count * 5)
    var last: Int64 = 0
    for (record, entry) in changes {
      append(UInt64(bitPattern: record &- last), to: &bytes)
      append(word(entry), to: &bytes)
      last = record
    }
    return bytes
  }

  /// Packs `changes`.
  static func pack(_ changes: HeldChanges) -> [UInt8] {
    pack(changes.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 })
  }

  /// Reads packed entries in the order of their records.
  static func unpack(_ bytes: [UInt8]) throws(HeldSetError) -> [(record: Int64, entry: HeldEntry?)] {
    var result: [(record: Int64, entry: HeldEntry?)] = []
    var offset = 0
    var record: Int64 = 0
    while offset < bytes.count {
      guard let gap = read(bytes, &offset), let word = read(bytes, &offset) else { throw .unreadable }
      let (next, overflow) = record.addingReportingOverflow(Int64(bitPattern: gap))
      guard !overflow else { throw .unreadable }
      record = next
      result.append((record, entry(word)))
    }
    return result
  }

  private static func word(_ entry: HeldEntry?) -> UInt64 {
    guard var entry else { return removed }
    if entry.isCut {
      entry.isCut = false
      return (word(entry) << aboutBits | cut) << flagBits | skipped
    }
    if let skip = entry.skipped {
      let about = skip == .overOlder ? older | (entry.isPinned ? olderPinned : 0) : 0
      return (UInt64(bitPattern: entry.number.rawValue) << aboutBits | about) << flagBits | skipped
    }
    let flags =
      (entry.isExact ? exact : 0) | (entry.isGhost ? ghost : 0) | (entry.isPinned ? pinned : 0)
    return UInt64(bitPattern: entry.number.rawValue) << flagBits | flags
  }

  private static func entry(_ word: UInt64) -> HeldEntry? {
    guard word != removed else { return nil }
    if word & skipped == skipped {
      let about = word >> flagBits
      if about & (older | olderPinned) == cut {
        var whole = entry(about >> aboutBits)
        whole?.isCut = true
        return whole
      }
      return HeldEntry(
        number: ChangeNumber(Int64(bitPattern: about >> aboutBits)), isPinned: about & olderPinned != 0,
        skipped: about & older == 0 ? .withoutItem : .overOlder)
    }
    return HeldEntry(
      number: ChangeNumber(Int64(bitPattern: word >> flagBits)), isExact: word & exact != 0,
      isGhost: word & ghost != 0, isPinned: word & pinned != 0)
  }

  private static func append(_ value: UInt64, to bytes: inout [UInt8]) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private static func read(_ bytes: [UInt8], _ offset: inout Int) -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: 0, to: 64, by: 7) {
      guard offset < bytes.count else { return nil }
      let byte = bytes[offset]
      offset += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    return nil
  }
}
