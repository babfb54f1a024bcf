import SyncModel
import WBXML

/// What requests cost, each beside the same bytes sent to nginx, which answers them with `return 200`.
struct Requests {
  static let repeats = 5
  private let server: Server
  private let nginx: Server

  init(_ server: Server, _ nginx: Server) {
    self.server = server
    self.nginx = nginx
  }

  /// The small ones, then those that sync.
  func measure(_ table: inout Table) throws {
    try measureSmall(&table)
    try measureUnchanged(&table)
    for clients in [1, 64] { try measureWrites(clients, &table) }
    try measureFirst(&table)
  }

  private func measureSmall(_ table: inout Table) throws {
    var phone = Phone("hundred_Items", device: "SMALL")
    let driver = try Driver(port: server.port, connections: 1)
    try driver.send(try phone.folderSync(), on: 0)
    let answer = try driver.answer()
    let folders = try WBXMLDocument(answer.body).decode(FolderSyncResponse.self)
    guard let key = folders.syncKey else { throw BenchError("FolderSync without key") }
    try phone.catchUp("tasks", driver)
    let small = [
      ("OPTIONS, signed in", phone.options), ("FolderSync, nothing new", try phone.folderSync(key)),
    ]
    for (what, request) in small {
      let (own, peer) = try compare([request], connections: 32)
      table.add("CPU of \(what)", own, beside: peer, "nginx", goal: 1)
    }
  }

  private func measureUnchanged(_ table: inout Table) throws {
    var costs: [Double] = []
    for (user, items) in [("hundred", 100), ("all", 100_000)] {
      var requests: [[UInt8]] = []
      for device in 0..<4 {
        var phone = Phone("\(user)_Items", device: "KEPT\(device)")
        try phone.catchUp("contacts", Driver(port: server.port, connections: 1))
        requests.append(try phone.sync(["contacts"]))
      }
      let (own, peer) = try compare(requests, connections: 4)
      costs.append(own)
      table.add("CPU of a Sync without changes, \(items) contacts", own, beside: peer, "nginx", goal: 3)
    }
    let ratio = costs[1] / costs[0]
    table.add(
      Row(
        what: "the same, 100,000 beside 100 contacts", measured: microseconds(costs[1]),
        reference: microseconds(costs[0]), ratio: decimal(ratio), goal: "<= 1.2 x", isMet: ratio <= 1.2))
  }

  /// CPU per request of both servers, measured in turns; the median. Each connection has a request of its own.
  private func compare(
    _ requests: [[UInt8]], connections: Int, count: Int = 8000
  ) throws -> (own: Double, peer: Double) {
    var own: [Double] = []
    var peer: [Double] = []
    for _ in 0..<Self.repeats {
      own.append(try cost(requests, connections, count, server))
      peer.append(try cost(requests, connections, count, nginx))
    }
    return (median(own), median(peer))
  }

  private func cost(
    _ requests: [[UInt8]], _ connections: Int, _ count: Int, _ server: Server
  ) throws -> Double {
    let driver = try Driver(port: server.port, connections: connections)
    func run(_ count: Int) throws {
      for connection in 0..<connections {
        try driver.send(requests[connection % requests.count], on: connection)
      }
      for index in 0..<count {
        let answer = try driver.answer()
        guard answer.status == 200 else { throw BenchError("HTTP \(answer.status)") }
        guard index < count - connections else { continue }
        try driver.send(requests[answer.connection % requests.count], on: answer.connection)
      }
    }
    try run(max(connections, count / 10))
    return try server.cpu { try run(count) } / Double(count)
  }
}

// MARK: - What writes, and what sends everything
extension Requests {
  private func measureWrites(_ clients: Int, _ table: inout Table) throws {
    let what = "CPU of a durable Sync that adds 5 contacts, \(clients) client\(clients == 1 ? "" : "s")"
    let count = max(200, clients * 10)
    // Each a user of its own, or the answers would be full of what the others write.
    var phones = (0..<clients).map { Phone("writer\(clients == 1 ? 64 : $0)_Items") }
    let driver = try Driver(port: server.port, connections: clients)
    for index in phones.indices { try phones[index].catchUp("contacts", driver, on: index) }
    let request = try phones[0].sync(["contacts"], adds(0))
    let own = try server.cpu { try write(count, &phones, driver) } / Double(count)
    let peer = try cost([request], clients, 8000, nginx)
    table.add(what, own, beside: peer, "nginx", goal: 6)
  }

  private func adds(_ number: Int) throws -> [SyncRequest.Command] {
    try (0..<5).map { try .add(number * 5 + $0) }
  }

  private func write(_ count: Int, _ phones: inout [Phone], _ driver: Driver) throws {
    var sent = 0
    func send(_ phone: Int) throws {
      guard sent < count else { return }
      try driver.send(try phones[phone].sync(["contacts"], adds(sent)), on: phone)
      sent += 1
    }
    for phone in phones.indices { try send(phone) }
    for _ in 0..<count {
      let answer = try driver.answer()
      try Refusal.check(try phones[answer.connection].take(answer), 5, adds: true)
      try send(answer.connection)
    }
  }

  private func measureFirst(_ table: inout Table) throws {
    var costs: [Double] = []
    for (user, count) in [("thousand", 1000), ("many", 10_000)] {
      var times: [Double] = []
      for round in 0..<3 {
        let driver = try Driver(port: server.port, connections: 1)
        var phone = Phone("\(user)_Items", device: "FIRST\(round)")
        times.append(try server.cpu { try phone.catchUp("contacts", driver) } / Double(count))
      }
      costs.append(median(times))
    }
    table.add(
      Row(
        what: "first Sync of 10,000 contacts, CPU per contact", measured: microseconds(costs[1]),
        goal: "<= 30 us", isMet: costs[1] <= 30_000))
    let ratio = costs[1] / costs[0]
    table.add(
      Row(
        what: "the same beside 1,000 contacts: linear", measured: microseconds(costs[1]),
        reference: microseconds(costs[0]), ratio: decimal(ratio), goal: "<= 1.2 x", isMet: ratio <= 1.2))
  }
}

extension Phone {
  /// Syncs a folder from the beginning until there is nothing more.
  mutating func catchUp(_ folder: String, _ driver: Driver, on connection: Int = 0) throws {
    while true {
      try driver.send(try sync([folder]), on: connection)
      guard try take(driver.answer()) != nil else { return }
    }
  }
}
