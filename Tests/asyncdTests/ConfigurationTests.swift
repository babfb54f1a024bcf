import Foundation
import TestSupport
import Testing

@testable import asyncd

@Suite struct ConfigurationTests {
  private static let sample = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Config/asyncd.json5")

  @Test func theSampleFileParsesAndEqualsTheDefaults() throws {
    #expect(try Configuration.read(Self.sample.path()) == Configuration())
  }

  @Test(.manual("4.2 Adresse", "4.3 Beispiel", "4.3 Server", "5.2 Beispiel", "5.2 Server"))
  func withoutOptionsTheServerIsTheManuals() {
    #expect(Configuration().publicURL == "https://activesync.onoffice.de")
    #expect(Configuration().autodiscover.domains == ["activesync.onoffice.de"])
    #expect(Configuration().autodiscover.manualDomain == "onoffice.de")
  }

  @Test func theSampleFileNamesEveryOption() throws {
    let text = try String(contentsOf: Self.sample, encoding: .utf8)
    for name in ConfigurationTests.names(in: Configuration()) {
      #expect(text.contains("\n  \(name): ") || text.contains("\n    \(name): "), "\(name) is missing")
    }
  }

  @Test(arguments: [
    ("{ lisen: [] }", "lisen: is no option of asyncd"),
    ("{ calendar: { limits: 5 } }", "calendar.limits: is no option of asyncd"),
    ("{ devices: { forgetDays: -1 } }", "devices.forgetDays: must lie between 0 and 3650"),
    ("{ calendar: { limit: 0 } }", "calendar.limit: must lie between 1 and 10000"),
    ("{ calendar: { limit: \"many\" } }", "calendar.limit: has a value of the wrong type"),
    (
      "{ folders: { mail: \"sometimes\" } }",
      "folders.mail: \"sometimes\" is none of \"always\", \"never\""
    ),
    ("{ log: { level: 3 } }", "log.level: has a value of the wrong type"),
    ("{ data: \"/a\", data: \"/b\" }", "line 1, column 15: data stands twice"),
    (
      "{\n  push: { longest: 60 },\n  \"push\": {}\n}",
      "line 3, column 3: push stands twice"
    ),
    ("{ listen: [\"8080\"] }", "listen: 8080 is no HOST:PORT"),
    ("{ http: { proxies: [\"proxy.example\"] } }", "http.proxies: proxy.example is no IP address"),
    ("{ http: { proxies: [\"10.0.0.0/33\"] } }", "http.proxies: 10.0.0.0/33 is no IP address"),
    ("{ listen: [] }", "listen: names no address, nor does https.listen"),
    ("{ data: null }", "data: has a value of the wrong type"),
    ("{ listen: [null] }", "listen.[0]: has a value of the wrong type"),
    ("{ https: { listen: [\"0.0.0.0:443\"] } }", "https.certificates: names none"),
    ("{ https: { certificates: [{ chain: \"/a\", key: \"/b\" }] } }", "https.listen: names no address"),
    ("{ https: { certificates: [{ chain: \"/a\" }] } }", "https.certificates.[0].key: is missing"),
    (
      "{ https: { certificates: [{ chain: \"a\", key: \"/b\" }] } }",
      "https.certificates.[0].chain: a is no path"
    ),
    (
      "{ https: { certificates: [{ chain: \"/a\", key: \"credential:../b\" }] } }",
      "https.certificates.[0].key: credential:../b names no credential"
    ),
    ("{ https: { challenges: \"/srv/acme\" } }", "https.challenges: needs https.redirect"),
    (
      "{ publicURL: \"http://a.example\", https: { redirect: [\"0.0.0.0:80\"] } }",
      "https.redirect: leads to publicURL, which is no https URL"
    ),
    (
      "{ operations: { listen: [\"127.0.0.1:8080\"] } }",
      "operations.listen: 127.0.0.1:8080 stands in listen too"
    ),
    ("{ listen: [\"[::1]:80\", \"[0::1]:80\"] }", "listen: [0::1]:80 stands there twice"),
    ("{ publicURL: \"activesync.example\" }", "publicURL: activesync.example is no http or https URL"),
    ("{ listen: ", "The given data was not valid JSON, line 1, column 11: a value is missing"),
    ("", "The given data was not valid JSON, line 1, column 1: a value is missing"),
    (
      "{ // ü\n  listen: []\n  data: \"/a\"\n}",
      "The given data was not valid JSON, line 3, column 3: \",\" or \"}\" is missing"
    ),
    ("{ listen: [1, 2 }", "The given data was not valid JSON, line 1, column 17: \",\" or \"]\" is missing"),
    ("{ listen [] }", "The given data was not valid JSON, line 1, column 10: \":\" is missing"),
    ("{ data: \"/a }", "The given data was not valid JSON, line 1, column 9: the text has no end"),
    ("{ data: no }", "The given data was not valid JSON, line 1, column 9: no is no value"),
    ("{ /* no end", "The given data was not valid JSON, line 1, column 12: a name is missing"),
    ("{} {}", "The given data was not valid JSON, line 1, column 4: nothing more can stand here"),
  ])
  func aMistakeIsNamed(text: String, sentence: String) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).json5")
    try text.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let error = try #require(throws: ConfigurationError.self) { try Configuration.read(file.path()) }
    #expect(error.description.hasPrefix("\(file.path()): \(sentence)"), "\(error.description)")
  }

  @Test func whatIsRightHasNoFault() throws {
    let text =
      "{ 'a': [1, -.5, +0x1F, 1e3, NaN, [],], \"a b\": {}, $ü: \"x\\\n//\\\"\", n: null, /* * */ t: true, } // end"
    for text in [text, try String(contentsOf: Self.sample, encoding: .utf8)] {
      let read = JSON5Text(text.utf8)
      #expect(read.fault == nil && read.duplicate == nil)
    }
  }

  @Test func aMissingFileIsNamed() {
    #expect(throws: ConfigurationError.self) { try Configuration.read("/nonexistent/asyncd.json5") }
  }

  private static func names(in value: Any) -> [String] {
    Mirror(reflecting: value).children.flatMap { child -> [String] in
      [child.label ?? ""].filter { !$0.isEmpty }
        + (Mirror(reflecting: child.value).displayStyle == .struct ? names(in: child.value) : [])
    }.filter { !$0.hasPrefix("_") }
  }
}
