import Logging
import SyncModel

/// Tells a device which folders were added, renamed or removed since its last FolderSync.
///
/// [MS-ASCMD] 2.2.1.5. Key 0 means that the device knows none yet.
struct FolderSyncCommand: Command {
  func run(
    _ request: FolderSyncRequest?, in session: Session
  ) async throws(CommandError) -> FolderSyncResponse? {
    guard let request else { throw .emptyBody }
    guard let key = request.syncKey else { return FolderSyncResponse(.malformedRequest) }
    let folders = session.folders.map { FolderEntry($0) }
    let device = session.device
    if device.isValidation {
      guard key == .initial else { return FolderSyncResponse(.invalidSyncKey) }
      return FolderSyncResponse(.success, syncKey: .fresh(), changes: FolderChanges(adds: folders))
    }
    let known = try await session.services.read { connection in
      try HierarchyTable(connection, device: device.row).state(at: key)
    }
    if let known, known.isAcknowledged, known.folders == folders {
      return FolderSyncResponse(.success, syncKey: key, changes: FolderChanges())
    }
    let response = try await session.services.write { connection in
      try answer(key, folders, HierarchyTable(connection, device: device.row))
    }
    if response.status == .invalidSyncKey {
      session.log.info("unknown SyncKey", ["sync.key": String(key.rawValue.prefix(64))])
    }
    return response
  }

  /// Takes the device from its state to `folders`, under a fresh key if that changes anything.
  private func answer(
    _ key: SyncKey, _ folders: [FolderEntry], _ table: HierarchyTable
  ) throws -> FolderSyncResponse {
    var told: [FolderEntry] = []
    if key != .initial {
      guard let state = try table.state(at: key) else { return FolderSyncResponse(.invalidSyncKey) }
      if !state.isAcknowledged { try table.acknowledge(key) }
      told = state.folders
    }
    guard key == .initial || told != folders else {
      return FolderSyncResponse(.success, syncKey: key, changes: FolderChanges())
    }
    let next = SyncKey.fresh()
    try table.answer(folders, under: next)
    return FolderSyncResponse(.success, syncKey: next, changes: changes(from: told, to: folders))
  }

  private func changes(from told: [FolderEntry], to folders: [FolderEntry]) -> FolderChanges {
    let known = Dictionary(told.map { ($0.serverId, $0) }, uniquingKeysWith: { first, _ in first })
    let wanted = Set(folders.map(\.serverId))
    return FolderChanges(
      adds: folders.filter { known[$0.serverId] == nil },
      updates: folders.filter { folder in known[folder.serverId].map { $0 != folder } ?? false },
      deletes: told.compactMap(\.serverId).filter { !wanted.contains($0) })
  }
}
