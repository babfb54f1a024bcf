import Foundation
import HTTPServer
import SyncModel
import WBXML

/// What must be true of every answer and of every record, whatever happens.
final class Oracle {
  /// A change of a record.
  struct Revision {
    /// The device that made it; nil for people in onOffice.
    let author: Int?
    /// Whether the device cannot know of it: a duplicate that came late.
    let isStray: Bool
    let changesText: Bool
  }

  private(set) var records: OfficeRecords
  private(set) var revisions: [OfficeRecord.Name: [Revision]] = [:]
  private var keys: Set<SyncKey> = []
  /// Marks whose device has the answer to their Add.
  private var answered: Set<String> = []
  /// What reached the server: device, kind, mark and text.
  private var delivered: Set<String> = []

  init(_ records: OfficeRecords) { self.records = records }

  /// How many changes a record has undergone.
  func revision(of name: OfficeRecord.Name) -> Int { revisions[name]?.count ?? 0 }

  /// How many it had undergone when a device wrote it last.
  func revision(of name: OfficeRecord.Name, by device: Int) -> Int {
    (revisions[name]?.lastIndex { $0.author == device } ?? -1) + 1
  }

  /// Takes what people in onOffice did.
  func officeWrote(_ after: OfficeRecords) throws {
    note(after, author: nil, isStray: false)
    try checkMarks()
  }

  /// Notes that a device has the answer to an Add.
  func hasAnswer(_ mark: String) { answered.insert(mark) }

  private func note(_ after: OfficeRecords, author: Int?, isStray: Bool) {
    for (name, record) in after.all where records[name] != record {
      let changesText = records[name]?.text != record.text
      revisions[name, default: []].append(
        Revision(author: author, isStray: isStray, changesText: changesText))
    }
    records = after
  }

  private func checkMarks() throws {
    var seen: Set<String> = []
    for record in records.all.values where !seen.insert(record.mark).inserted {
      throw Violation("an item is doubled in onOffice: \(record.mark)")
    }
    for mark in answered.sorted() where !seen.contains(mark) {
      throw Violation("an item is not in onOffice: \(mark)")
    }
  }

  /// Judges the answer to an attempt; returns what it says, nil for nothing.
  func judge(
    _ attempt: Attempt, _ response: HTTPResponse, user: Int64, _ after: OfficeRecords, isStray: Bool,
    hasFault: Bool
  ) throws -> SyncResponse? {
    let before = records
    try checkChanges(of: attempt, after)
    note(after, author: attempt.device, isStray: isStray)
    try checkMarks()
    defer { for command in attempt.commands { delivered.insert(repetition(command, attempt.device)) } }
    guard response.status == 200 || hasFault && response.status == 503 else {
      throw Violation("HTTP \(response.status)")
    }
    guard response.status == 200, !response.body.isEmpty else {
      if response.status == 200, !attempt.commands.isEmpty { throw Violation("commands without an answer") }
      return nil
    }
    let answer: SyncResponse = try WBXMLDocument(response.body).decode()
    guard answer.status == nil || answer.status == .success else {
      throw Violation("Status \(answer.status?.text ?? "") for the whole request")
    }
    for collection in answer.collections ?? [] {
      try check(collection, attempt, user, before, isStray: isStray, hasFault: hasFault)
    }
    return answer
  }

  /// Only what a request names may change, and to what it says.
  private func checkChanges(of attempt: Attempt, _ after: OfficeRecords) throws {
    for (name, record) in after.all where records[name] != record {
      let causes = attempt.commands.filter { command in
        command.name == name || command.kind == .add && command.mark == record.mark
      }
      guard !causes.isEmpty else { throw Violation("\(name) changed, which the request does not name") }
      if let old = records[name], old.mark != record.mark { throw Violation("\(name) lost its mark") }
      guard records[name]?.text == record.text || causes.contains(where: { $0.text == record.text }) else {
        throw Violation("\(name) says '\(record.text)', which nobody typed now")
      }
      // An attendee whom a device's content names is linked again if the device wins; nobody is taken away.
      let isLinked = name.itemClass == .calendar && record.users.isSuperset(of: records[name]?.users ?? [])
      guard records[name]?.users == record.users || isLinked || causes.contains(where: { $0.kind != .change })
      else {
        throw Violation("\(name) changed hands by a Change")
      }
    }
    if records.all.keys.contains(where: { after[$0] == nil }) { throw Violation("a record is gone for good") }
  }

  private func repetition(_ command: SentCommand, _ device: Int) -> String {
    "\(device) \(command.kind) \(command.mark) \(command.text)"
  }
}

// MARK: - Collections
extension Oracle {
  private func check(
    _ collection: SyncResponse.Collection, _ attempt: Attempt, _ user: Int64, _ before: OfficeRecords,
    isStray: Bool, hasFault: Bool
  ) throws {
    guard let itemClass = ItemClass(folder: collection.collectionId?.rawValue),
      let asked = attempt.request.collections?.first(where: { $0.collectionId == collection.collectionId })
    else { throw Violation("an answer of a folder that was not asked for") }
    guard collection.status == .success else { return }
    guard let key = collection.syncKey else { throw Violation("no key") }
    if key != asked.syncKey, !keys.insert(key).inserted { throw Violation("key \(key) comes twice") }
    if key == asked.syncKey, !collection.commands.isEmpty || !asked.commands.isEmpty {
      throw Violation("changes under the same key \(key)")
    }
    let window = asked.windowSize.map { (1...512).contains($0) ? $0 : 512 } ?? 100
    guard collection.commands.count <= window else { throw Violation("more commands than the window") }
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
    case .success:
      try checkAccepted(
        command, response, device, user, before, isStray: isStray, isOutdone: isOutdone)
    case .conflict: try checkConflict(command, device)
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
    if record.text != command.text, !isOutdone {
      let isUntouched = before[name]?.text == record.text
      let isOutdatedAdd = command.kind == .add && before[name] != nil && !others.isEmpty
      guard isUntouched, isRepeated || isOutdatedAdd else {
        throw Violation("\(name) says '\(record.text)' and not the accepted '\(command.text)'")
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
      revisions[name, default: []].append(Revision(author: device, isStray: isStray, changesText: false))
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
