import Database
import SyncModel
import WBXML

/// The Sync that a device last waited with: an empty request means the same again. [MS-ASCMD] 2.2.1.21.
extension Session {
  /// The request, or for an empty one the last that waited, with the keys that the device has now.
  func repeated(_ request: SyncRequest?) async throws(CommandError) -> SyncRequest? {
    guard request == nil else { return request }
    guard var last = try await kept() else { return nil }
    let store = CollectionStore(services: services, device: device.row)
    for index in (last.collections ?? []).indices {
      guard let id = last.collections?[index].collectionId else { continue }
      last.collections?[index].syncKey = try await store.newestKey(id)
    }
    return last
  }

  /// The last request that waited, without its keys; nil if there is none.
  func kept() async throws(CommandError) -> SyncRequest? {
    guard let stored = try await stored() else { return nil }
    return try? WBXMLDocument(stored).decode(SyncRequest.self)
  }

  private func stored() async throws(CommandError) -> [UInt8]? {
    try await services.read { [row = device.row] sql in
      try sql.first("SELECT request FROM waiting_sync WHERE device = ?", [.integer(row)]) { $0.blob(0) }
    }
  }

  /// Keeps a request that waits; what is kept already is not written again.
  func keep(_ request: SyncRequest) async throws(CommandError) {
    var kept = request
    for index in (kept.collections ?? []).indices {
      kept.collections?[index].commands = []
      kept.collections?[index].syncKey = nil
    }
    guard let body = try? WBXMLEncoder.encode(kept) else { return }
    guard try await stored() != body else { return }
    try await services.write { [row = device.row] sql -> Void in
      try sql.execute(
        """
        INSERT INTO waiting_sync (device, request) VALUES (?, ?)
        ON CONFLICT (device) DO UPDATE SET request = excluded.request
        """, [.integer(row), .blob(body)])
    }
  }
}
