import SyncModel

/// Phones that wait over TLS: their memory, and what their handshakes cost.
struct SecureWaiting {
  static let count = 5000
  static let handshakes = 500
  private let server: Server
  private let phones: [Phone]

  /// Phones that are in step with the server.
  init(_ server: Server, _ phones: [Phone]) {
    self.server = server
    self.phones = phones
  }

  /// All of it, before anything else has used the server.
  func measure(_ table: inout Table) throws {
    // What OpenSSL allocates once, at the first connection, is no phone's.
    try Driver.shakeHands(port: server.port, 10, isResumed: false)
    try signIn()
    let before = server.memory
    let driver = try Driver(port: server.port, connections: phones.count, isSecure: true)
    try wait(driver)
    let bytes = Double(server.memory - before) / Double(phones.count)
    table.add(
      Row(
        what: "memory of a waiting Ping over TLS, \(phones.count) wait", measured: "\(Int(bytes)) B",
        goal: "<= 16384 B", isMet: bytes <= 16384))
    for isResumed in [false, true] {
      let cost = try server.cpu {
        try Driver.shakeHands(port: server.port, Self.handshakes, isResumed: isResumed)
      }
      table.add(
        Row(
          what: "CPU of a \(isResumed ? "resumed" : "full") handshake, ECDSA, with a request",
          measured: microseconds(cost / Double(Self.handshakes))))
    }
  }

  /// Credentials are remembered from here on; a phone signs in once, not for each wait.
  private func signIn() throws {
    let driver = try Driver(port: server.port, connections: 32, isSecure: true)
    try driver.run(phones.count, { phones[$0].options }) { _, answer in
      guard answer.status == 200 else { throw BenchError("OPTIONS: HTTP \(answer.status)") }
    }
    try server.settle()
  }

  private func wait(_ driver: Driver) throws {
    for (count, phone) in phones.enumerated() {
      try driver.send(try phone.ping(), on: count)
      if count % 64 == 63 { server.pause() }
    }
    try server.settle()
    if let answer = try driver.next(within: 0) {
      throw BenchError("a Ping does not wait: HTTP \(answer.status)")
    }
  }
}
