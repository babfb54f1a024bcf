import SyncModel
import WBXML

/// The state that a device's SyncKey names.
struct CollectionState: Sendable {
  /// Its row: the acknowledged state, or the one that the answer was made from.
  let row: Int64
  /// Where the device stands.
  let looked: Looked
  /// The answer that the key names; nil if it names the acknowledged state itself.
  let answer: Answer?
  /// What the device said when it opened the state; nil in states that were stored without it.
  let terms: CollectionTerms?
  /// Whether the server takes this for where the device stands: not if it made newer answers, which were lost.
  let isPlace: Bool

  /// An answer that the device shows to have received by using its key.
  struct Answer: Sendable {
    let row: Int64
    /// What it changed in the held set, packed.
    let changes: [UInt8]
    /// The device's own writes whose outcome it told, by their numbers in the ledger.
    let told: [Int64]
  }
}

/// What is stored of a collection on a device.
struct StoredCollection: Sendable {
  let row: Int64
  /// The Options that hold until the device sends others.
  var options: SyncOptions
  /// The elements that the device said it can hold; nil if it did not say.
  var supported: [Tag]?
  /// Its writes whose outcome it knows and that the ledger may still keep.
  let acknowledged: [Int64]
  /// The row of the state that it opened or used last; nil if that is not known.
  let currentState: Int64?
  /// The state that the request's key names; nil for key 0 and for a key that is not known.
  var state: CollectionState?
}
