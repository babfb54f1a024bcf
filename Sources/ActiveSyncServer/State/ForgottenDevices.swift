import Database
import Foundation
import SyncModel

/// Drops what is stored of devices that have not been seen for long, and the ledger of those of which nothing is
/// stored any more.
///
/// The device's row stays, so that an administrator still sees it. When it comes back, none of its keys is known,
/// and it starts again.
struct ForgottenDevices {
  /// The tables with a device's state; what hangs on their rows goes with them.
  static let tables = ["collection", "hierarchy", "ping", "waiting_sync"]

  private let services: Services

  /// The devices of `services`' database, with the options that hold now.
  init(_ services: Services) { self.services = services.current }

  /// Drops the state of devices that have not been seen for as many days as the options say; returns how many had
  /// any.
  func drop() async throws(CommandError) -> Int {
    guard services.options.forgetDays > 0 else { return 0 }
    let oldest = services.clock.now().wholeSeconds - Int64(services.options.forgetDays) * 86_400
    let unseen = try await services.read { sql in
      try sql.query(
        "SELECT id FROM device WHERE last_seen < ? AND (\(Self.hasState))", [.integer(oldest)]
      ) { $0.integer(0) }
    }
    var dropped = 0
    for start in stride(from: 0, to: unseen.count, by: Self.atOnce) {
      dropped += try await drop(unseen[start..<min(start + Self.atOnce, unseen.count)], unseenSince: oldest)
    }
    return dropped
  }

  /// How many devices are dropped at once: what is written at the same time becomes durable together, and a fleet of
  /// thousands must not hold up the start.
  private static let atOnce = 64

  private func drop(_ devices: ArraySlice<Int64>, unseenSince oldest: Int64) async throws(CommandError) -> Int
  {
    do {
      return try await withThrowingTaskGroup(of: Bool.self) { group in
        for device in devices {
          // Not while a Sync of the device runs, which goes on from what it has read. A device that has come back
          // meanwhile has been seen.
          group.addTask {
            try await services.turns.run(device) {
              try await services.write { try Self.drop(device, unseenSince: oldest, $0) }
            }
          }
        }
        return try await group.reduce(0) { $1 ? $0 + 1 : $0 }
      }
    } catch let error as CommandError {
      throw error
    } catch {
      throw CommandError(transaction: error)
    }
  }

  /// Lets the backend forget the writes of devices of which no collection is stored: without a state there is no key
  /// under which they could be repeated. Those of the last day stay, as they match under other keys too, and as
  /// `sync.db` may be a copy from before them.
  ///
  /// After ``drop()``, never before: a state must not outlive the ledger that answers its retries.
  func forgetWrites() async throws(CommandError) {
    let moment = services.clock.now().addingTimeInterval(-CollectionWrites.matchable)
    do {
      let writing = try await services.backend.writingDevices(before: moment)
      guard !writing.isEmpty else { return }
      let synced = try await services.read { try Self.synced($0) }
      try await services.backend.forgetWrites(of: writing.subtracting(synced), before: moment)
    } catch let error as BackendError {
      throw CommandError(error)
    } catch {
      throw CommandError(transaction: error)
    }
  }

  private static let hasState = tables.map { table in
    "EXISTS (SELECT 1 FROM \(table) WHERE \(table).device = device.id)"
  }.joined(separator: " OR ")

  private static func drop(
    _ device: Int64, unseenSince oldest: Int64, _ sql: any SQLConnection
  ) throws -> Bool {
    let isUnseen = try sql.first(
      "SELECT 1 FROM device WHERE id = ? AND last_seen < ?", [.integer(device), .integer(oldest)]
    ) { _ in true }
    guard isUnseen == true else { return false }
    for table in tables { try sql.execute("DELETE FROM \(table) WHERE device = ?", [.integer(device)]) }
    return true
  }

  /// The devices of which some collection is stored.
  private static func synced(_ sql: any SQLConnection) throws -> Set<WritingDeviceName> {
    let names = try sql.query(
      """
      SELECT tenant, user_id, device_id FROM device
      WHERE EXISTS (SELECT 1 FROM collection WHERE collection.device = device.id)
      """
    ) { WritingDeviceName(user: UserId(tenant: $0.integer(0), user: $0.integer(1)), device: $0.text(2)) }
    return Set(names)
  }
}
