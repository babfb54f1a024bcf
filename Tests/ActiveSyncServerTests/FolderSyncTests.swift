import Database
import HTTPServer
import SyncModel
import TestSupport
import Testing
import WBXML

@testable import ActiveSyncServer

@Suite struct FolderSyncTests {
  private func sync(
    _ site: TestSite, _ key: SyncKey, version: String = "16.1"
  ) async throws -> FolderSyncResponse {
    try await site.ask("FolderSync", FolderSyncRequest(syncKey: key), version: version)
  }

  private func tick(_ site: TestSite, _ classes: Set<ItemClass>) {
    site.backend.change { user in
      let old = user.account
      user.account = Account(
        id: old.id, name: old.name, displayName: old.displayName, email: old.email, classes: classes,
        timeZone: old.timeZone)
    }
  }

  private func key(_ response: FolderSyncResponse) throws -> SyncKey { try #require(response.syncKey) }

  @Test(.manual("4.3 Klassen", "5.3 Klassen", "8 App")) func keyZeroTellsAllFolders() async throws {
    let response = try await sync(TestSite(), .initial)
    #expect(response.status == .success)
    let folders = try #require(response.changes?.adds)
    #expect(response.changes?.total == 8)
    #expect(
      folders.map(\.displayName) == [
        "Kalender", "Kontakte", "Aufgaben", "Notizen", "Posteingang", "Entwürfe", "Gesendete Elemente",
        "Gelöschte Elemente",
      ])
    #expect(folders.map(\.type) == [8, 9, 7, 10, 2, 3, 5, 4])
    #expect(folders.allSatisfy { $0.parentId == CollectionId(rawValue: "0") })
    #expect(Set(folders.map(\.serverId)).count == 8)
  }

  @Test(arguments: ["12.1", "14.0", "14.1"])
  func draftsComeWithVersion16(version: String) async throws {
    let site = try TestSite()
    let response = try await sync(site, .initial, version: version)
    let notes = version == "12.1" ? [] : [10]
    #expect(response.changes?.adds.map(\.type) == [8, 9, 7] + notes + [2, 5, 4])
    let upgraded = try await sync(site, key(response), version: "16.0")
    #expect(upgraded.changes?.adds.map(\.type) == (version == "12.1" ? [10, 3] : [3]))
  }

  @Test func mailFoldersCanBeLeftOut() async throws {
    let site = try TestSite { $0.mailFolders = .never }
    #expect(try await sync(site, .initial).changes?.adds.map(\.type) == [8, 9, 7, 10])
  }

  @Test func unchangedFoldersKeepTheKey() async throws {
    let site = try TestSite()
    let first = try key(await sync(site, .initial))
    for _ in 0..<3 {
      let response = try await sync(site, first)
      #expect(response.status == .success)
      #expect(response.syncKey == first)
      #expect(response.changes?.total == 0)
    }
  }

  @Test func countIsOnTheWire() async throws {
    let site = try TestSite()
    let body = try WBXMLEncoder.encode(FolderSyncRequest(syncKey: .initial))
    #expect(try WBXMLDocument(await site.send(body: body).body).xml.contains("<Count>8</Count>"))
    let first = try key(await sync(site, .initial))
    let again = try WBXMLEncoder.encode(FolderSyncRequest(syncKey: first))
    #expect(try WBXMLDocument(await site.send(body: again).body).xml.contains("<Count>0</Count>"))
  }

  @Test(.manual("3.1 Häkchen", "8 Häkchen", "9 Häkchen", "10 Häkchen"))
  func changedTicksAddAndDeleteFolders() async throws {
    let site = try TestSite()
    let first = try key(await sync(site, .initial))
    tick(site, [.contacts])
    let second = try await sync(site, first)
    #expect(second.changes?.deletes.map(\.serverId?.rawValue) == ["calendar", "tasks", "notes"])
    #expect(second.changes?.adds.isEmpty == true)
    #expect(second.changes?.total == 3)
    #expect(second.syncKey != first)
    tick(site, [.contacts, .tasks])
    let third = try await sync(site, key(second))
    #expect(third.changes?.adds.map(\.displayName) == ["Aufgaben"])
    #expect(third.changes?.total == 1)
  }

  @Test func renamedFolderIsAnUpdate() async throws {
    let site = try TestSite()
    let first = try key(await sync(site, .initial))
    try await site.database.write { connection in
      try connection.execute("UPDATE hierarchy SET folders = replace(folders, 'Kontakte', 'Adressen')", [])
    }
    let response = try await sync(site, first)
    #expect(response.changes?.updates.map(\.displayName) == ["Kontakte"])
    #expect(response.changes?.total == 1)
  }

  @Test func lostAnswerIsMadeAgainUnderAFreshKey() async throws {
    let site = try TestSite()
    let first = try key(await sync(site, .initial))
    _ = try await sync(site, first)
    tick(site, [.contacts])
    var keys: [SyncKey] = []
    for _ in 0..<3 {
      let response = try await sync(site, first)
      #expect(response.changes?.deletes.count == 3)
      keys.append(try key(response))
    }
    #expect(Set(keys).count == 3)
    // Of the three answers the last two are known.
    #expect(try await sync(site, keys[0]).status == .invalidSyncKey)
    #expect(try await sync(site, keys[1]).status == .success)
    // Using one of them acknowledges it and drops the others.
    #expect(try await sync(site, keys[2]).status == .invalidSyncKey)
    #expect(try await sync(site, first).status == .invalidSyncKey)
    #expect(try await sync(site, keys[1]).status == .success)
  }

  @Test func unknownKeyDestroysNothing() async throws {
    let site = try TestSite()
    let first = try key(await sync(site, .initial))
    for text in ["1", "{5a5f0c5e-0000-0000-0000-000000000000}3", "", String(repeating: "9", count: 3000)] {
      #expect(try await sync(site, SyncKey(rawValue: text)).status != .success)
    }
    #expect(try await sync(site, first).status == .success)
  }

  @Test func newStateTakesOverWhenItsKeyIsUsed() async throws {
    let site = try TestSite()
    let old = try key(await sync(site, .initial))
    _ = try await sync(site, old)
    let new = try key(await sync(site, .initial))
    #expect(try await sync(site, old).status == .success)
    #expect(try await sync(site, new).status == .success)
    #expect(try await sync(site, old).status == .invalidSyncKey)
  }

  @Test func keysAreOfOneDeviceAndUser() async throws {
    let site = try TestSite()
    let first = try key(await sync(site, .initial))
    let other = try await site.ask(
      "FolderSync", FolderSyncRequest(syncKey: first), device: "PHONE2", as: FolderSyncResponse.self)
    #expect(other.status == .invalidSyncKey)
  }

  @Test func missingKeyIsMalformed() async throws {
    let response = try await TestSite().ask("FolderSync", FolderSyncRequest(), as: FolderSyncResponse.self)
    #expect(response.status == .malformedRequest)
    #expect(response.syncKey == nil)
  }

  @Test func serverIdsNameRecordsOfTheirFolderOnly() {
    let id = Folder.contacts.serverId(of: 4711)
    #expect(id.rawValue == "contacts:4711")
    #expect(Folder.contacts.record(of: id) == 4711)
    #expect(Folder.tasks.record(of: id) == nil)
    for text in ["contacts:", "contacts:04711", "contacts:+1", "contacts:x", "4711", "Contacts:1"] {
      #expect(Folder.contacts.record(of: ServerId(rawValue: text)) == nil)
    }
  }
}

extension FolderChanges {
  /// How many changes there are.
  var total: Int { adds.count + updates.count + deletes.count }
}
