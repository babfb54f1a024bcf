import Foundation
import Testing

@testable import asyncd

@Suite("Exit statuses") struct AsyncdTests {
  private static let sample = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Config/asyncd.json5").path()

  @Test(arguments: [["help"], ["--help"], ["-h"]])
  func askingForHelpIsNoMistake(words: [String]) async {
    #expect(await Asyncd.run(words) == EX_OK)
  }

  @Test(arguments: ["demo", "serve", "check", "doctor", "unlock", "backup", "device", "collection", "wbxml"])
  func helpNamesEachCommand(command: String) {
    #expect(Usage.all.contains("  asyncd \(command) "))
  }

  @Test(arguments: [
    (["demo"], ["demo [--listen", "demo --lan"]), (["serve"], ["serve --config"]),
    (["check"], ["check --config"]),
    (["doctor", "--config"], ["doctor --config"]), (["unlock", "anna_M"], ["unlock USER"]),
    (["backup"], ["backup TARGET"]), (["device"], ["device log"]), (["device", "log"], ["device log"]),
    (["device", "log", "anna_M", "PHONE", "on", "--hours"], ["device log"]),
    (["device", "look"], ["device log"]),
    (["collection"], ["collection skipped"]), (["collection", "skipped"], ["collection skipped"]),
    (["collection", "skipped", "anna_M"], ["collection skipped"]),
    (["wbxml"], ["wbxml decode", "wbxml encode"]),
    (["wbxml", "encode"], ["wbxml encode"]),
  ])
  func aCommandSaysHowItIsWritten(words: [String], commands: [String]) async throws {
    for help in ["--help", "-h"] {
      #expect(await Asyncd.run(words + [help]) == EX_OK)
      #expect(await Asyncd.run(words + [help, "more"]) == EX_OK)
    }
    let lines = try #require(Usage.of(words)).split(separator: "\n")
    #expect(lines.first == "Usage:")
    let named = lines.filter { $0.hasPrefix("  asyncd ") }
    #expect(named.count == commands.count)
    for (line, command) in zip(named, commands) { #expect(line.hasPrefix("  asyncd \(command)")) }
    #expect(lines.allSatisfy { Usage.all.split(separator: "\n").contains($0) })
  }

  @Test(arguments: [["nonsense", "--help"], ["nonsense", "-h"], ["Device", "log", "--help"]])
  func thereIsNoHelpForACommandThatIsNotThere(words: [String]) async {
    #expect(await Asyncd.run(words) == EX_USAGE)
  }

  @Test func theSampleConfigurationIsRight() async {
    #expect(await Asyncd.run(["check", "--config", Self.sample]) == EX_OK)
  }

  @Test(arguments: [
    [], ["nonsense"], ["Demo"], ["serve"], ["check"], ["check", sample], ["demo", "there"],
    ["demo", "--listen", "here"], ["demo", "--now", "yesterday"], ["unlock"], ["unlock", "anna_M", "bert_M"],
    ["unlock", "anna_M", "--data", "there", "--config", sample], ["wbxml"],
    ["backup"], ["backup", "here", "there"], ["backup", "here", "--data", "there", "--config", sample],
    ["device"], ["device", "log", "anna_M", "PHONE"], ["device", "log", "anna_M", "PHONE", "maybe"],
    ["device", "look", "anna_M", "PHONE", "on"], ["device", "log", "anna_M", "PHONE", "on", "--hours", "25"],
    ["device", "log", "anna_M", "PHONE", "on", "--hours", "0"],
    ["device", "log", "anna_M", "PHONE", "off", "--hours", "1"],
    ["collection"], ["collection", "broken"], ["collection", "skipped", "anna_M", "bert_M"],
  ])
  func aMistypedCommandLineIsToldApart(words: [String]) async {
    #expect(await Asyncd.run(words) == EX_USAGE)
  }

  @Test(arguments: [
    ["check", "--config", "/nonexistent/asyncd.json5"],
    ["unlock", "anna_M", "--data", "/nonexistent"],
    ["unlock", "anna_M", "--config", "/nonexistent/asyncd.json5"],
    ["device", "log", "anna_M", "PHONE", "on", "--data", "/nonexistent"],
    ["collection", "skipped", "--data", "/nonexistent"],
    ["backup", "/nonexistent/backup", "--config", "/nonexistent/asyncd.json5"],
  ])
  func whatCannotBeReadFails(words: [String]) async {
    #expect(await Asyncd.run(words) == EX_UNAVAILABLE)
  }

  @Test func aServiceWithoutConfigurationIsNotToBeStartedAgain() async {
    #expect(await Asyncd.run(["serve", "--config", "/nonexistent/asyncd.json5"]) == EX_CONFIG)
  }

  @Test(arguments: [
    "2026-03-23T12:00:00+01:00", "2026-03-23T12:00:00+0100", "2026-03-23T11:00:00Z",
  ])
  func aTimeWithItsZoneIsRead(text: String) throws {
    _ = try DemoCommand(Arguments(["--now", text], options: ["now"]))
  }

  @Test(arguments: ["", "2026-03-23", "2026-03-23T12:00:00", "12:00", "now"])
  func aTimeWithoutZoneIsRefused(text: String) throws {
    #expect(throws: UsageError.self) { try DemoCommand(Arguments(["--now", text], options: ["now"])) }
  }

  @Test func unlockMakesNoDatabase() async throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "\(UUID())").path()
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    #expect(await Asyncd.run(["unlock", "anna_M", "--data", directory]) == EX_UNAVAILABLE)
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory).isEmpty)
  }
}
