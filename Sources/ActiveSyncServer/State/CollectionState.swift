import SyncModel

/// The state that a device's SyncKey names.
struct CollectionState: Sendable {
  /// Its row: the acknowledged state, or the one that the answer was made from.
  let row: Int64
  /// Where the device stands.
  let looked: Looked
  /// The answer that the key names; nil if it names the acknowledged state itself.
  let answer: Answer?

  /// An answer that the device shows to have received by using its key.
  struct Answer: Sendable {
    let row: Int64
    /// What it changed in the held set, packed.
    let changes: [UInt8]
  }
}

/// What is stored of a collection on a device.
struct StoredCollection: Sendable {
  let row: Int64
  /// The Options that hold until the device sends others.
  let options: SyncOptions
  /// The state that the request's key names; nil for key 0 and for a key that is not known.
  let state: CollectionState?
}
