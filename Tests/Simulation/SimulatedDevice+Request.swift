import Foundation
import SyncModel
import WBXML

// What a device says.
extension SimulatedDevice {
  /// A Sync of some folders, telling what is new on the device: mostly all that it has tried before, and a share
  /// of the rest. A deaf device wants no changes of the server's.
  func attempt(
    _ itemClasses: [ItemClass], share: Int, at now: Date, isDeaf: Bool = false, _ dice: inout Dice
  ) throws -> Attempt {
    var commands: [SentCommand] = []
    var collections: [SyncRequest.Collection] = []
    for itemClass in itemClasses {
      guard var holding = folders[itemClass] else { continue }
      var sent: [SentCommand] = []
      holding.forgetOld(at: now)
      giveUp(in: &holding)
      if holding.key != .initial {
        sent = dice.shuffled(try self.commands(&holding, itemClass, share: share, at: now, &dice))
      }
      folders[itemClass] = holding
      collections.append(collection(holding, sent, isDeaf: isDeaf))
      commands += sent
    }
    var request = SyncRequest()
    request.collections = collections
    request.windowSize = ways.requestWindow
    return Attempt(
      device: index, body: try WBXMLEncoder.encode(request), request: request, commands: commands)
  }

  private func commands(
    _ holding: inout Holding, _ itemClass: ItemClass, share: Int, at now: Date, _ dice: inout Dice
  ) throws -> [SentCommand] {
    var commands: [SentCommand] = []
    for index in holding.items.indices where holding.items[index].isDirty {
      let isTried = holding.items[index].firstTried != nil
      let isEdited = holding.items[index].triedText != holding.items[index].text
      guard isTried ? isEdited || !dice.once(in: 12) : dice.below(100) < share else {
        // It may come down if the server knows it: until then its user lets it be.
        if isTried { (holding.items[index].isFrozen, holding.items[index].isAdrift) = (true, true) }
        continue
      }
      if !isTried { holding.items[index].firstTried = now }
      holding.items[index].triedText = holding.items[index].text
      let item = holding.items[index]
      if item.name == nil { triedKeys[item.mark, default: []].insert(holding.key) }
      let clientId = ways.renames ? "\(name)-\(newId())" : "\(name)-i\(item.id)"
      commands.append(
        SentCommand(
          itemClass: itemClass, kind: item.name == nil ? .add : .change, item: item.id, name: item.name,
          clientId: item.name == nil ? clientId : nil, mark: item.mark, text: item.text,
          content: item.content,
          revision: item.revision, conflict: options(itemClass)?.conflict,
          filter: options(itemClass)?.filterType, part: try part(of: item, itemClass)))
    }
    for item in holding.deleted where dice.below(100) < share {
      commands.append(
        SentCommand(
          itemClass: itemClass, kind: .delete, item: item.id, name: item.name, clientId: nil, mark: item.mark,
          text: item.text, content: nil, revision: item.revision, conflict: options(itemClass)?.conflict,
          filter: options(itemClass)?.filterType))
    }
    return commands
  }

  private func collection(_ holding: Holding, _ sent: [SentCommand], isDeaf: Bool) -> SyncRequest.Collection {
    var collection = SyncRequest.Collection()
    collection.collectionId = CollectionId(rawValue: holding.itemClass.folder)
    collection.syncKey = holding.key
    collection.options = options(holding.itemClass).map { [$0] } ?? []
    guard holding.key != .initial else {
      collection.supported = supported(holding.itemClass)
      return collection
    }
    collection.windowSize = ways.windowSize
    collection.getChanges = isDeaf ? false : ways.getChanges
    collection.commands = sent.map { command in
      var request = SyncRequest.Command()
      request.kind = command.kind
      request.clientId = command.clientId.map { ClientId(rawValue: $0) }
      request.serverId = command.name.map { ServerId(rawValue: $0.description) }
      request.applicationData = command.data
      return request
    }
    return collection
  }
}
