import Database
import Logging
import SyncModel

/// The last Sync of a device, which its next one may leave out.
extension Session {
  /// What a device asks for: an empty request (nil) and a Partial one are completed by the last one. What
  /// cannot be completed comes back as it is, which is Status 13: the device then sends everything.
  ///
  /// It cannot if an answer was made that told the device something of a collection that the request leaves
  /// out. Devices leave out only what an answer told them nothing of ([MS-ASCMD] 2.2.1.21.1), so that this
  /// answer was lost, or the device is not as the specification has it; in both cases it alone knows its key.
  func completed(_ request: SyncRequest?) async throws(CommandError) -> SyncRequest? {
    if let request, !request.partial || request.isPartialAlone { return request }
    guard let kept = device.keptSync.flatMap({ KeptSync(stored: $0) }) else { return request }
    let named = request?.ids ?? []
    let stale = try await services.read { [row = device.row] sql in
      try kept.collections.compactMap { collection -> CollectionId? in
        guard let id = collection.collectionId, !named.contains(id) else { return nil }
        let newest = try CollectionStore.newestKey(id, device: row, sql)
        return newest != nil && newest == collection.syncKey ? nil : id
      }
    }
    guard stale.isEmpty else {
      log.info(
        "the last Sync cannot be repeated",
        ["collections": stale.map(\.rawValue).joined(separator: " ")])
      return request
    }
    return kept.completing(request)
  }

  /// What is kept of the device's last Sync now; nil if there is nothing.
  func kept() async throws(CommandError) -> KeptSync? {
    let stored = try await services.read { [row = device.row] sql in
      try sql.first("SELECT request FROM waiting_sync WHERE device = ?", [.integer(row)]) { $0.blob(0) }
    }
    return stored.flatMap { KeptSync(stored: $0) }
  }

  /// Keeps a request that was answered with `response`; what is kept already is not written again.
  func keep(_ request: SyncRequest, answered response: SyncResponse?) async throws(CommandError) {
    guard let new = KeptSync(request, answered: response, before: nil).stored else {
      return try await dropKept()
    }
    guard new != device.keptSync else { return }
    // Some keys may differ that matter no more: only now is it worth to look.
    let before = device.keptSync.flatMap { KeptSync(stored: $0) }
    let joined = KeptSync(request, answered: response, before: before)
    guard joined != before, let body = joined.stored else { return }
    try await services.write { [row = device.row] sql -> Void in
      try sql.execute(
        """
        INSERT INTO waiting_sync (device, request) VALUES (?, ?)
        ON CONFLICT (device) DO UPDATE SET request = excluded.request
        """, [.integer(row), .blob(body)])
    }
  }

  /// Drops what is kept: the device's last request was refused as a whole, and there is nothing to repeat.
  func dropKept() async throws(CommandError) {
    guard device.keptSync != nil else { return }
    try await services.write { [row = device.row] sql -> Void in
      try sql.execute("DELETE FROM waiting_sync WHERE device = ?", [.integer(row)])
    }
  }
}
