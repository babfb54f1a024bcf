import Certificates
import Foundation
import Testing

@testable import asyncd

/// What the doctor says of facts, check by check.
@Suite struct CheckTests {
  private static let now = Date(timeIntervalSince1970: 1_800_000_000)
  private static let sight = Probe.Sight(address: "203.0.113.9", isSecure: true)

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let check: any Check
    let verdicts: [Finding.Verdict]
    /// What the last line must name.
    var words = ""

    init(_ name: String, _ check: any Check, _ verdicts: [Finding.Verdict], _ words: String = "") {
      testDescription = name
      self.check = check
      self.verdicts = verdicts
      self.words = words
    }
  }

  @Test(arguments: network + served + machine + permissions) func verdicts(given: Case) {
    let findings = given.check.findings
    #expect(findings.map(\.verdict) == given.verdicts)
    if !given.words.isEmpty { #expect(findings.last?.line.contains(given.words) == true) }
    for finding in findings where finding.verdict != .ok { #expect(finding.line.contains("Mend: ")) }
  }

  private static func name(_ addresses: [String], isRequired: Bool = true) -> NameCheck {
    NameCheck(names: [.init(host: "sync.example", isRequired: isRequired, addresses: addresses)])
  }

  private static func paths(_ answers: PathCheck.Answer...) -> PathCheck {
    PathCheck(
      url: "https://sync.example",
      paths: answers.map { PathCheck.Path(method: "OPTIONS", path: "/p", answer: $0) })
  }

  private static func redirect(_ answer: RedirectCheck.Answer?) -> RedirectCheck {
    RedirectCheck(url: "http://sync.example/p", publicURL: "https://sync.example", answer: answer)
  }

  private static func address(_ answer: ProbeAnswer, proxies: [String] = ["127.0.0.1"]) -> AddressCheck {
    AddressCheck(answer: answer, proxies: proxies, isHTTPS: true)
  }

  private static func timeout(_ answer: ProbeAnswer?, waited: Int = 75) -> TimeoutCheck {
    TimeoutCheck(answer: answer, waited: waited, longest: 3_540)
  }

  static let network: [Case] = [
    Case("public address", name(["203.0.113.9", "2001:db8::9"]), [.ok]),
    Case("no address", name([]), [.wrong], "sync.example"),
    Case("no autodiscover", name([], isRequired: false), [.warning]),
    Case("private address", name(["203.0.113.9", "192.168.1.4"]), [.warning], "192.168.1.4"),
    Case("unique local address", name(["fd00::4"]), [.warning]),
    Case("loopback", name(["127.0.1.1"]), [.warning]),
    Case("ours", paths(.status(401, challenge: "Basic realm=\"ActiveSync\", charset=\"UTF-8\"")), [.ok]),
    Case(
      "proxy's own password", paths(.status(401, challenge: "Basic realm=\"nginx\"")), [.wrong], "sign-in"),
    Case("path not forwarded", paths(.status(404, challenge: "")), [.wrong], "404"),
    Case("bad gateway", paths(.status(502, challenge: "")), [.wrong], "asyncd runs"),
    Case("redirected", paths(.status(301, challenge: "")), [.wrong], "X-Forwarded-Proto"),
    Case("nobody, told once", paths(.failure("refused"), .failure("refused")), [.wrong], "refused"),
    Case("one of two", paths(.failure("reset"), .status(404, challenge: "")), [.wrong, .wrong]),
    Case("no redirect configured", redirect(nil), []),
    Case("redirect", redirect(.status(308, location: "https://sync.example\(Probe.path)")), [.ok]),
    Case("redirect for now", redirect(.status(302, location: "https://sync.example\(Probe.path)")), [.ok]),
    Case(
      "redirect to a longer name", redirect(.status(302, location: "https://sync.example.evil\(Probe.path)")),
      [.wrong],
      "evil"),
    Case("redirect elsewhere", redirect(.status(301, location: "https://other.example/")), [.wrong], "other"),
    Case("no redirect", redirect(.status(200, location: "")), [.wrong], "200"),
    Case("redirect's port closed", redirect(.failure("refused")), [.wrong], "refused"),
    Case("address arrives", address(.seen(sight, from: "192.168.1.4")), [.ok], "203.0.113.9"),
    Case(
      "proxy taken for client",
      address(.seen(.init(address: "127.0.0.1", isSecure: true), from: "203.0.113.9")), [.wrong],
      "X-Forwarded-For"),
    Case(
      "proxy's network",
      address(
        .seen(.init(address: "10.1.2.3", isSecure: true), from: "203.0.113.9"), proxies: ["10.0.0.0/8"]),
      [.wrong]),
    Case(
      "on the server itself", address(.seen(.init(address: "127.0.0.1", isSecure: true), from: "127.0.0.1")),
      [.ok]),
    Case(
      "scheme lost", address(.seen(.init(address: "203.0.113.9", isSecure: false), from: "::1")),
      [.ok, .warning], "X-Forwarded-Proto"),
    Case("another server", address(.status(405)), [.wrong], "405"),
    Case("no key", address(.noKey(path: "/d/probe.key")), [.wrong], "/d/probe.key"),
    Case("no answer", address(.failure(reason: "refused", after: 0)), [.wrong], "refused"),
    Case("not waited", timeout(nil), []),
    Case("waited", timeout(.seen(sight, from: "")), [.ok], "--wait 3540"),
    Case("waited for all", timeout(.seen(sight, from: ""), waited: 3_540), [.ok], "as long as phones"),
    Case("cut off", timeout(.failure(reason: "answered with 504", after: 60)), [.wrong], "after 60 seconds"),
    Case("fails at once", timeout(.failure(reason: "refused", after: 0)), [.warning], "refused"),
    Case("longer than the server allows", timeout(.status(405)), [.warning], "405"),
  ]

  private static func served(_ answer: ServedCertificateCheck.Answer) -> ServedCertificateCheck {
    ServedCertificateCheck(url: "https://sync.example", answer: answer, now: now)
  }

  private static func certificate(_ problems: [CertificateProblem]) -> CertificateCheck {
    CertificateCheck(certificates: [
      ("/tls/chain.pem", .read(names: ["sync.example"], notAfter: now, problems: problems))
    ])
  }

  static let served: [Case] = [
    Case("trusted", served(.trusted(until: now.addingTimeInterval(15 * 86_400))), [.ok]),
    Case("soon over", served(.trusted(until: now.addingTimeInterval(13 * 86_400))), [.warning], "renew"),
    Case("expired", served(.refused(reason: "certificate has expired")), [.wrong], "renew"),
    Case(
      "chain", served(.refused(reason: "unable to get local issuer certificate")), [.wrong], "whole chain"),
    Case(
      "name", served(.refused(reason: "no alternative certificate subject name matches")), [.wrong],
      "publicURL's host"),
    Case("plain", served(.plain), [.warning]),
    Case("unreachable is told elsewhere", served(.unreachable), []),
    Case("certificate", certificate([]), [.ok], "sync.example"),
    Case(
      "unreadable", CertificateCheck(certificates: [("/c", .unreadable("/c: the file cannot be read"))]),
      [.wrong], "/c"),
  ]

  private static func descriptors(_ limit: Int?, isRunning: Bool = true) -> DescriptorCheck {
    DescriptorCheck(connections: 1_000, limit: limit, isRunning: isRunning)
  }

  static let machine: [Case] = [
    Case("clock", ClockCheck(isSynchronized: true), [.ok]),
    Case("clock alone", ClockCheck(isSynchronized: false), [.warning], "chrony"),
    Case("zone", TimeZoneCheck(offsets: [3_600, 7_200]), [.ok]),
    Case("no zone", TimeZoneCheck(offsets: nil), [.wrong], "tzdata"),
    Case("zone without summer time", TimeZoneCheck(offsets: [0, 0]), [.wrong]),
    Case("room", DiskCheck(path: "/d", free: 2 << 30), [.ok]),
    Case("little room", DiskCheck(path: "/d", free: 500 << 20), [.warning], "500 MB"),
    Case("no room", DiskCheck(path: "/d", free: 50 << 20), [.wrong]),
    Case("no directory", DiskCheck(path: "/d", free: nil), [.wrong], "not there"),
    Case("server", ServerCheck(path: "/d", process: 812), [.ok], "812"),
    Case("no server", ServerCheck(path: "/d", process: nil), [.warning]),
    Case("descriptors", descriptors(1_100), [.ok]),
    Case("too few descriptors", descriptors(1_024), [.wrong], "LimitNOFILE"),
    Case("descriptors of nobody", descriptors(1_024, isRunning: false), [.ok]),
    Case("descriptors unknown", descriptors(nil), [.warning]),
    Case("whole database", DatabaseCheck(files: [("/d/sync.db", .whole)]), [.ok]),
    Case("no database", DatabaseCheck(files: [("/d/sync.db", .missing)]), [.warning]),
    Case(
      "broken database", DatabaseCheck(files: [("/d/sync.db", .broken("malformed"))]), [.wrong], "malformed"),
  ]

  private static func file(_ name: String, owner: UInt32 = 5, group: UInt32 = 5, _ mode: UInt32)
    -> PermissionCheck.File
  {
    PermissionCheck.File(path: name, owner: owner, group: group, mode: mode)
  }

  private static func permission(
    directory mode: UInt32 = 0o700, contents: [PermissionCheck.File] = [], read: [PermissionCheck.File] = [],
    passed: [PermissionCheck.File] = []
  ) -> PermissionCheck {
    PermissionCheck(
      directory: file("/d", mode), contents: contents, read: read, passed: passed, groups: [5, 6])
  }

  static let permissions: [Case] = [
    Case("right", permission(contents: [file("/d/sync.db", 0o600)], read: [file("/c", 0o600)]), [.ok]),
    Case("open directory", permission(directory: 0o755), [.wrong], "chmod 700"),
    Case("group's directory", permission(directory: 0o750), [.warning]),
    Case("root's database", permission(contents: [file("/d/sync.db", owner: 0, 0o600)]), [.wrong], "chown"),
    Case("open database", permission(contents: [file("/d/sync.db", 0o644)]), [.wrong], "chmod 600"),
    Case("all may read", permission(read: [file("/c", owner: 0, group: 0, 0o644)]), [.ok]),
    Case("group may read", permission(read: [file("/c", owner: 0, group: 6, 0o640)]), [.ok]),
    Case("root alone may read", permission(read: [file("/c", owner: 0, group: 0, 0o640)]), [.wrong], "chgrp"),
    Case(
      "root's alone on the way", permission(passed: [file("/tls", owner: 0, group: 0, 0o700)]), [.wrong],
      "chmod 750"
    ),
    Case("a group's on the way", permission(passed: [file("/tls", owner: 0, group: 6, 0o750)]), [.ok]),
    Case(
      "no directory", PermissionCheck(directory: nil, contents: [], read: [], passed: [], groups: []), []),
  ]
}

@Suite struct DoctorReadingTests {
  @Test func lockTellsTheServersProcess() {
    let locks = """
      1: POSIX  ADVISORY  WRITE 700 08:01:131 0 EOF
      2: FLOCK  ADVISORY  READ 701 08:01:131 0 EOF
      2: -> FLOCK  ADVISORY  WRITE 702 08:01:131 0 EOF
      3: FLOCK  ADVISORY  WRITE 812 08:01:131 0 EOF
      4: FLOCK  ADVISORY  WRITE 813 08:01:1312 0 EOF
      """
    #expect(RunningServer.holder(of: 131, in: locks) == 812)
    #expect(RunningServer.holder(of: 132, in: locks) == nil)
  }

  @Test(arguments: [
    ("1024                 524288               files", 524_288), ("8 unlimited files", Int.max),
  ])
  func limitIsTheHardOne(text: String, limit: Int) {
    let limits = "Limit  Soft Limit  Hard Limit  Units\nMax open files            \(text)\n"
    #expect(DescriptorCheck.limit(in: limits) == limit)
    #expect(DescriptorCheck.limit(in: "nothing") == nil)
  }

  @Test func certificatesEndIsRead() {
    #expect(WebAnswer.date("Jan 15 08:00:00 2027 GMT") == Date(timeIntervalSince1970: 1_800_000_000))
    #expect(WebAnswer.date("never") == nil)
  }

  @Test func aFindingIsOneLine() {
    let line = Finding.wrong("paths", "a\nb", mend: "c\r\nd").line
    #expect(!line.contains { $0.isNewline })
  }
}
