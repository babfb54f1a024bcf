import ActiveSyncServer
import Foundation
import HTTPServer
import ServerTestSupport
import SyncModel
import WBXML

// Devices that fetch single items. [MS-ASCMD] 2.2.3.63.2.
extension Simulation {
  /// A device fetches some items that it holds: it gets them as they are, and 8 for what is gone.
  func fetchItems(_ device: SimulatedDevice, _ dice: inout Dice) async throws {
    guard let itemClass = dice.pick(device.classes), let holding = device.folders[itemClass],
      holding.isThere, holding.key != .initial, expectation(of: device).ticks.contains(itemClass)
    else { return }
    let wanted = dice.shuffled(holding.items.filter { $0.name != nil }).prefix(3)
    guard !wanted.isEmpty else { return }
    note("\(device.name) fetches \(wanted.map(\.mark)) of \(itemClass.folder)")
    let told = try await fetch(wanted.compactMap(\.name), of: holding, device)
    if told.status == .invalidSyncKey, holding.strays > 1 { return }
    guard told.status == .success, told.syncKey == holding.key, told.commands.isEmpty,
      told.responses.count == wanted.count
    else { throw Violation("Status \(told.status?.text ?? "") for a Fetch") }
    for (item, response) in zip(wanted, told.responses) { try check(response, item, device) }
  }

  private func fetch(
    _ names: [OfficeRecord.Name], of holding: Holding, _ device: SimulatedDevice
  ) async throws -> SyncResponse.Collection {
    var collection = SyncRequest.Collection()
    collection.collectionId = CollectionId(rawValue: holding.itemClass.folder)
    collection.syncKey = holding.key
    collection.getChanges = false
    collection.options = device.options(holding.itemClass).map { [$0] } ?? []
    collection.commands = names.map { name in
      var command = SyncRequest.Command()
      command.kind = .fetch
      command.serverId = ServerId(rawValue: name.description)
      return command
    }
    var request = SyncRequest()
    request.collections = [collection]
    tally.requests += 1
    let response = await site.running.server.answered(
      site.request(
        "Sync", try WBXMLEncoder.encode(request), user: device.user, device: "PHONE\(device.name)",
        device.version))
    try dismissOlderSync(of: device)
    device.last = nil
    device.folders[holding.itemClass]?.isUnseen = true
    guard response.status == 200 else { throw Violation("HTTP \(response.status) for a Fetch") }
    let answer: SyncResponse = try WBXMLDocument(response.body).decode()
    guard let told = answer.collections?.first else { throw Violation("no answer to a Fetch") }
    return told
  }

  private func check(
    _ response: SyncResponse.Response, _ item: LocalItem, _ device: SimulatedDevice
  ) throws {
    guard let name = item.name, response.kind == .fetch,
      name.itemClass.name(of: response.serverId) == name, let record = oracle.records[name]
    else { throw Violation("a Fetch of \(item.mark) is answered with another item") }
    guard record.isFor(device.user) else {
      guard response.status == .objectNotFound else {
        throw Violation("Status \(response.status?.text ?? "") for a Fetch of \(item.mark), which is gone")
      }
      return
    }
    guard response.status == .success, let content = response.applicationData else {
      throw Violation("Status \(response.status?.text ?? "") for a Fetch of \(item.mark)")
    }
    let (mark, text) = try Making.typed(name.itemClass, content)
    guard mark == record.mark, text == record.text else {
      throw Violation("a Fetch of \(item.mark) brings '\(mark) \(text)'")
    }
    guard item.isServers, item.revision == oracle.revision(of: name) else { return }
    guard content == item.content else {
      throw Violation("a Fetch of \(item.mark) brings another content than the Sync before")
    }
  }
}
