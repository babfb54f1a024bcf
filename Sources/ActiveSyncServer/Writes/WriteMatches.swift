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
    /// Writes before this moment match only under their own key.
    let oldest: Date
  }

  /// By the place of the command in the request.
  private(set) var matches: [Int: Match] = [:]
  private var unused: [DeviceWrite]

  /// Matches `commands` of a request at `place`.
  init(_ commands: [WriteCommand], among writes: [DeviceWrite], at place: Place) {
    unused = writes.filter { $0.syncKey == place.key || $0.time >= place.oldest }
    // Under the same key anything may be a repetition; under another one only an Add, as its outcome has no
    // other name.
    let isPlausible = { (write: DeviceWrite) in write.kind == .add || write.syncKey == place.key }
    match(commands, Match.repeated) { $0.isSame(as: $1) && $0.clientId == $1.clientId && isPlausible($1) }
    match(commands, Match.repeated) { $0.isSame(as: $1) && isPlausible($1) }
    // A device may number its commands anew in each request, so that an id alone means something only in the
    // request that is repeated, or after a new start.
    match(commands, Match.edited) { command, write in
      command.kind == .add && write.kind == .add && command.clientId == write.clientId
        && (write.syncKey == place.key || write.lineage != place.lineage)
    }
  }

  private mutating func match(
    _ commands: [WriteCommand], _ make: (DeviceWrite) -> Match,
    where fits: (WriteCommand, DeviceWrite) -> Bool
  ) {
    for (index, command) in commands.enumerated() where matches[index] == nil {
      guard let found = unused.firstIndex(where: { fits(command, $0) }) else { continue }
      matches[index] = make(unused.remove(at: found))
    }
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

  /// Whether it does what `write` did, whatever the ClientId.
  func isSame(as write: DeviceWrite) -> Bool {
    guard kind == write.kind, digest == write.digest, request.instanceId == write.instanceId else {
      return false
    }
    return kind == .add || record == write.record
  }
}
