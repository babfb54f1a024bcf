import HTTPServer
import Logging

/// What the log and the counts say of a request; filled in as the request is understood.
struct RequestRecord: Sendable {
  /// Joins this line with those that the command writes.
  let id = String(UInt32.random(in: .min ... .max), radix: 16)
  private let start = ContinuousClock.now
  /// The account, or the name that was sent in vain.
  var user = "-"
  var device = "-"
  var command = "-"
  var version = "-"
  /// The Status that the answer tells: of the whole, or the worst of its parts.
  var status: Int?
  /// Changes that the answer tells.
  var sent = 0
  /// Changes that the device made.
  var received = 0
  /// Whether name or password were wrong.
  var isWrongSignIn = false
  /// Where the messages are written, if the device's are.
  var deviceLog: DeviceLog?
  private var level = LogLevel.info
  private var reason: String?

  /// The request is refused, or a user's sign-in is.
  mutating func refuse(_ reason: String) {
    level = .warning
    self.reason = reason
  }

  /// The request failed by our fault.
  mutating func fail(_ reason: String) {
    level = .error
    self.reason = reason
  }

  /// How long it took so far.
  var duration: Duration { start.duration(to: .now) }

  /// Writes the line; without a response the device waits for one.
  func write(_ request: HTTPRequest, _ response: HTTPResponse?, took duration: Duration, to log: Log) {
    let log = reason.map { log.with(["reason": $0]) } ?? log
    log.write(
      level, "request",
      [
        "address": request.address, "user": user, "device.id": device, "command": command, "version": version,
        "http.method": request.method, "http.status": response.map { "\($0.status)" } ?? "-",
        "eas.status": status.map { "\($0)" } ?? "-", "bytes.in": "\(request.body.count)",
        "bytes.out": "\(response?.body.count ?? 0)", "ms": duration.milliseconds, "changes.sent": "\(sent)",
        "changes.received": "\(received)",
      ])
  }
}

extension Duration {
  /// In milliseconds with one decimal, as `12.3`.
  fileprivate var milliseconds: String {
    let (seconds, attoseconds) = components
    let tenths = seconds * 10_000 + attoseconds / 100_000_000_000_000
    return "\(tenths / 10).\(tenths % 10)"
  }
}
