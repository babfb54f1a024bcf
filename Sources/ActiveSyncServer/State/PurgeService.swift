import Database
import Logging
import SyncModel

/// Drops the state of devices not seen for long, and lets the backend forget what is gone once every other device has
/// looked past it: at the start, then once a day.
///
/// A device that has looked at nothing has nothing to lose, and neither has one whose states are of another log
/// (epoch): it starts again anyway.
actor PurgeService {
  private let services: Services
  private let log: Log
  private var timer: Task<Void, Never>?
  /// Where the logs stood at the purge before. What a request that began by then has looked at is stored since
  /// long; one that begins later finds in its first walk whatever was there then.
  private var settled: [LogName: LogPosition]?

  /// A service for the devices of `services`' database.
  init(_ services: Services, log: Log) {
    self.services = services
    self.log = log
  }

  deinit { timer?.cancel() }

  /// Purges now, while no request runs yet, and then day by day.
  func begin() async {
    await purge()
    let day = services.options.purgePause
    timer?.cancel()
    timer = Task { [weak self] in
      while (try? await day()) != nil { await self?.purge() }
    }
  }

  private func purge() async {
    await forgetDevices()
    do {
      let positions = try await services.backend.positions()
      let settled = settled ?? positions
      self.settled = positions
      let looked = try await services.read { try LookedUpTo.all(in: $0) }
      try await services.backend.forgetGone(below: bounds(settled, positions, looked))
    } catch {
      log.error("what is gone cannot be purged", ["reason": "\(error)"])
    }
  }

  /// First, so that what these devices held holds back nothing.
  private func forgetDevices() async {
    let devices = ForgottenDevices(services)
    do {
      let dropped = try await devices.drop()
      if dropped > 0 {
        log.info(
          "devices not seen for long are forgotten",
          ["devices": "\(dropped)", "days": "\(services.current.options.forgetDays)"])
      }
      try await devices.forgetWrites()
    } catch {
      log.error("devices not seen for long cannot be forgotten", ["reason": error.reason])
    }
  }

  /// The number below which each log may be purged.
  private func bounds(
    _ settled: [LogName: LogPosition], _ positions: [LogName: LogPosition], _ looked: [LookedUpTo]
  ) -> [LogName: ChangeNumber] {
    var bounds: [LogName: ChangeNumber] = [:]
    for (name, position) in positions {
      guard let start = settled[name], start.epoch == position.epoch else { continue }
      let smallest = looked.filter { $0.name == name && $0.epoch == position.epoch }.map(\.number).min()
      bounds[name] = min(smallest ?? start.number, start.number)
    }
    return bounds
  }
}

/// The smallest number up to which the states of any device know what is gone from a log.
private struct LookedUpTo: Sendable {
  let name: LogName
  let epoch: Int64
  let number: ChangeNumber

  /// That of each log. States that have looked at nothing do not count; on its first walk a device knows all
  /// that was gone when it began.
  static func all(in connection: any SQLConnection) throws -> [LookedUpTo] {
    try connection.query(
      """
      SELECT d.tenant, c.name, looked.epoch,
        min(CASE WHEN looked.number > looked.purged_below THEN looked.number ELSE looked.purged_below END)
      FROM (
        SELECT collection, epoch, number, purged_below FROM sync_state
        UNION ALL
        SELECT s.collection, a.epoch, a.number, a.purged_below
        FROM sync_answer a JOIN sync_state s ON s.id = a.state
      ) AS looked JOIN collection c ON c.id = looked.collection JOIN device d ON d.id = c.device
      WHERE looked.number > 0
      GROUP BY d.tenant, c.name, looked.epoch
      """
    ) { row -> LookedUpTo? in
      let folder = Folder.all.first { $0.id.rawValue == row.text(1) }
      guard let itemClass = folder?.itemClass else { return nil }
      return LookedUpTo(
        name: LogName(tenant: row.integer(0), itemClass: itemClass), epoch: row.integer(2),
        number: ChangeNumber(row.integer(3)))
    }.compactMap(\.self)
  }
}
