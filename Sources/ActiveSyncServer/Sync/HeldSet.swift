/// What a device holds of a collection, in chunks that are unpacked only where somebody looks.
///
/// One change in a collection of 100,000 unpacks and rewrites one chunk of a few kilobytes.
struct HeldSet: Sendable {
  /// A run of entries, stored as one row.
  struct Chunk: Sendable {
    /// The smallest record that belongs here, which names the stored row.
    let first: Int64
    /// The entries as stored; outdated once `isChanged`.
    fileprivate(set) var packed: [UInt8]
    fileprivate var entries: [(record: Int64, entry: HeldEntry)]?
    /// Whether the stored row must be written again.
    fileprivate(set) var isChanged = false

    init(first: Int64, packed: [UInt8]) {
      self.first = first
      self.packed = packed
    }
  }

  /// Entries in a chunk before it is cut in two.
  static let chunkSize = 1024

  private var chunks: [Chunk]

  /// A set of stored chunks in the order of their first records.
  init(_ chunks: [Chunk] = []) { self.chunks = chunks }

  /// What is held of a record; nil if nothing.
  mutating func entry(of record: Int64) throws(HeldSetError) -> HeldEntry? {
    guard let chunk = chunkIndex(of: record) else { return nil }
    let entries = try unpack(chunk)
    let place = lowerBound(of: record, in: entries)
    return place < entries.count && entries[place].record == record ? entries[place].entry : nil
  }

  /// Applies the changes of an answer that the device has.
  mutating func apply(_ changes: HeldChanges) throws(HeldSetError) {
    for (record, entry) in changes.sorted(by: { $0.key < $1.key }) { try set(record, entry) }
  }

  /// All entries in the order of their records.
  mutating func all() throws(HeldSetError) -> [(record: Int64, entry: HeldEntry)] {
    var all: [(record: Int64, entry: HeldEntry)] = []
    for index in chunks.indices { all += try unpack(index) }
    return all
  }

  /// The chunks to write again, packed; an empty one is to be removed.
  func changedChunks() -> [Chunk] {
    chunks.filter(\.isChanged).map { chunk in
      var packed = chunk
      packed.packed = HeldCodec.pack((chunk.entries ?? []).map { ($0.record, $0.entry) })
      return packed
    }
  }

  /// Where a record belongs; nil if there is no chunk. Before the first one nothing is stored any more once that
  /// was emptied, so that it takes whatever is smaller.
  private func chunkIndex(of record: Int64) -> Int? {
    var low = 0
    var high = chunks.count
    while low < high {
      let middle = (low + high) / 2
      if chunks[middle].first <= record { low = middle + 1 } else { high = middle }
    }
    return chunks.isEmpty ? nil : max(low - 1, 0)
  }

  private mutating func unpack(_ index: Int) throws(HeldSetError) -> [(record: Int64, entry: HeldEntry)] {
    if let entries = chunks[index].entries { return entries }
    let rows = try HeldCodec.unpack(chunks[index].packed)
    let entries = rows.compactMap { row in row.entry.map { (record: row.record, entry: $0) } }
    chunks[index].entries = entries
    return entries
  }

  private func lowerBound(of record: Int64, in entries: [(record: Int64, entry: HeldEntry)]) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].record < record { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func set(_ record: Int64, _ entry: HeldEntry?) throws(HeldSetError) {
    if chunks.isEmpty { chunks.append(Chunk(first: 0, packed: [])) }
    let index = chunkIndex(of: record) ?? 0
    var entries = try unpack(index)
    let place = lowerBound(of: record, in: entries)
    let isHeld = place < entries.count && entries[place].record == record
    // Nothing else refers to the array while it is changed, so that it is not copied.
    chunks[index].entries = nil
    switch (entry, isHeld) {
    case (let entry?, true): entries[place].entry = entry
    case (let entry?, false): entries.insert((record, entry), at: place)
    case (nil, true): entries.remove(at: place)
    case (nil, false): break
    }
    chunks[index].entries = entries
    chunks[index].isChanged = chunks[index].isChanged || entry != nil || isHeld
    if entries.count > HeldSet.chunkSize { split(index) }
  }

  private mutating func split(_ index: Int) {
    guard let entries = chunks[index].entries else { return }
    let middle = entries.count / 2
    chunks[index].entries = Array(entries[..<middle])
    var upper = Chunk(first: entries[middle].record, packed: [])
    upper.entries = Array(entries[middle...])
    upper.isChanged = true
    chunks.insert(upper, at: index + 1)
  }
}
