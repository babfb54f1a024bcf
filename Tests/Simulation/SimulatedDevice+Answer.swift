import Foundation
import SyncModel
import WBXML

// What a device does with an answer that it sees.
extension SimulatedDevice {
  /// Takes what the server says of the folders of an attempt; returns whether it said anything. The folders that
  /// `changed` may have changed since the answer was made.
  func take(
    _ answer: SyncResponse?, to attempt: Attempt, _ oracle: Oracle, _ expectation: Expectation,
    since changed: Set<ItemClass> = [], hasFault: Bool = false
  ) throws -> Bool {
    var hasNews = false
    let current = classes.filter { attempt.key($0) == folders[$0]?.key }
    for collection in answer?.collections ?? [] {
      guard let itemClass = ItemClass(folder: collection.collectionId?.rawValue),
        var holding = folders[itemClass]
      else { throw Violation("\(name) got a folder that it does not have") }
      // A device that has gone on since has no use for it.
      guard attempt.key(itemClass) == holding.key else { continue }
      hasNews = true
      let commands = attempt.commands.filter { $0.itemClass == itemClass }
      do {
        try check(collection, of: itemClass, oracle, mayBeOlder: changed.contains(itemClass))
        try holding.take(collection, commands, self, oracle, expectation, hasFault: hasFault)
      } catch let violation as Violation {
        throw Violation("\(name), \(itemClass.folder): \(violation)")
      }
      folders[itemClass] = holding
    }
    if !hasFault {
      for itemClass in current { see(itemClass, attempt) }
      for itemClass in current where !changed.contains(itemClass) {
        try checkRest(of: itemClass, after: answer, to: attempt, expectation)
      }
    }
    return hasNews
  }

  /// What comes is what the records say, or said when the answer was made.
  private func check(
    _ answer: SyncResponse.Collection, of itemClass: ItemClass, _ oracle: Oracle, mayBeOlder: Bool
  ) throws {
    for command in answer.commands {
      guard let content = command.applicationData, let name = itemClass.name(of: command.serverId) else {
        continue
      }
      let (mark, text) = try Making.typed(itemClass, content)
      let isRight = oracle.records[name].map { $0.mark == mark && $0.text == text } == true
      guard isRight || mayBeOlder && oracle.hasSaid(name, text) else {
        throw Violation("\(name) comes as '\(mark) \(text)', which it is not")
      }
    }
  }
}

extension Holding {
  fileprivate mutating func take(
    _ answer: SyncResponse.Collection, _ sent: [SentCommand], _ device: SimulatedDevice, _ oracle: Oracle,
    _ expectation: Expectation, hasFault: Bool
  ) throws {
    switch answer.status {
    case .success: break
    case .invalidSyncKey:
      guard strays > 1 else { throw Violation("Status 3") }
      return startAnew(at: expectation.now)
    case .folderHierarchyChanged where !expectation.ticks.contains(itemClass): return leave()
    case .retry where hasFault, .serverError where hasFault: return
    default: throw Violation("Status \(answer.status?.text ?? "missing")")
    }
    if answer.syncKey != key { strays = 0 }
    key = answer.syncKey ?? key
    hasMore = answer.moreAvailable
    for command in answer.commands { try take(command, sent, device, oracle) }
    for command in sent { try settle(command, answer, device, oracle, expectation) }
  }

  // MARK: The server's changes
  private mutating func take(
    _ command: SyncResponse.Command, _ sent: [SentCommand], _ device: SimulatedDevice, _ oracle: Oracle
  ) throws {
    guard let name = itemClass.name(of: command.serverId) else { throw Violation("no ServerId") }
    let here = index(of: name)
    let gone = deleted.firstIndex { $0.name == name }
    switch command.kind {
    case .add, .change:
      guard let content = command.applicationData else { throw Violation("no content") }
      let (mark, text) = try Making.typed(itemClass, content)
      let isRefusedDelete = sent.contains { $0.kind == .delete && $0.name == name }
      if command.kind == .add, here != nil || gone != nil && !isRefusedDelete {
        throw Violation("an Add of \(name), which is held")
      }
      if command.kind == .add, oracle.births(of: mark) == 1,
        sent.contains(where: { $0.kind == .add && $0.mark == mark })
      {
        throw Violation("an Add of the device's own \(mark)")
      }
      if command.kind == .change {
        guard here != nil || gone != nil else { throw Violation("a Change of \(name), which is not held") }
      }
      var item = LocalItem(
        id: here.map { items[$0].id } ?? device.newId(), name: name, mark: mark, text: text, content: content,
        isServers: true, revision: oracle.revision(of: name))
      item.base = content
      // Where the device has put it matters until it starts anew, also while it deletes it.
      if command.kind == .change {
        item.isPinned = here.map { items[$0].isPinned } ?? gone.map { deleted[$0].isPinned } ?? false
      }
      if let gone { deleted.remove(at: gone) }
      softDeleted.remove(name)
      guard let here else { return items.append(item) }
      try checkEcho(items[here], item, oracle, device)
      items[here] = item
    case .delete:
      guard here != nil || gone != nil || softDeleted.remove(name) != nil else {
        throw Violation("a Delete of \(name), which is not held")
      }
      if let here { items.remove(at: here) }
      if let gone { deleted.remove(at: gone) }
    default:
      guard itemClass == .calendar, here != nil || gone != nil else {
        throw Violation("a SoftDelete of \(name), which is not held")
      }
      guard !device.ways.ignoresSoftDelete else {
        if let here { items[here].isGhost = true }
        if let gone { deleted[gone].isGhost = true }
        return
      }
      if let here { items.remove(at: here) }
      if let gone { deleted.remove(at: gone) }
      softDeleted.insert(name)
    }
  }

