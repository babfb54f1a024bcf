import Foundation
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing

/// What a device was shown and sends back unchanged, as its family writes it, changes nothing: not in onOffice, not
/// in the change log, not on any device.
@Suite("Contacts sent back unchanged", .serialized, .timeLimit(.minutes(10))) struct ContactRoundTripTests {
  /// How many addresses each client gets; `CONTACTS` raises it.
  private static let count = max(40, Int(ProcessInfo.processInfo.environment["CONTACTS"] ?? "") ?? 0)

  @Test(.manual("1 Endgeräte", "12 Abweichungen"), arguments: ContactClient.versions) func randomAddresses(
    _ one: ContactClient.Version
  ) async throws {
    try await ContactOffice.run { office in
      let first = UInt64(one.testDescription.utf8.reduce(7) { $0 &* 31 &+ Int($1) } & 0xFFFF) << 16
      var seeds: [Int64: UInt64] = [:]
      for seed in first..<first + UInt64(Self.count) {
        let address = RandomAddress(seed: seed)
        seeds[try await office.address(address.fields, address.entries, assigning: seed % 2 == 0)] = seed
      }
      let other = try await office.phone(.v14_1)
      try await other.change(
        seeds.compactMap { id, seed in
          let kept = RandomAddress(seed: seed).kept
          return kept.names.isEmpty ? nil : (id, kept)
        })
      #expect(try await other.settle() == [])
      let phone = try await one.client.phone(one.version, in: office)
      let shown = phone.items
      #expect(Set(shown.keys) == Set(seeds.keys))
      let before = try await office.everything()
      for round in 1...2 {
        let held = shown.filter { one.client.holds($0.value) }
        #expect(held.count > Self.count / 4)
        let answered = try await phone.change(held.map { ($0.key, one.client.whole($0.value)) })
        #expect(answered == [])
        for told in try await phone.settle() + other.settle() {
          let id = told.split(separator: " ").last.flatMap { Int64($0) } ?? 0
          Issue.record("round \(round): \(told), seed \(seeds[id] ?? 0), shown \(shown[id] ?? [:])")
        }
        let lost = before.lost(in: try await office.everything())
        #expect(lost == [], "round \(round)")
        #expect(try await office.everything() == before, "round \(round)")
      }
    }
  }
}
