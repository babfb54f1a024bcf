import Glibc
import LoadDriver

/// What went wrong; the benchmark ends with it.
struct BenchError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// Connections to a server on loopback, each with at most one request under way.
final class Driver {
  /// An answer that has come.
  struct Answer {
    let connection: Int
    let status: Int
    let body: [UInt8]
    /// When its last byte was read, in nanoseconds.
    let time: Int64
  }

  let count: Int
  private let driver: OpaquePointer
  private let port: UInt16

  /// Opens so many connections.
  init(port: UInt16, connections: Int, isSecure: Bool = false) throws {
    guard let driver = load_driver_open(port, UInt32(connections), isSecure ? 1 : 0) else {
      throw BenchError("\(connections) connections to port \(port): \(String(cString: strerror(errno)))")
    }
    self.driver = driver
    self.port = port
    count = connections
  }

  deinit { load_driver_close(driver) }

  /// Opens so many TLS connections in turn; all but the first resume, or none does.
  static func shakeHands(port: UInt16, _ count: Int, isResumed: Bool) throws {
    guard load_driver_shake_hands(port, UInt32(count), isResumed ? 1 : 0) == 0 else {
      throw BenchError("a \(isResumed ? "resumed" : "full") handshake with port \(port) fails")
    }
  }

  /// Sends a request.
  func send(_ request: [UInt8], on connection: Int) throws {
    guard load_driver_send(driver, UInt32(connection), request, request.count) == 0 else {
      throw BenchError("a request cannot be sent: \(String(cString: strerror(errno)))")
    }
  }

  /// The next answer; nil if none comes for so long.
  func next(within milliseconds: Int = 30_000) throws -> Answer? {
    var answer = load_answer()
    switch load_driver_next(driver, Int32(milliseconds), &answer) {
    case 1:
      return Answer(
        connection: Int(answer.connection), status: Int(answer.status),
        body: Array(UnsafeBufferPointer(start: answer.body, count: answer.length)), time: answer.time)
    case 0: return nil
    default: throw BenchError("the server at port \(port) closed a connection")
    }
  }

  /// The next answer, which must come.
  func answer() throws -> Answer {
    guard let answer = try next() else { throw BenchError("no answer for 30 seconds") }
    return answer
  }

  /// Sends `requests` over all connections as answers come, and hands over each answer.
  func run(_ requests: Int, _ request: (Int) -> [UInt8], _ taken: (Int, Answer) throws -> Void) throws {
    var current = [Int](repeating: 0, count: count)
    var sent = 0
    func sendNext(on connection: Int) throws {
      guard sent < requests else { return }
      current[connection] = sent
      try send(request(sent), on: connection)
      sent += 1
    }
    for connection in 0..<count { try sendNext(on: connection) }
    for _ in 0..<requests {
      let answer = try answer()
      try taken(current[answer.connection], answer)
      try sendNext(on: answer.connection)
    }
  }

  /// Sends the same request again and again, and expects 200.
  func repeatRequest(_ request: [UInt8], _ requests: Int) throws {
    try run(requests, { _ in request }) { _, answer in
      guard answer.status == 200 else { throw BenchError("HTTP \(answer.status)") }
    }
  }
}
