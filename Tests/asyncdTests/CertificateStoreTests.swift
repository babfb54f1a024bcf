import Certificates
import Foundation
import Logging
import Synchronization
import TestSupport
import Testing

@testable import asyncd

@Suite struct CertificateStoreTests {
  private final class Lines: Sendable {
    let all = Mutex<[String]>([])
    var refusals: Int { all.withLock { $0.count { $0.contains("certificate refused") } } }
  }

  @Test func whatIsRefusedIsTriedAgainButNotToldEachTime() async throws {
    let temporary = try TemporaryDirectory()
    let files = try TestAuthority(directory: temporary.path).server(for: ["a.example"])
    var configuration = Configuration()
    configuration.https.certificates = [.init(chain: files.chain, key: files.key)]
    let lines = Lines()
    let log = Log { line in lines.all.withLock { $0.append(line) } }
    let store = try CertificateStore(configuration, ServiceEnvironment(), log: log)
    let good = try Data(contentsOf: URL(filePath: files.key))
    try Data("no key".utf8).write(to: URL(filePath: files.key))
    let start = ContinuousClock.now
    for (seconds, refusals) in [(0, 1), (1, 1), (61, 1), (3_599, 1), (3_700, 2), (3_701, 2)] {
      await store.look(now: start + .seconds(seconds))
      #expect(lines.refusals == refusals, "after \(seconds) seconds")
    }
    // Another reason is told at once.
    try FileManager.default.removeItem(atPath: files.key)
    await store.look(now: start + .seconds(3_702))
    #expect(lines.refusals == 3)
    try good.write(to: URL(filePath: files.key))
    await store.look(now: start + .seconds(3_703))
    #expect(lines.all.withLock { $0.count { $0.contains("certificate loaded") } } == 2)
  }
}
