import Database
import HTTPServer
import Logging
import SyncModel
import Synchronization

/// Writes a line for each wait that ends.
///
/// A waiting phone is a few integers, so the names of its user and device are looked up now, after the answer. Waits
/// that end together are looked up together.
final class WaitLog: Sendable {
  private struct State {
    var ended: [EndedWait] = []
    /// Writes as long as there is something to write.
    var writer: Task<Void, Never>?
  }

  /// What is stored of a device that waited.
  private struct Known: Sendable {
    let id: String
    /// Whether its messages are logged.
    let isLogged: Bool
  }

  private let services: Services
  private let log: Log
  private let state = Mutex(State())

  init(_ services: Services, log: Log) {
    self.services = services
    self.log = log
  }

  /// Writes a line soon.
  func write(_ wait: EndedWait) {
    guard log.writes(.info) else { return }
    state.withLock { state in
      state.ended.append(wait)
      guard state.writer == nil else { return }
      state.writer = Task(executorPreference: BlockingExecutor.shared) { await self.writeAll() }
    }
  }

  /// Returns when the lines of all waits that have ended are written.
  func written() async {
    while let writer = state.withLock({ $0.writer }) { await writer.value }
  }

  private func writeAll() async {
    while true {
      let ended = state.withLock { state in
        defer { state.ended = [] }
        if state.ended.isEmpty { state.writer = nil }
        return state.ended
      }
      guard !ended.isEmpty else { return }
      await write(ended)
    }
  }

  private func write(_ ended: [EndedWait]) async {
    let devices = (try? await known(Set(ended.map(\.device)))) ?? [:]
    var users: [UserId: String] = [:]
    for user in Set(ended.map(\.user)) {
      users[user] = (try? await services.backend.account(of: user))?.name
    }
    for wait in ended {
      let device = devices[wait.device]
      let log = log.with([
        "user": users[wait.user] ?? "\(wait.user.tenant):\(wait.user.user)", "device.id": device?.id ?? "-",
        "command": wait.command,
      ])
      log.info("wait ended", wait.values)
      if device?.isLogged == true, let body = wait.response?.body { DeviceLog(log).write(body, .response) }
    }
  }

  private func known(_ rows: Set<Int64>) async throws(CommandError) -> [Int64: Known] {
    let now = services.clock.now().wholeSeconds
    return try await services.read { sql in
      var known: [Int64: Known] = [:]
      for row in rows {
        known[row] = try sql.first(
          """
          SELECT d.device_id, l.until FROM device d LEFT JOIN device_log l
          ON l.tenant = d.tenant AND l.user_id = d.user_id AND l.device_id = d.device_id AND l.until > ?
          WHERE d.id = ?
          """, [.integer(now), .integer(row)]
        ) { Known(id: $0.text(0), isLogged: !$0.isNull(1)) }
      }
      return known
    }
  }
}

extension EndedWait {
  /// What its line says besides who waited.
  fileprivate var values: KeyValuePairs<String, String> {
    [
      "version": version.text, "http.status": response.map { "\($0.status)" } ?? "-",
      "eas.status": status.map { "\($0)" } ?? "-", "bytes.out": "\(response?.body.count ?? 0)",
      "changes.sent": "\(sent)", "waited": "\(seconds)", "ending": ending,
    ]
  }
}
