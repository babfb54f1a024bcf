import HTTPServer
import Logging

/// What the log says of a request; filled in as the request is understood.
struct RequestRecord: Sendable {
  /// Joins this line with those that the command writes.
  let id = String(UInt32.random(in: .min ... .max), radix: 16)
  /// The account, or the name that was sent in vain.
  var user = "-"
  var device = "-"
  var command = "-"
  var version = "-"
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

  /// Writes the line; without a response the device waits for one.
  func write(_ request: HTTPRequest, _ response: HTTPResponse?, to log: Log) {
    let log = reason.map { log.with(["reason": $0]) } ?? log
    log.write(
      level, "request",
      [
        "address": request.address, "user": user, "device.id": device, "command": command, "version": version,
        "http.method": request.method, "http.status": response.map { "\($0.status)" } ?? "-",
        "bytes.in": "\(request.body.count)",
        "bytes.out": "\(response?.body.count ?? 0)",
      ])
  }
}
