import Foundation
import SyncModel
import WBXML

/// Finds what a device's commands repeat, given the writes of the ledger that the device may not know the
/// outcome of.
///
/// Clients make new ClientIds per attempt, edit between attempts and drop commands. So each write answers one
/// command at most, and the surest resemblance goes first.
struct WriteMatches {
  /// What a command has to do with an earlier write.
  enum Match: Hashable, Sendable {
    /// The same again: the answer is that of the write.
    case repeated(DeviceWrite)
    /// The same item in a newer form.
    case edited(DeviceWrite)
  }

  /// Where the request stands.
  struct Place: Hashable, Sendable {
    /// Its key.
    let key: SyncKey
    /// The line of states that the key belongs to.
    let lineage: Int64
    /// Whether the device was told nothing yet since it started anew.
    let isFresh: Bool
    /// Adds before this moment match only under their own key.
    let oldest: Date
    /// Adds whose records are no more as they left them.
    let changed: Set<Int64>
    /// Writes under other keys that the device may repeat, as it was told nothing that came of them.
    let repeatable: Set<Int64>
    /// Adds under other keys of the line, of records that are there. Of two requests at once the device may have taken
    /// the answer that says nothing of its Add, and has to send it again, whoever changed the record meanwhile.
    let unanswered: Set<Int64>
  }

  /// By the place of the command in the request.
  var matches: [Int: Match] = [:]
  /// The writes that no command repeats so far.
  var unused: [DeviceWrite]

  /// Matches `commands` of a request at `place`.
  init(_ commands: [WriteCommand], among writes: [DeviceWrite], at place: Place) {
    unused = writes.filter { $0.syncKey == place.key || $0.kind != .add || $0.time >= place.oldest }
    let isPlausible = { (write: DeviceWrite) in
      write.syncKey == place.key || place.repeatable.contains(write.id)
    }
    match(commands, Match.repeated, by: { Named(deed: $0.deed, clientId: $0.clientId) }) { write in
      let isKnown = isPlausible(write) || place.unanswered.contains(write.id)
      return isKnown ? Named(deed: write.deed, clientId: write.clientId) : nil
    }
    match(commands, Match.repeated, by: \.deed) { isPlausible($0) ? $0.deed : nil }
    // A device may number its commands anew in each request, and after a new start, so that an id alone means
    // something only in the request that is repeated, or in the first after a new start.
    match(commands, Match.edited, by: { $0.kind == .add ? .some($0.clientId) : nil }) { write in
      let isEarlier = place.isFresh && write.lineage != place.lineage && !place.changed.contains(write.id)
      guard write.kind == .add, write.syncKey == place.key || isEarlier else { return nil }
      return .some(write.clientId)
    }
  }

  /// Gives each command that has no match yet the first unused write that goes by the same name; nil is no name.
  /// One look at each of both, since a request may hold thousands.
  private mutating func match<Name: Hashable>(
    _ commands: [WriteCommand], _ make: (DeviceWrite) -> Match, by name: (WriteCommand) -> Name?,
    _ nameOfWrite: (DeviceWrite) -> Name?
  ) {
    guard !unused.isEmpty else { return }
    var candidates: [Name: [Int]] = [:]
    for (index, write) in unused.enumerated().reversed() {
      if let name = nameOfWrite(write) { candidates[name, default: []].append(index) }
    }
    var used: Set<Int> = []
    for (index, command) in commands.enumerated() where matches[index] == nil {
      guard let name = name(command), let found = candidates[name]?.popLast() else { continue }
      matches[index] = make(unused[found])
      used.insert(found)
    }
    unused = unused.enumerated().filter { !used.contains($0.offset) }.map(\.element)
  }

  /// What was done, and under which name of the device's.
  private struct Named: Hashable {
    let deed: Deed
    let clientId: ClientId?
  }
}

/// What a command does, whatever its ClientId.
struct Deed: Hashable, Sendable {
  let kind: DeviceWrite.Kind
  let digest: [UInt8]
  let instanceId: String?
  /// The record that is changed or deleted; nil for an Add, and for a ServerId that is none of the folder's.
  let record: Int64?

  /// Whether it deletes an item, and not an occurrence of it.
  var isWholeDelete: Bool { kind == .delete && instanceId == nil }
}

extension DeviceWrite {
  var deed: Deed {
    Deed(kind: kind, digest: digest, instanceId: instanceId, record: kind == .add ? nil : record)
  }
}

/// A device's Add, Change or Delete with what identifies it.
struct WriteCommand: Sendable {
  let request: SyncRequest.Command
  let kind: DeviceWrite.Kind
  /// A hash of the ApplicationData; empty without any.
  let digest: [UInt8]
  /// The record that it names; nil for an Add, and for a ServerId that is none of the folder's.
  let record: Int64?

  var clientId: ClientId? { request.clientId }

  /// An Add, Change or Delete; nil for a Fetch.
  init?(_ request: SyncRequest.Command, in folder: Folder) {
    switch request.kind {
    case .add: kind = .add
    case .change: kind = .change
    case .delete: kind = .delete
    default: return nil
    }
    self.request = request
    digest = request.applicationData.map { ContentHash.of($0.bytes) } ?? []
    record = kind == .add ? nil : request.serverId.flatMap { folder.record(of: $0) }
  }

  var deed: Deed { Deed(kind: kind, digest: digest, instanceId: request.instanceId, record: record) }
}
