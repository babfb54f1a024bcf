import Logging
import SyncModel

/// A request that wants to wait for changes.
struct Wait: Sendable {
  /// For how long.
  let seconds: Int
  /// What it waits for.
  let folders: [Folder]
  let session: Session
  /// The request itself if it is a Sync.
  let sync: SyncRequest?
}

/// What has to be known of a Sync that waits besides what the database keeps of it.
final class WaitingSync: Sendable {
  private let device: Device
  private let address: String
  private let version: ProtocolVersion
  private let keys: [CollectionId: SyncKey]

  init(_ request: SyncRequest, _ session: Session) {
    var device = session.device
    // Known again when it is needed: a waiting device is to be small.
    device.keptSync = nil
    self.device = device
    address = session.address
    version = session.version
    keys = request.keys
  }

  /// How the wait of the user as he is now ends; nil if there is nothing to say.
  func run(as account: Account, in services: Services, log: Log) async throws(CommandError) -> Ending? {
    let session = Session(
      account: account, address: address, device: device, version: version, services: services,
      log: log.with(["user": account.name, "device.id": device.id.rawValue, "command": "Sync"]))
    // Another Sync of the device, which ran beside this one, has been kept in its place or made an answer.
    guard let kept = try await session.kept(), Set(kept.collections.map(\.collectionId)) == Set(keys.keys),
      try await isNewest(in: session)
    else {
      return .replaced
    }
    return try await SyncCommand().run(kept.request(with: keys), in: session).map { .sync($0) }
  }
}

extension WaitingSync {
  /// Whether no answer was made to another Sync from the keys that this one goes on from.
  private func isNewest(in session: Session) async throws(CommandError) -> Bool {
    try await session.services.read { [keys, row = session.device.row] sql in
      try keys.allSatisfy { try CollectionStore.newestKey($0.key, device: row, sql) == $0.value }
    }
  }
}

extension SyncRequest {
  fileprivate var keys: [CollectionId: SyncKey] {
    let pairs = (collections ?? []).compactMap { collection in
      collection.collectionId.flatMap { id in collection.syncKey.map { (id, $0) } }
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }
}
