import Foundation
import Testing

@testable import asyncd

@Suite struct ConfigurationTests {
  private static let sample = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Config/asyncd.json5")

  @Test func theSampleFileParsesAndEqualsTheDefaults() throws {
    #expect(try Configuration.read(Self.sample.path()) == Configuration())
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
    ("{ calendar: { limit: 0 } }", "calendar.limit: must lie between 1 and 10000"),
    ("{ calendar: { limit: \"many\" } }", "calendar.limit: has a value of the wrong type"),
    ("{ folders: { mail: \"sometimes\" } }", "folders.mail: "),
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
    ("{ listen: ", "The given data was not valid JSON"),
  ])
  func aMistakeIsNamed(text: String, sentence: String) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).json5")
    try text.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let error = try #require(throws: ConfigurationError.self) { try Configuration.read(file.path()) }
    #expect(error.description.hasPrefix("\(file.path()): \(sentence)"), "\(error.description)")
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
