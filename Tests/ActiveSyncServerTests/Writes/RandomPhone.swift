import SyncModel
import TestSupport
import Testing
import WBXML

@testable import ActiveSyncServer

/// A phone whose user edits at random, which loses answers, makes new ClientIds, drops commands and starts anew.
///
/// Each item has a birth mark that nobody changes (FirstName), so that a doubled one is seen.
final class RandomPhone {
  /// An item on the phone.
  struct LocalItem {
    var record: Int64?
    var mark: String
    var text: String
    /// Whether the server does not know its content.
    var isDirty: Bool
    var clientId: String
    /// Whether it was sent and not answered.
    var isTried = false
    /// The key it was sent with last, and the number under which the server then stored it, if it did.
    var tried: (key: SyncKey, number: ChangeNumber?)?
  }

  let device: SyncingDevice
  let name: String
  /// Whether it makes a new ClientId for each attempt. Its user edits nothing between attempts: what comes again
  /// with another id and another content is nobody's to recognise.
  private let renames: Bool
  private(set) var items: [LocalItem] = []
  private var deleted: [Int64] = []
  private var key: SyncKey
  private var births = 0
  private var ids = 0

  init(_ name: String, renames: Bool, at site: SyncSite) async throws {
    self.name = name
    self.renames = renames
    device = try await SyncingDevice(name, at: site)
    key = try await device.start()
  }

  /// What the phone shows of the items that the server knows.
  var shown: [Int64: String] {
    Dictionary(
      items.compactMap { item in item.record.map { ($0, item.mark + item.text) } },
      uniquingKeysWith: { first, _ in first + " twice" })
  }

  /// Whether everything is told.
  var isClean: Bool { deleted.isEmpty && items.allSatisfy { !$0.isDirty && $0.record != nil } }

  private func newId() -> String {
    ids += 1
    return "\(name)-\(ids)"
  }

  /// The user does something.
  func edit(using random: inout SeededGenerator) {
    switch Int.random(in: 0..<6, using: &random) {
    case 0, 1:
      births += 1
      items.append(
        LocalItem(record: nil, mark: "\(name)\(births)", text: "a", isDirty: true, clientId: newId()))
    case 2, 3, 4:
      guard let index = items.indices.randomElement(using: &random),
        !renames || items[index].record != nil || !items[index].isTried, !hasTwin(items[index])
      else { return }
      // A capital is stored small: the server has it otherwise.
      items[index].text = ["b", "c", "D", "E"].randomElement(using: &random) ?? "b"
      items[index].isDirty = true
    default:
      guard let index = items.indices.randomElement(using: &random), !hasTwin(items[index]) else { return }
      if let record = items.remove(at: index).record { deleted.append(record) }
    }
  }

  /// Whether it came down while its own Add is still without an answer: until then its user lets both be.
  private func hasTwin(_ item: LocalItem) -> Bool { items.count { $0.mark == item.mark } > 1 }

  /// Starts anew, as after Status 3: what the server knew comes again, what it did not know stays.
  func startAnew() async throws {
    items.removeAll { $0.record != nil }
    deleted = []
    key = try await device.start()
  }

  /// Syncs once with some or all of what is to be told. Returns whether there was anything to say.
  @discardableResult func sync(
    telling share: Double, loses: Bool, window: Int, using random: inout SeededGenerator
  ) async throws -> Bool {
    if renames { rename() }
    giveUp()
    let commands = try commands(share, using: &random)
    let answer: SyncResponse.Collection?
    let used = key
    defer { noteTries(of: commands, under: used) }
    do {
      answer = try await device.sync(.contacts, key, window: window, commands: commands)
    } catch CommandError.unavailable {
      return true
    }
    guard let answer else { return false }
    guard answer.status == .success else {
      throw Violation("\(name) got Status \(String(describing: answer.status))")
    }
    if loses { return true }
    key = try answer.key()
    try take(answer, commands)
    return true
  }

