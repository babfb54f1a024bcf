import Testing

@testable import asyncd

@Suite("Words behind a command") struct ArgumentsTests {
  @Test func optionsAndWordsMayStandInAnyOrder() throws {
    for given in [["--data", "there", "anna_M"], ["anna_M", "--data", "there"]] {
      let arguments = try Arguments(given, options: ["data", "config"], words: 1)
      #expect(arguments.words == ["anna_M"])
      #expect(arguments["data"] == "there")
      #expect(arguments["config"] == nil)
    }
  }

  @Test func noWordsAreNoMistake() throws {
    let arguments = try Arguments([], options: ["data"])
    #expect(arguments.words.isEmpty)
    #expect(arguments["data"] == nil)
  }

  @Test func aValueMayBeEmptyOrBeginWithOneDash() throws {
    let arguments = try Arguments(["--data", "", "--listen", "-"], options: ["data", "listen"])
    #expect(arguments["data"] == "")
    #expect(arguments["listen"] == "-")
  }

  @Test(arguments: [
    (["--port", "1"], "there is no option --port"),
    (["--"], "there is no option --"),
    (["--data"], "--data needs a value"),
    (["--data", "--config", "file"], "--data needs a value"),
    (["--data", "a", "--data", "b"], "--data stands twice"),
    (["anna_M", "bert_M"], "bert_M is one word too many"),
    ([], "a word is missing"),
  ])
  func aMistakeIsNamed(given: [String], sentence: String) throws {
    let error = try #require(throws: UsageError.self) {
      try Arguments(given, options: ["data", "config"], words: 1)
    }
    #expect(error.description == sentence)
  }

  @Test func aRequiredOptionIsAskedFor() throws {
    #expect(try Arguments(["--config", "file"], options: ["config"]).required("config") == "file")
    let error = try #require(throws: UsageError.self) {
      try Arguments([], options: ["config"]).required("config")
    }
    #expect(error.description == "--config is missing")
  }
}
