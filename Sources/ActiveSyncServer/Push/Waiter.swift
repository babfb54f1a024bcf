import HTTPServer
import SyncModel

/// A waiting phone: a few integers, so that tens of thousands wait on one small machine.
struct Waiter: Sendable {
  /// Where the answer goes.
  let exchange: Exchange
  /// The device's row.
  let device: Int64
  let user: UserId
  let version: ProtocolVersion
  /// The folders that are watched.
  let watched: FolderSet
  /// The folders that the device was shown when it began to wait.
  let shown: FolderSet
  /// When it began to wait, in seconds of the waiting room's clock.
  let began: UInt32
  /// When it has waited long enough.
  let end: UInt32
  /// The Sync that waits; nil for a Ping, of which nothing else has to be remembered.
  let sync: WaitingSync?
  /// When something is first to be done about it: at the end, or when the calendar's period moves before that.
  let next: UInt32
}

/// Some of the folders there are.
struct FolderSet: OptionSet, Hashable, Sendable {
  let rawValue: UInt16

  init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The set of `folders`.
  init(_ folders: some Sequence<Folder>) {
    self.init(
      folders.compactMap { Folder.all.firstIndex(of: $0) }.map { FolderSet(rawValue: 1 << UInt16($0)) })
  }

  /// The folders, in the order of the folder table.
  var folders: [Folder] {
    Folder.all.enumerated().filter { contains(FolderSet(rawValue: 1 << UInt16($0.offset))) }.map(\.element)
  }

  /// The mail folders.
  static let mail = FolderSet(Folder.all.filter { $0.itemClass == nil })

  /// Whether a folder of `itemClass` is in it.
  func contains(_ itemClass: ItemClass) -> Bool { folders.contains { $0.itemClass == itemClass } }
}
