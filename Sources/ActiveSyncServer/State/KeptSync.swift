import SyncModel
import WBXML

/// What is kept of a device's last Sync: an empty request means the same again, and of a Partial one the
/// collections that it does not name are as before. [MS-ASCMD] 2.2.1.21.1, 2.2.3.131.
///
/// Commands are never repeated. A collection has its key here only as long as the device is known to have it:
/// the device itself came with that key, and the answer told nothing that would have given it another. A key
/// that only an answer named is never taken from here. That answer may have been lost, and whoever repeats a
/// request without its keys cannot say so; using its key would acknowledge what the device never got.
struct KeptSync: Hashable, Sendable {
  private var request: SyncRequest

  /// What is to be kept of a request that was answered; `before` is what is kept so far.
  init(_ request: SyncRequest, answered response: SyncResponse?, before: KeptSync?) {
    self.request = request
    self.request.partial = false
    let answers = Dictionary(
      (response?.collections ?? []).map { ($0.collectionId, $0) }, uniquingKeysWith: { first, _ in first })
    self.request.collections = request.collections?.map { asked in
      var kept = asked
      kept.commands = []
      kept.supported = nil
      kept.syncKey = KeptSync.key(of: asked, answered: answers[asked.collectionId], before: before)
      return kept
    }
  }

  /// The key that the device is known to have after the answer; nil if that is not known.
  private static func key(
    of asked: SyncRequest.Collection, answered answer: SyncResponse.Collection?, before: KeptSync?
  ) -> SyncKey? {
    guard let key = asked.syncKey, key != .initial, answer?.syncKey != .initial else { return nil }
    let writes = asked.commands.contains { $0.kind != .fetch }
    if !writes, answer?.syncKey ?? key == key { return key }
    // It is not the collection's newest any more, so that it need not be written over.
    return before?.request.collections?.first { $0.collectionId == asked.collectionId }?.syncKey
  }

  /// Reads what was kept; nil if it cannot be read.
  init?(stored: [UInt8]) {
    guard let request = try? WBXMLDocument(stored).decode(SyncRequest.self) else { return nil }
    self.request = request
  }

  /// Bytes that are kept at most: fifty collections with Options need less.
  private static let largest = 16_384

  /// The form in which it is kept; nil for what cannot be written or is longer than any device's, which is then not
  /// kept.
  var stored: [UInt8]? {
    guard let bytes = try? WBXMLEncoder.encode(request), bytes.count <= Self.largest else { return nil }
    return bytes
  }

  /// The collections with the keys that the device is known to have.
  var collections: [SyncRequest.Collection] { request.collections ?? [] }

  /// The whole request that an empty one (nil) or a Partial one means. Wait and WindowSize of the whole are as
  /// before where it does not tell them.
  func completing(_ partial: SyncRequest?) -> SyncRequest {
    var whole = request
    guard let partial else { return whole }
    let named = partial.collections ?? []
    let known = Set(collections.map(\.collectionId))
    whole.collections =
      collections.flatMap { kept in
        let newer = named.filter { $0.collectionId == kept.collectionId }
        return newer.isEmpty ? [kept] : newer
      } + named.filter { !known.contains($0.collectionId) }
    whole.windowSize = partial.windowSize ?? request.windowSize
    if partial.waits {
      whole.wait = partial.wait
      whole.heartbeatInterval = partial.heartbeatInterval
    }
    return whole
  }

  /// The same request as from a device with these keys.
  func request(with keys: [CollectionId: SyncKey]) -> SyncRequest {
    var whole = request
    whole.collections = collections.map { kept in
      var collection = kept
      collection.syncKey = kept.collectionId.flatMap { keys[$0] }
      return collection
    }
    return whole
  }
}

extension SyncRequest {
  /// The collections that it names.
  var ids: Set<CollectionId> { Set((collections ?? []).compactMap(\.collectionId)) }

  /// Whether it is to wait for changes.
  fileprivate var waits: Bool { wait != nil || heartbeatInterval != nil }

  /// Whether it says that something is missing, and nothing else, which no device may. [MS-ASCMD] 2.2.3.131.
  var isPartialAlone: Bool { partial && !waits && windowSize == nil && (collections ?? []).isEmpty }
}
