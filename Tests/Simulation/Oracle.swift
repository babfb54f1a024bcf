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
    /// Whether devices see the record from then on.
    let isShown: Bool
  }

  private(set) var records: OfficeRecords
  var revisions: [OfficeRecord.Name: [Revision]] = [:]
  var keys: Set<SyncKey> = []
  /// Marks whose device has the answer to their Add.
  private var answered: Set<String> = []
  /// How often a mark was typed, if more than once.
  private var births: [String: Int] = [:]
  /// The item, as its device numbers it, that a record was made of.
  var origins: [OfficeRecord.Name: String] = [:]
  /// Marks by device that it has named in a Change or Delete which was carried out or refused.
  var named: Set<String> = []
  /// What reached the server: device, kind, mark and text.
  var delivered: Set<String> = []
  /// What was carried out: device, mark and key.
  private var arrivals: Set<String> = []

  /// What each record has said, in order: every text is typed once.
  private var said: [OfficeRecord.Name: [String]] = [:]

  init(_ records: OfficeRecords) { self.records = records }

  /// No record says again what was overwritten: late repetitions of a request must not bring it back.
  func checkTexts() throws {
    try checkMarks()
    for (name, texts) in said where records[name]?.text != texts.last {
      throw Violation(
        "\(name) says '\(records[name]?.text ?? "")', and the last that was accepted is '\(texts.last ?? "")'"
      )
    }
  }

  /// Whether a record says or has said something.
  func hasSaid(_ name: OfficeRecord.Name, _ text: String) -> Bool { said[name]?.contains(text) == true }

  /// How many changes a record has undergone.
  func revision(of name: OfficeRecord.Name) -> Int { revisions[name]?.count ?? 0 }

  /// How many it had undergone when a device wrote it last.
  func revision(of name: OfficeRecord.Name, by device: Int) -> Int {
    (revisions[name]?.lastIndex { $0.author == device } ?? -1) + 1
  }

  /// How many of the changes beyond the first `revision` were a device's.
  func writes(of name: OfficeRecord.Name, by device: Int, since revision: Int) -> Int {
    (revisions[name] ?? []).dropFirst(revision).count { $0.author == device }
  }

  /// Whether it was this device that took a record from all devices: what others do to one that nobody sees
  /// is no news.
  func isHidden(_ name: OfficeRecord.Name, by device: Int) -> Bool {
    guard let hiding = (revisions[name] ?? []).reversed().prefix(while: { !$0.isShown }).last else {
      return false
    }
    return hiding.author == device
  }

  /// Takes what people in onOffice did.
  func officeWrote(_ after: OfficeRecords) throws {
    note(after, author: nil, isStray: false)
    try checkMarks()
  }

  /// Notes that a device has the answer to an Add.
  func hasAnswer(_ mark: String) { answered.insert(mark) }

  func note(_ after: OfficeRecords, author: Int?, isStray: Bool) {
    for (name, record) in after.all where records[name] != record {
      let changesText = records[name]?.content != record.content
      revisions[name, default: []].append(
        Revision(author: author, isStray: isStray, changesText: changesText, isShown: record.isShown))
      if said[name]?.contains(record.text) != true { said[name, default: []].append(record.text) }
    }
    records = after
  }

  /// Notes that a user typed once more what he had typed before.
  func isTypedAgain(_ mark: String) { births[mark, default: 1] += 1 }

  /// How often something was typed.
  func births(of mark: String) -> Int { births[mark] ?? 1 }

  /// The records of what was typed.
  func names(of mark: String) -> [OfficeRecord.Name] {
    records.all.values.filter { $0.mark == mark }.map(\.name)
  }

  /// Whether others than a device have changed a record, so that the device may see it; or surely sees it.
  func isChanged(_ name: OfficeRecord.Name, without device: Int, surely: Bool) -> Bool {
    (revisions[name] ?? []).contains { $0.author != device && ($0.changesText || !surely) }
  }

  func checkMarks() throws {
    var seen: [String: Int] = [:]
    for record in records.all.values {
      seen[record.mark, default: 0] += 1
      guard seen[record.mark] ?? 0 <= births(of: record.mark) else {
        throw Violation("an item is doubled in onOffice: \(record.mark)")
      }
    }
    if let mark = answered.subtracting(seen.keys).min() {
      throw Violation("an item is not in onOffice: \(mark)")
    }
  }

  /// Judges the answer to an attempt; returns what it says, nil for nothing.
  func judge(
    _ attempt: Attempt, _ response: HTTPResponse, by sender: SentFields.Sender, _ after: OfficeRecords,
    isStray: Bool, hasFault: Bool
  ) throws -> SyncResponse? {
    let (before, user) = (records, sender.user)
    // Nothing was written in most cases.
    if after !== records {
      try checkChanges(of: attempt, after, by: sender)
      note(after, author: attempt.device, isStray: isStray)
      try checkMarks()
    }
    defer {
      for command in attempt.commands {
        delivered.insert(repetition(command, attempt.device))
        if response.status == 200, let key = attempt.key(command.itemClass) {
          arrivals.insert("\(attempt.device) \(command.mark) \(key.rawValue)")
        }
      }
    }
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
    let told = (answer.collections ?? []).reduce(0) { $0 + $1.commands.count }
    guard told <= Self.window(attempt.request.windowSize, usual: 512) else {
      throw Violation("more commands than the window of the whole request")
    }
    for collection in answer.collections ?? [] {
      try check(collection, attempt, user, before, isStray: isStray, hasFault: hasFault)
    }
    return answer
  }

  /// How many commands a WindowSize allows: 0 and what is too large mean the largest.
  static func window(_ size: Int?, usual: Int) -> Int {
    size.map { (1...512).contains($0) ? $0 : 512 } ?? usual
  }

  /// Only what a request names may change, and to what it says.
  func checkChanges(
    of attempt: Attempt, _ after: OfficeRecords, by sender: SentFields.Sender
  ) throws {
    for (name, record) in after.all where records[name] != record {
      let causes = attempt.commands.filter { command in
        command.name == name || command.kind == .add && command.mark == record.mark
      }
      guard !causes.isEmpty else { throw Violation("\(name) changed, which the request does not name") }
      if let old = records[name], old.mark != record.mark { throw Violation("\(name) lost its mark") }
      guard
        records[name]?.text == record.text
          || causes.contains(where: { says($0, over: records[name]) == record.text })
      else {
        throw Violation("\(name) says '\(record.text)', which nobody typed now")
      }
      let offences = try causes.map { command in
        try SentFields(command, over: records[name], by: sender).offence(of: record)
      }
      // Which of several it was is left open.
      guard causes.count > 1 || offences.contains(nil) else {
        throw Violation(
          "\(causes[0].kind) of \(name): \(offences.compactMap { $0 }.joined(separator: "; "))")
      }
    }
    for (name, text) in records.unsynced where after.unsynced[name] != text {
      throw Violation("\(name) is gone for good, or a field of it changed that no device has")
    }
  }

  /// What a record says after a command: what a Change leaves out stays.
  func says(_ command: SentCommand, over before: OfficeRecord?) -> String {
    guard let part = command.part, let before else { return command.text }
    return (try? Making.typed(command.itemClass, part, over: before.places).text) ?? command.text
  }

  func repetition(_ command: SentCommand, _ device: Int) -> String {
    "\(device) \(command.kind) \(command.mark) \(command.text) \(command.kind == .add ? command.item : 0)"
  }

  /// Whether something of a mark was carried out under a key.
  func hasCome(_ mark: String, under key: SyncKey, from device: Int) -> Bool {
    arrivals.contains("\(device) \(mark) \(key.rawValue)")
  }

  /// Whether the Add of an item has reached the server as it is now.
  func hasCome(_ item: LocalItem, from device: Int) -> Bool {
    delivered.contains("\(device) \(AirSync.add) \(item.mark) \(item.text) \(item.id)")
  }
}
