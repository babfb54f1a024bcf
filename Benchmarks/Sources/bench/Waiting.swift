import Foundation
import Glibc
import SyncModel
import WBXML

/// Phones that wait: their memory, their rest, and what it takes to answer them all.
struct Waiting {
  static let rounds = 3
  private let server: Server
  private let nginx: Server
  private var phones: [Phone]

  init(_ server: Server, _ nginx: Server, _ phones: [Phone]) {
    self.server = server
    self.nginx = nginx
    self.phones = phones
  }

  /// All of it.
  mutating func measure(_ table: inout Table) throws {
    let peer = try measureNchan()
    // Credentials are remembered from here on; a phone signs in once, not for each wait.
    do {
      let driver = try Driver(port: server.port, connections: 32)
      try driver.run(phones.count, { [phones] in phones[$0].options }) { _, answer in
        guard answer.status == 200 else { throw BenchError("OPTIONS: HTTP \(answer.status)") }
      }
    }
    try server.settle()
    let before = server.memory
    let driver = try Driver(port: server.port, connections: phones.count)
    let entering = try wait(Array(phones.indices), driver)
    let bytes = Double(server.memory - before) / Double(phones.count)
    let idle = server.cpu { sleep(5) } / 5e6
    table.add(
      Row(
        what: "memory of a waiting Ping of 5 folders, \(phones.count) wait", measured: "\(Int(bytes)) B",
        reference: "nchan \(Int(peer.bytes)) B", ratio: decimal(bytes / peer.bytes), goal: "<= 600 B",
        isMet: bytes <= 600))
    table.add(
      Row(
        what: "CPU at rest, \(phones.count) wait", measured: decimal(idle) + " ms/s", goal: "< 1 ms/s",
        isMet: idle < 1))
    table.add(Row(what: "CPU to begin a wait", measured: microseconds(entering / Double(phones.count))))
    try measureWakes(driver, beside: peer.wake, &table)
  }

  /// Lets phones wait and returns the CPU time that took.
  private func wait(_ some: [Int], _ driver: Driver) throws -> Double {
    try server.cpu {
      // Not all at the same moment: what thousands of requests at once take for a moment is not what waiting takes.
      for (count, phone) in some.enumerated() {
        try driver.send(try phones[phone].ping(), on: phone)
        if count % 64 == 63 { server.pause() }
      }
      try server.settle()
      if let answer = try driver.next(within: 0) {
        let response = try? PingResponse.read(answer)
        throw BenchError("a Ping does not wait: HTTP \(answer.status), \(response.map { "\($0)" } ?? "")")
      }
    }
  }

  private mutating func measureWakes(
    _ driver: Driver, beside peer: Double, _ table: inout Table
  ) throws {
    var latencies: [Double] = []
    for round in 0..<Self.rounds {
      latencies.append(try wake("contacts:2", Array(0..<Seeding.shared), round, driver).last)
    }
    let worst = (latencies.max() ?? 0) / 1e9
    table.add(
      Row(
        what: "a commit answered -> last of \(Seeding.shared) Pings", measured: decimal(worst) + " s",
        goal: "<= 0.3 s", isMet: worst <= 0.3))
    var costs: [Double] = []
    for round in 0..<Self.rounds {
      costs.append(try wake("contacts:1", Array(phones.indices), round, driver).cpu / Double(phones.count))
    }
    table.add("CPU to answer a waiting Ping after a commit", median(costs), beside: peer, "nchan", goal: 0.55)
  }

  /// Renames a contact that `some` have, who wait, and lets them wait again.
  private mutating func wake(
    _ contact: String, _ some: [Int], _ round: Int, _ driver: Driver
  ) throws -> (last: Double, cpu: Double) {
    let writer = try Driver(port: server.port, connections: 1)
    var writing = Phone("u1_Phones", device: "WRITER")
    try writing.catchUp("contacts", writer)
    let command = try SyncRequest.Command.change(
      contact, "Müller \(round) \(UInt32.random(in: 0...UInt32.max))")
    try writer.send(try writing.sync(["contacts"], [command]), on: 0)
    let before = server.cpu
    let answer = try writer.answer()
    try Refusal.check(try writing.take(answer), 1)
    var times: [Int64] = []
    for _ in some { times.append(try driver.answer().time) }
    // The writer's own part is in it, one Sync among thousands of answers.
    let cpu = Double(server.cpu - before)
    let last = Double((times.max() ?? 0) - answer.time)
    try catchUp(some, driver)
    _ = try wait(some, driver)
    return (last, cpu)
  }

  /// Syncs the contacts of phones that were told of a change.
  private mutating func catchUp(_ some: [Int], _ driver: Driver) throws {
    let shift = 256
    for start in stride(from: 0, to: some.count, by: shift) {
      let part = some[start..<min(start + shift, some.count)]
      for phone in part { try driver.send(try phones[phone].sync(["contacts"]), on: phone) }
      for _ in part {
        let answer = try driver.answer()
        try phones[answer.connection].take(answer)
      }
    }
  }

  /// nginx with nchan's long polling, which holds as many and is told once.
  private func measureNchan() throws -> (bytes: Double, wake: Double) {
    let request = Array("GET /wait HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: Bench/1.0\r\n\r\n".utf8)
    let before = nginx.memory
    let driver = try Driver(port: nginx.port, connections: phones.count)
    var bytes = 0.0
    var costs: [Double] = []
    for round in 0..<Self.rounds {
      for connection in phones.indices { try driver.send(request, on: connection) }
      try nginx.settle()
      if round == 0 { bytes = Double(nginx.memory - before) / Double(phones.count) }
      let publisher = try Driver(port: nginx.port, connections: 1)
      let message = "POST /publish HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 7\r\n\r\nchanged"
      let cpu = try nginx.cpu {
        try publisher.send(Array(message.utf8), on: 0)
        for _ in phones.indices { _ = try driver.answer() }
      }
      costs.append(cpu / Double(phones.count))
    }
    return (bytes, median(costs))
  }
}

/// What a Sync says of a phone's changes.
enum Refusal {
  /// Throws unless an answer says that all of so many changes are stored; only what failed is named for changes.
  static func check(_ response: SyncResponse?, _ count: Int, adds: Bool = false) throws {
    let responses = response?.collections?.first?.responses ?? []
    if let failed = responses.first(where: { $0.status != .success }) {
      throw BenchError("a write is refused: Status \(failed.status.map { $0.text } ?? "-")")
    }
    if adds, responses.count != count {
      throw BenchError("\(responses.count) of \(count) writes answered")
    }
  }
}

extension PingResponse {
  /// A Ping's answer.
  static func read(_ answer: Driver.Answer) throws -> PingResponse {
    try WBXMLDocument(answer.body).decode(PingResponse.self)
  }
}
