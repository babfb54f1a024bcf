import SyncModel
import WBXML

// What the answer says of each collection and each command of the device.
extension Oracle {
  func check(
    _ collection: SyncResponse.Collection, _ attempt: Attempt, _ user: Int64, _ before: OfficeRecords,
    isStray: Bool, hasFault: Bool
  ) throws {
    guard let itemClass = ItemClass(folder: collection.collectionId?.rawValue),
      let asked = attempt.request.collections?.first(where: { $0.collectionId == collection.collectionId })
    else { throw Violation("an answer of a folder that was not asked for") }
    guard collection.status == .success else { return }
    for command in attempt.commands where command.itemClass == itemClass && command.kind != .add {
      named.insert("\(attempt.device) \(command.mark)")
    }
    guard let key = collection.syncKey else { throw Violation("no key") }
    if key != asked.syncKey, !keys.insert(key).inserted { throw Violation("key \(key) comes twice") }
    if key == asked.syncKey, !collection.commands.isEmpty || !asked.commands.isEmpty {
      throw Violation("changes under the same key \(key)")
    }
    guard collection.commands.count <= Self.window(asked.windowSize, usual: 100) else {
      throw Violation("more commands than the window")
    }
    for command in attempt.commands where command.itemClass == itemClass {
      let later = attempt.commands.contains { other in
        other.mark == command.mark && other.text != command.text && other.text == records.text(of: other)
      }
      try check(command, collection, attempt.device, user, before, isStray: isStray, isOutdone: later)
    }
  }

  private func check(
    _ command: SentCommand, _ collection: SyncResponse.Collection, _ device: Int, _ user: Int64,
    _ before: OfficeRecords, isStray: Bool, isOutdone: Bool
  ) throws {
    let response = collection.responses.first { response in
      response.kind == command.kind
        && (command.kind == .add
          ? response.clientId?.rawValue == command.clientId
          : command.itemClass.name(of: response.serverId) == command.name)
    }
    let status = response?.status ?? (command.kind == .add ? nil : .success)
    switch status {
    case .success where try Making.isRefused(command.itemClass, command.data) && command.kind == .change:
      throw Violation("\(command.mark), which ends before it begins, is accepted")
    case .success:
      try checkAccepted(
        command, response, device, user, before, isStray: isStray, isOutdone: isOutdone)
    case .conflict: try checkConflict(command, device)
    case .conversionError:
      guard try Making.isRefused(command.itemClass, command.data) else {
        throw Violation("Status 6 for \(command.mark)")
      }
    case .objectNotFound:
      guard let name = command.name, before[name]?.isFor(user) != true else {
        throw Violation("Status 8 for \(command.mark), which is there")
      }
    default: throw Violation("\(command.kind) of \(command.mark): Status \(status?.text ?? "missing")")
    }
  }

  private func checkAccepted(
    _ command: SentCommand, _ response: SyncResponse.Response?, _ device: Int, _ user: Int64,
    _ before: OfficeRecords, isStray: Bool, isOutdone: Bool
  ) throws {
    guard let name = command.name ?? command.itemClass.name(of: response?.serverId),
      let record = records[name], record.mark == command.mark
    else { throw Violation("\(command.kind) of \(command.mark) names another record") }
    if command.kind == .add {
      let origin = "\(device) \(command.item)"
      // What is there, and what the device has not shown to have, may be what it tries again.
      let isOpen = before[name]?.isFor(user) == true && !named.contains("\(device) \(command.mark)")
      guard origins[name] ?? origin == origin || isOpen else {
        throw Violation("\(command.mark), which was typed again, is answered with \(name)")
      }
      origins[name] = origin
    }
    let isRepeated = delivered.contains(repetition(command, device))
    let others = (revisions[name] ?? []).enumerated().filter { $1.author != device }
    let foreign = others.filter(\.element.changesText)
    let past = before[name] == record ? revisions[name] ?? [] : (revisions[name] ?? []).dropLast()
    let own = past.lastIndex { $0.author == device } ?? -1
    let isOutrun = foreign.contains { $0.offset >= command.revision && $0.offset > own }
    if command.kind == .delete {
      guard !record.isFor(user) || isRepeated else { throw Violation("\(name) is deleted and there") }
      if command.conflict != 0, isOutrun, !isRepeated, before[name]?.isFor(user) == true {
        throw Violation("a Delete of \(name) removes what others wrote meanwhile")
      }
      return
    }
    let accepted = says(command, over: before[name])
    if record.text != accepted, !isOutdone {
      let isUntouched = before[name]?.text == record.text
      let isOutdatedAdd = command.kind == .add && before[name] != nil && !others.isEmpty
      guard isUntouched, isRepeated || isOutdatedAdd else {
        throw Violation("\(name) says '\(record.text)' and not the accepted '\(accepted)'")
      }
    }
    guard !isRepeated, command.kind == .change else { return }
    if before[name]?.isFor(user) != true, command.itemClass != .tasks {
      throw Violation("a Change of \(name), which is gone, is accepted")
    }
    if command.conflict != 0, isOutrun {
      throw Violation("a Change of \(name) overwrites what others wrote meanwhile")
    }
    // What is kept beside the record changes it for the user's other devices.
    if before[name] == record {
      revisions[name, default: []].append(
        Revision(author: device, isStray: isStray, changesText: false, isShown: record.isShown))
    }
  }

  private func checkConflict(_ command: SentCommand, _ device: Int) throws {
    guard let name = command.name, command.conflict != 0 else {
      throw Violation("Status 7 for \(command.mark)")
    }
    let later = (revisions[name] ?? []).dropFirst(command.revision)
    guard later.contains(where: { $0.author != device || $0.isStray }) else {
      throw Violation("Status 7 for \(name), which nobody else changed")
    }
  }
}
