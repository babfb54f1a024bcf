import HTTPServer
import SyncModel
import Testing
import WBXML

@testable import ActiveSyncServer

extension PushSite {
  /// One Sync of a folder that may wait; nil is an empty answer.
  func sync(
    _ folder: Folder, _ key: SyncKey, wait: Int? = nil, heartbeat: Int? = nil,
    commands: [SyncRequest.Command] = [], device: String = "phone", version: String = "14.1"
  ) async throws -> SyncResponse? {
    var collection = SyncRequest.Collection()
    collection.commands = commands
    collection.syncKey = key
    collection.collectionId = folder.id
    var request = SyncRequest()
    request.collections = [collection]
    request.wait = wait
    request.heartbeatInterval = heartbeat
    let response = await send("Sync", try WBXMLEncoder.encode(request), device: device, version: version)
    #expect(response.status == 200)
    return response.body.isEmpty ? nil : try WBXMLDocument(response.body).decode(SyncResponse.self)
  }

  /// Opens a state; returns its key.
  func start(_ folder: Folder, device: String = "phone") async throws -> SyncKey {
    try #require(try await sync(folder, .initial, device: device)?.collections?.first).key()
  }
}
