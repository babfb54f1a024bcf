import SyncModel
import Testing
import WBXML

@Suite struct SyncShapeTests {
  @Test func moreAvailableStandsBetweenStatusAndCommands() throws {
    var collection = SyncResponse.Collection(
      .success, collectionId: CollectionId(rawValue: "c"), syncKey: SyncKey(rawValue: "k"))
    collection.moreAvailable = true
    collection.commands = [SyncResponse.Command(.delete, ServerId(rawValue: "1"))]
    let xml = try self.xml(SyncResponse([collection]))
    #expect(order(of: ["SyncKey", "CollectionId", "Status", "MoreAvailable", "Commands", "Delete"], in: xml))
  }

  @Test func emptyContainersAreNotWritten() throws {
    #expect(try !xml(SyncResponse([])).contains("Collections"))
    let collection = SyncResponse.Collection(.success, collectionId: nil, syncKey: .initial)
    let xml = try self.xml(SyncResponse([collection]))
    #expect(!xml.contains("Commands") && !xml.contains("Responses") && !xml.contains("MoreAvailable"))
  }

  @Test func commandsKeepTheirOrder() throws {
    var request = SyncRequest()
    var collection = SyncRequest.Collection()
    for kind in [AirSync.change, .add, .delete, .fetch, .add, .change] {
      var command = SyncRequest.Command()
      command.kind = kind
      command.serverId = ServerId(rawValue: "\(collection.commands.count)")
      collection.commands.append(command)
    }
    request.collections = [collection]
    let read: SyncRequest = try WBXMLDocument(WBXMLEncoder.encode(request)).decode()
    #expect(read.collections?.first?.commands.map(\.kind) == collection.commands.map(\.kind))
    #expect(read == request)
  }

  @Test func anEmptyListOfSupportedElementsIsNotAMissingOne() throws {
    var collection = SyncRequest.Collection()
    collection.supported = []
    #expect(try Fragment(encoding: collection).decode(SyncRequest.Collection.self).supported == [])
    collection.supported = nil
    #expect(try Fragment(encoding: collection).decode(SyncRequest.Collection.self).supported == nil)
  }

  @Test func aResponseNamesWhatTheDeviceNamed() throws {
    var command = SyncRequest.Command()
    command.kind = .add
    command.clientId = ClientId(rawValue: "17")
    let response = SyncResponse.Response(to: command, .protocolError)
    #expect(response.tag == AirSync.add.tag)
    #expect(response.clientId == command.clientId && response.status == .protocolError)
  }

  @Test func folderChangesAreCounted() throws {
    let changes = FolderChanges(
      adds: [FolderEntry(serverId: CollectionId(rawValue: "c"), displayName: "Kalender", type: .calendar)],
      deletes: [CollectionId(rawValue: "x"), CollectionId(rawValue: "y")])
    let xml = try self.xml(FolderSyncResponse(.success, syncKey: SyncKey(rawValue: "1"), changes: changes))
    #expect(order(of: ["Status", "SyncKey", "Changes", "Count>3<", "Delete", "Add", "Kalender"], in: xml))
  }

  @Test(arguments: [ProtocolVersion.v12_1, .v14_0]) func addressesStandAloneInOldVersions(
    version: ProtocolVersion
  ) throws {
    let information = UserInformation(addresses: ["a@b.c"], displayName: "A", for: version)
    #expect(information.get?.accounts == nil)
    #expect(information.get?.emailAddresses?.smtpAddresses == ["a@b.c"])
    #expect(information.get?.emailAddresses?.primarySmtpAddress == nil)
  }

  @Test(arguments: [ProtocolVersion.v14_1, .v16_0, .v16_1]) func addressesStandInAnAccountInNewVersions(
    version: ProtocolVersion
  ) throws {
    let information = UserInformation(addresses: ["a@b.c", "d@e.f"], displayName: "A", for: version)
    #expect(information.get?.emailAddresses == nil)
    #expect(information.get?.accounts?.first?.userDisplayName == "A")
    #expect(information.get?.accounts?.first?.emailAddresses?.primarySmtpAddress == "a@b.c")
  }

  private func xml(_ element: some RootElement) throws -> String {
    try WBXMLDocument(WBXMLEncoder.encode(element)).xml
  }

  /// Whether each of `parts` stands in `xml` after the one before.
  private func order(of parts: [String], in xml: String) -> Bool {
    var rest = xml[...]
    for part in parts {
      guard let range = rest.firstRange(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return true
  }
}