  /// New ClientIds for the next attempt.
  private func rename() {
    for index in items.indices where items[index].record == nil { items[index].clientId = newId() }
  }

  /// What comes again under another key after somebody else changed it is nobody's to recognise: the user gives it
  /// up.
  private func giveUp() {
    items.removeAll { item in
      guard item.record == nil, let tried = item.tried, tried.key != key, let number = tried.number else {
        return false
      }
      return self.number(of: item.mark) != number
    }
  }

  private func noteTries(of commands: [SyncRequest.Command], under key: SyncKey) {
    for index in items.indices
    where commands.contains(where: { $0.clientId?.rawValue == items[index].clientId }) {
      guard items[index].tried?.number == nil else { continue }
      items[index].tried = (key, number(of: items[index].mark))
    }
  }

  private func number(of mark: String) -> ChangeNumber? {
    device.backend.now.records.values.first { $0.contact?.firstName == mark }?.number
  }

  /// What is told now: all that was tried before and is still there, and some of the rest.
  private func commands(
    _ share: Double, using random: inout SeededGenerator
  ) throws -> [SyncRequest.Command] {
    var commands: [SyncRequest.Command] = []
    for index in items.indices where items[index].isDirty {
      let item = items[index]
      guard item.isTried || Double.random(in: 0..<1, using: &random) < share else { continue }
      items[index].isTried = true
      let fill = { (contact: inout ContactItem) in
        contact.firstName = item.mark
        contact.nickName = item.text
      }
      commands.append(
        try item.record.map { try .change($0, fill) } ?? .add(item.clientId, fill))
    }
    for record in deleted where Double.random(in: 0..<1, using: &random) < share {
      commands.append(.delete(record))
    }
    return commands.shuffled(using: &random)
  }

  private func take(_ answer: SyncResponse.Collection, _ sent: [SyncRequest.Command]) throws {
    for command in answer.commands { try take(command) }
    for command in sent { try settle(command, answer) }
  }

  private func take(_ command: SyncResponse.Command) throws {
    let record = try #require(command.serverId.flatMap { Folder.contacts.record(of: $0) })
    let index = items.firstIndex { $0.record == record }
    switch command.kind {
    case .add, .change:
      let contact: ContactItem = try #require(command.applicationData).decode()
      let isHere = index != nil || deleted.contains(record)
      if isHere == (command.kind == .add), !(command.kind == .add && deleted.contains(record)) {
        throw Violation("\(name) got \(command.kind) of \(record)")
      }
      deleted.removeAll { $0 == record }
      if let index { items.remove(at: index) }
      items.append(
        LocalItem(
          record: record, mark: contact.firstName ?? "", text: contact.nickName ?? "", isDirty: false,
          clientId: ""))
    default:
      guard index != nil || deleted.contains(record) else { throw Violation("\(name) has no \(record)") }
      items.removeAll { $0.record == record }
      deleted.removeAll { $0 == record }
    }
  }

  /// What came of a command of the phone.
  private func settle(_ command: SyncRequest.Command, _ answer: SyncResponse.Collection) throws {
    if let clientId = command.clientId {
      let response = answer.responses.first { $0.clientId == clientId }
      guard response?.status == .success, let id = response?.serverId else {
        throw Violation("\(name) got no ServerId for \(clientId)")
      }
      guard let index = items.firstIndex(where: { $0.clientId == clientId.rawValue }) else { return }
      let record = try #require(Folder.contacts.record(of: id))
      // It may have come down before, as the retry in between did not name it.
      if items.contains(where: { $0.record == record }) {
        items.remove(at: index)
      } else {
        items[index].record = record
        items[index].isDirty = false
        items[index].isTried = false
      }
      return
    }
    guard let record = command.serverId.flatMap({ Folder.contacts.record(of: $0) }) else { return }
    deleted.removeAll { $0 == record }
    guard let index = items.firstIndex(where: { $0.record == record }) else { return }
    items[index].isDirty = false
    items[index].isTried = false
  }
}

/// What must never happen.
struct Violation: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
