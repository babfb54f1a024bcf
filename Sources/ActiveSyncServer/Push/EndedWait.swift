import HTTPServer
import SyncModel

/// What the log and the counts say of a wait that is over.
struct EndedWait: Sendable {
  /// The device's row.
  let device: Int64
  let user: UserId
  let version: ProtocolVersion
  /// `Ping` or `Sync`.
  let command: String
  /// For how long the device waited.
  let seconds: UInt32
  /// Why it ended.
  let ending: String
  /// The answer; nil if the peer is gone.
  let response: HTTPResponse?
  /// The Status that the answer tells.
  let status: Int?
  /// Changes that the answer tells.
  let sent: Int

  /// The end of a wait that began with `waiter`; without an ending its peer went away.
  init(_ waiter: Waiter, _ ending: Ending?, now: UInt32) {
    device = waiter.device
    user = waiter.user
    version = waiter.version
    command = waiter.sync == nil ? "Ping" : "Sync"
    seconds = now - min(now, waiter.began)
    self.ending = ending?.name ?? "abandoned"
    response = ending?.response(to: waiter)
    (status, sent) = ending?.tells(waiter) ?? (nil, 0)
  }
}
