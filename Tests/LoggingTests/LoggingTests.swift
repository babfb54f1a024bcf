import Synchronization
import Testing

@testable import Logging

/// Keeps what a log writes.
private final class Lines: Sendable {
  private let lines = Mutex<[String]>([])

  var all: [String] { lines.withLock { $0 } }

  func log(_ level: LogLevel = .info) -> Log {
    Log(level: level) { line in self.lines.withLock { $0.append(line) } }
  }
}

@Suite struct LogTests {
  @Test func lineHasPriorityLevelMessageAndValues() {
    let lines = Lines()
    lines.log().warning("request refused", ["http.status": "400"])
    #expect(lines.all == [#"<4>level=warning msg="request refused" http.status=400"#])
  }

  @Test(arguments: LogLevel.allCases, LogLevel.allCases)
  func eventIsWrittenIffItMattersAsMuchAsTheLevel(_ level: LogLevel, _ event: LogLevel) {
    let lines = Lines()
    let log = lines.log(level)
    log.write(event, "something")
    #expect(lines.all.count == (event.rawValue <= level.rawValue ? 1 : 0))
    #expect(log.writes(event) == !lines.all.isEmpty)
  }

  @Test func eachLevelHasItsCallAndItsPriority() {
    let lines = Lines()
    let log = lines.log(.trace)
    log.error("a")
    log.warning("a")
    log.info("a")
    log.debug("a")
    log.write(.trace, "a")
    let prefixes = lines.all.compactMap { $0.split(separator: " ").first }
    #expect(
      prefixes == ["<3>level=error", "<4>level=warning", "<6>level=info", "<7>level=debug", "<7>level=trace"])
  }

  @Test func valuesOfAnUnwrittenEventAreNotEvaluated() {
    let lines = Lines()
    var evaluations = 0
    func value() -> String {
      evaluations += 1
      return "x"
    }
    lines.log(.info).debug("dear", ["value": value()])
    #expect(evaluations == 0)
    lines.log(.debug).debug("dear", ["value": value()])
    #expect(evaluations == 1)
  }

  @Test func keysHandedDownComeBeforeTheEventsOwn() {
    let lines = Lines()
    let log = lines.log().with(["device.id": "abc"]).with(["user": "tiger"])
    log.info("synced", ["count": "3"])
    #expect(lines.all == ["<6>level=info msg=synced device.id=abc user=tiger count=3"])
  }
}

@Suite struct LogFormatTests {
  @Test(arguments: [
    ("plain", "plain"), ("Müller", "Müller"), ("日本", "日本"), ("a/b?c", "a/b?c"),
    ("", #""""#), ("two words", #""two words""#), ("a=b", #""a=b""#), (#"a"b"#, #""a\"b""#),
    (#"a\b"#, #""a\\b""#), ("a\nb", #""a\nb""#), ("a\r\nb", #""a\r\nb""#), ("a\tb", #""a\tb""#),
    ("a\0b", #""a\u{0}b""#), ("\u{1B}[31m", #""\u{1b}[31m""#), ("\u{7F}", #""\u{7f}""#),
    ("\u{85}", #""\u{85}""#), ("\u{2028}", #""\u{2028}""#), ("\u{202E}x", #""\u{202e}x""#),
    ("a\u{A0}b", #""a\u{a0}b""#),
  ])
  func valueIsQuotedWhereItMustBe(_ value: String, _ expected: String) {
    #expect(LogFormat.quoted(value) == expected)
  }

  @Test func noScalarBreaksALineOrHidesInIt() {
    for value in UInt32(0)...0x2100 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let quoted = LogFormat.quoted("a" + String(scalar) + "b")
      #expect(quoted.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0xA0).contains($0.value) })
      #expect(!quoted.contains("\u{2028}") && !quoted.contains("\u{2029}"))
      #expect(!quoted.contains(" ") || quoted.hasPrefix("\""))
    }
  }
}