  /// Nobody is told what he has, unless it changed and changed back.
  private func checkEcho(
    _ held: LocalItem, _ told: LocalItem, _ oracle: Oracle, _ device: SimulatedDevice
  ) throws {
    guard try shows(held, what: told) else { return }
    let later = (oracle.revisions[told.name ?? .init(itemClass: itemClass, id: 0)] ?? [])
      .dropFirst(held.revision)
    guard later.isEmpty, !held.isDirty, !held.isVictor, held.writes < 2 else { return }
    throw Violation("a Change of \(held.mark) tells what the device has")
  }

  /// Whether the device sees no difference. A series of its own may be stored as another that is the same.
  private func shows(_ held: LocalItem, what told: LocalItem) throws -> Bool {
    guard !held.isServers else { return held.content == told.content }
    let own = try held.content.children().filter { !$0.content.isEmpty }
    guard !own.contains(where: { $0.tag == Calendar.recurrence.tag }) else { return false }
    let children = try Dictionary(told.content.children().map { ($0.tag, $0.content) }) { first, _ in first }
    // A new appointment gets the office's usual kind.
    let category = Calendar.categories.tag
    guard children[category] == nil || own.contains(where: { $0.tag == category }) else { return false }
    return held.text == told.text
      && own.allSatisfy { Simulation.computed.contains($0.tag) || children[$0.tag] == $0.content }
  }

  // MARK: What came of the device's own
  private mutating func settle(
    _ command: SentCommand, _ answer: SyncResponse.Collection, _ device: SimulatedDevice, _ oracle: Oracle,
    _ expectation: Expectation
  ) throws {
    if command.kind == .delete { return deleted.removeAll { $0.id == command.item } }
    let response = answer.responses.first { response in
      command.kind == .add
        ? response.clientId?.rawValue == command.clientId
        : response.kind == .change && itemClass.name(of: response.serverId) == command.name
    }
    guard response == nil || response?.status == .success else {
      // The server's version comes, or its Delete.
      if let index = items.firstIndex(where: { $0.id == command.item }) {
        items[index].isDirty = false
        items[index].firstTried = nil
      }
      return
    }
    guard let name = command.name ?? itemClass.name(of: response?.serverId) else {
      throw Violation("no ServerId for \(command.mark)")
    }
    if command.kind == .add { oracle.hasAnswer(command.mark) }
    guard let index = items.firstIndex(where: { $0.id == command.item }) else {
      return try settleAbsent(command, name, device, oracle, expectation)
    }
    if command.kind == .add, let twin = self.index(of: name), twin != index {
      // It came down before, as a request in between did not name it.
      let id = items[index].id
      items.remove(at: items[twin].isDirty ? index : twin)
      guard let left = items.firstIndex(where: { $0.id == id }) else { return }
      return settle(left, command, name, device, oracle, expectation)
    }
    settle(index, command, name, device, oracle, expectation)
  }

  private mutating func settle(
    _ index: Int, _ command: SentCommand, _ name: OfficeRecord.Name, _ device: SimulatedDevice,
    _ oracle: Oracle, _ expectation: Expectation
  ) {
    let isOutside =
      itemClass == .calendar && !expectation.names(itemClass, filter: command.filter).contains(name)
    // What the server told in the same answer is newer, but where the device has put it holds.
    guard !items[index].isServers || command.kind == .add else {
      items[index].isPinned = isOutside
      return
    }
    items[index].isVictor =
      items[index].isVictor
      || (oracle.revisions[name] ?? []).dropFirst(command.revision).contains {
        $0.author != device.index || $0.isStray
      }
    items[index].writes += max(1, oracle.writes(of: name, by: device.index, since: items[index].revision))
    items[index].base = command.content
    items[index].name = name
    items[index].revision = max(command.revision, oracle.revision(of: name, by: device.index))
    items[index].isDirty = items[index].text != command.text
    items[index].firstTried = nil
    items[index].isGhost = false
    items[index].isPinned = isOutside
    items[index].isFrozen = false
    items[index].isAdrift = false
  }

  /// Its user deleted meanwhile what he had added.
  private mutating func settleAbsent(
    _ command: SentCommand, _ name: OfficeRecord.Name, _ device: SimulatedDevice, _ oracle: Oracle,
    _ expectation: Expectation
  ) throws {
    guard command.kind == .add, self.index(of: name) == nil, !deleted.contains(where: { $0.name == name }),
      let content = command.content
    else { return }
    var item = LocalItem(
      id: device.newId(), name: name, mark: command.mark, text: command.text, content: content,
      isServers: false, revision: oracle.revision(of: name, by: device.index))
    item.isPinned =
      itemClass == .calendar && !expectation.names(itemClass, filter: command.filter).contains(name)
    deleted.append(item)
  }
}
