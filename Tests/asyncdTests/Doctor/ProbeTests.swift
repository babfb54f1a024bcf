import Foundation
import TestSupport
import Testing

@testable import asyncd

@Suite struct ProbeTests {
  private let key = ProbeKey(secret: [UInt8](repeating: 7, count: 32))
  private let now = Date(timeIntervalSince1970: 1_800_000_000)

  private func read(_ query: String, later seconds: Double = 0, key other: ProbeKey? = nil) -> Probe? {
    Probe(query: query, key: other ?? key, longest: 3_540, now: now.addingTimeInterval(seconds))
  }

  @Test func whatTheOwnerOfTheKeyAsksIsRead() {
    let probe = Probe(seconds: 75, now: now)
    #expect(read(probe.query(key)) == probe)
  }

  @Test func anotherKeyIsNone() {
    #expect(read(Probe(seconds: 75, now: now).query(ProbeKey(secret: [1]))) == nil)
  }

  @Test func itCannotBeAskedForLong() {
    let query = Probe(seconds: 75, now: now).query(key)
    #expect(read(query, later: 59) != nil && read(query, later: 61) == nil && read(query, later: -5) == nil)
  }

  @Test(arguments: [-1, 3_541]) func waitsBeyondPhonesAreNone(seconds: Int) {
    #expect(read(Probe(seconds: seconds, now: now).query(key)) == nil)
  }

  @Test func noByteOfItCanBeChanged() {
    let query = Array(Probe(seconds: 75, now: now).query(key).utf8)
    for index in query.indices {
      var changed = query
      changed[index] ^= 1
      #expect(read(String(decoding: changed, as: UTF8.self)) == nil)
    }
  }

  @Test(arguments: ["", "Probe=", "Probe=1&Probe=1", "Probe=1&Seconds=x&Until=1&Mac=", "&&&"])
  func whatIsNoProbeIsNone(query: String) { #expect(read(query) == nil) }

  @Test func serverAndDoctorHaveTheSameKey() throws {
    let temporary = try TemporaryDirectory()
    #expect(ProbeKey(reading: temporary.path) == nil)
    let made = try ProbeKey(making: temporary.path)
    let again = try ProbeKey(making: temporary.path)
    let read = try #require(ProbeKey(reading: temporary.path))
    #expect(Set([made, again, read].map { $0.mac(of: "text") }).count == 1)
    let mode = try FileManager.default.attributesOfItem(atPath: temporary.file("probe.key"))[
      .posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  @Test func halfAKeyIsMadeAnew() throws {
    let temporary = try TemporaryDirectory()
    try Data([1, 2, 3]).write(to: URL(filePath: temporary.file("probe.key")))
    let made = try ProbeKey(making: temporary.path)
    #expect(made.mac(of: "text") == ProbeKey(reading: temporary.path)?.mac(of: "text"))
  }
}
