import Database
import SyncModel

/// The folders a device was told, each state under its SyncKey.
///
/// Kept are the acknowledged state, with number 0, and the last two answers to it, numbered upwards. Using an
/// answer's key acknowledges it and drops the others; key 0 opens a state that takes over when it is used.
struct HierarchyTable {
  private static let keptAnswers = 2
  private let connection: any SQLConnection
  private let device: Int64

  /// The states of the device in row `device`.
  init(_ connection: any SQLConnection, device: Int64) {
    self.connection = connection
    self.device = device
  }

  /// A state that a device may be in.
  struct State: Sendable {
    let folders: [FolderEntry]
    /// Whether the device has used its key before.
    let isAcknowledged: Bool
  }

  /// The state under `key`; nil if there is none such.
  func state(at key: SyncKey) throws -> State? {
    try connection.first(
      "SELECT number, folders FROM hierarchy WHERE device = ? AND sync_key = ?",
      [.integer(device), .text(key.rawValue)]
    ) { State(folders: FolderEntry.list(from: $0.text(1)), isAcknowledged: $0.integer(0) == 0) }
  }

  /// The device has used `key`: it has that state and no other.
  func acknowledge(_ key: SyncKey) throws {
    let arguments: [SQLValue] = [.integer(device), .text(key.rawValue)]
    try connection.execute("DELETE FROM hierarchy WHERE device = ? AND sync_key <> ?", arguments)
    try connection.execute("UPDATE hierarchy SET number = 0 WHERE device = ? AND sync_key = ?", arguments)
  }

  /// Stores an answer under its key and drops the oldest answer beyond two.
  func answer(_ folders: [FolderEntry], under key: SyncKey) throws {
    let numbers = try connection.query(
      "SELECT number FROM hierarchy WHERE device = ? AND number > 0 ORDER BY number DESC", [.integer(device)]
    ) { $0.integer(0) }
    try connection.execute(
      "INSERT INTO hierarchy (device, sync_key, number, folders) VALUES (?, ?, ?, ?)",
      [
        .integer(device), .text(key.rawValue), .integer((numbers.first ?? 0) + 1),
        .text(FolderEntry.text(of: folders)),
      ])
    for number in numbers.dropFirst(HierarchyTable.keptAnswers - 1) {
      try connection.execute(
        "DELETE FROM hierarchy WHERE device = ? AND number = ?", [.integer(device), .integer(number)])
    }
  }
}

extension FolderEntry {
  /// What a device is told of `folder`.
  init(_ folder: Folder) {
    self.init(serverId: folder.id, displayName: folder.name, type: folder.type)
  }

  private init?(line: Substring.UTF8View) {
    let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 2).map { Substring($0) }
    guard parts.count == 3, let type = Int(parts[1]).flatMap({ FolderType(rawValue: $0) }) else { return nil }
    self.init(serverId: CollectionId(rawValue: String(parts[0])), displayName: String(parts[2]), type: type)
  }

  private var line: String { "\(serverId?.rawValue ?? "") \(type ?? 0) \(displayName ?? "")" }

  /// One line per folder: id, type, name.
  static func text(of folders: [FolderEntry]) -> String { folders.map(\.line).joined(separator: "\n") }

  /// Reads ``text(of:)``.
  static func list(from text: String) -> [FolderEntry] {
    text.utf8.split(separator: UInt8(ascii: "\n")).compactMap { FolderEntry(line: $0) }
  }
}
