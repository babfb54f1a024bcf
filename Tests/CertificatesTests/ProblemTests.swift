import Foundation
import Glibc
import TestSupport
import Testing

@testable import Certificates

private typealias Content = TestCertificate.Content

@Suite struct ProblemTests {
  private let files: Files
  private let root = TestCertificate.root()
  private let middle: TestCertificate
  private static let names = "DNS:mail.example"

  init() throws {
    files = try Files()
    var content = Content("Test middle")
    content.isAuthority = true
    middle = root.issue(content)
  }

  /// What is said of a chain, with `root` trusted; errors begin with `!`.
  private func problems(
    _ chain: [TestCertificate], hosts: [String] = ["mail.example"], mode: mode_t = 0o600,
    isRootKnown: Bool = true,
    in time: TimeInterval = 0
  ) throws -> [String] {
    let known = try files.write(isRootKnown ? root.pem : TestCertificate.root("Other").pem, "known.pem")
    return try Identity(files.write(chain, mode: mode))
      .problems(at: Date(timeIntervalSinceNow: time), hosts: hosts, authorities: known)
      .map { ($0.isError ? "!" : "") + $0.text }
  }

  private func leaf(_ change: (inout Content) -> Void = { _ in }) -> TestCertificate {
    var content = Content("mail.example", names: ProblemTests.names)
    change(&content)
    return middle.issue(content)
  }

  @Test func goodOneHasNone() throws {
    #expect(try problems([leaf(), middle]) == [])
    #expect(try problems([leaf(), middle, root], mode: 0o640) == [])
  }

  @Test func timesAreLookedAt() throws {
    let day = 86_400.0
    #expect(try problems([leaf(), middle], in: 75 * day) == [])
    let soon = try problems([leaf(), middle], in: 77 * day)
    // Both were made for the same time.
    #expect(soon.count == 2 && soon[0].contains("in 12 days") && !soon[0].hasPrefix("!"))
    let expired = try problems([leaf { $0.until = -60 }, middle])
    #expect(expired.count == 1 && expired[0].hasPrefix("!") && expired[0].contains("expired on"))
    let early = try problems([leaf { $0.from = 3_600 }, middle])
    #expect(early.count == 1 && early[0].hasPrefix("!") && early[0].contains("valid from"))
    let long = try problems([leaf { $0.until = 900 * 86_400 }, middle])
    #expect(long.count == 1 && long[0].contains("825 days"))
  }

  @Test func everyHostMustBeNamed() throws {
    let found = try problems([leaf(), middle], hosts: ["mail.example", "autodiscover.example"])
    #expect(found.count == 1 && found[0].hasPrefix("!"))
    #expect(found[0].contains("does not stand for autodiscover.example but for mail.example"))
    let nameless = try problems([leaf { $0.names = "" }, middle])
    #expect(nameless.count == 1 && nameless[0].contains("no name at all"))
  }

  @Test func chainMustReachAKnownRoot() throws {
    let incomplete = try problems([leaf { $0.issuerPlace = "http://ca.example/middle.der" }])
    #expect(
      incomplete.count == 1 && incomplete[0].hasPrefix("!") && incomplete[0].contains("lacks CN=Test middle"))
    let perhaps = try problems([leaf()])
    #expect(perhaps.count == 1 && perhaps[0].contains("CN=Test middle, which this machine does not know"))
    let own = try problems([leaf(), middle, root], isRootKnown: false)
    #expect(own.count == 1 && own[0].contains("comes from CN=Test root") && !own[0].hasPrefix("!"))
    // An issuer that may not issue.
    let liar = root.issue(Content("Liar"))
    let lied = try problems([liar.issue(Content("mail.example", names: ProblemTests.names)), liar])
    #expect(lied.count == 1 && lied[0].hasPrefix("!") && lied[0].contains("will not trust"))
  }

  @Test func chainMustBeInOrder() throws {
    let mixed = try problems([leaf(), root, middle])
    #expect(mixed.count == 1 && mixed[0].contains("out of order"))
    let foreign = try problems([leaf(), middle, TestCertificate.root("Stranger")])
    #expect(foreign.count == 1 && foreign[0].contains("CN=Stranger does not belong to the chain"))
  }

  @Test func weakSignatureIsFound() throws {
    let weak = try problems([leaf { $0.hash = "SHA1" }, middle])
    #expect(weak.contains { $0.hasPrefix("!") && $0.contains("SHA-1") })
  }

  @Test func keyMustNotBeForEverybody() throws {
    let open = try problems([leaf(), middle], mode: 0o644)
    #expect(open.count == 1 && open[0].hasPrefix("!") && open[0].contains("key.pem: everybody"))
  }
}
