import Testing

@testable import OnOfficeWeb

@Suite("JSON") struct JSONTests {
  private func text(_ json: JSON?) -> String? { json.map { String(decoding: $0.bytes, as: UTF8.self) } }

  @Test(arguments: [
    ("{\"b\":1,\"a\":[true,false,null,-2,1.5]}", "{\"b\":1,\"a\":[true,false,null,-2,1.5]}"),
    (" [ \"ü\\n/\\u0001\" ] ", "[\"\\u00fc\\n\\/\\u0001\"]"), ("{\"a\":1,\"a\":2}", "{\"a\":2}"),
    ("[\"\\ud83d\\ude00\"]", "[\"\\ud83d\\ude00\"]"), ("{\"\":{}}", "{\"\":{}}"),
    ("[9007199254740993]", "[9007199254740993]"), ("[\"\\u0000\"]", "[\"\\u0000\"]"),
  ])
  func isWrittenAsPHPDoes(sent: String, written: String) {
    #expect(text(JSON(reading: Array(sent.utf8))) == written)
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\":1}x", "[\"\u{1}\"]", "nul", "[99999999999999999999]", "{1:2}", "\u{FF}",
  ])
  func whatIsNoneIsRefused(sent: String) {
    #expect(JSON(reading: Array(sent.utf8)) == nil)
  }

  @Test func bytesThatAreNoTextAreRefused() {
    #expect(JSON(reading: [0x5B, 0x22, 0xFF, 0x22, 0x5D]) == nil)
  }

  /// No client can make the server run out of stack.
  @Test func nestingHasAnEnd() {
    let depth = 1_000_000
    #expect(JSON(reading: Array(repeating: UInt8(ascii: "["), count: depth)) == nil)
    let whole =
      Array(repeating: UInt8(ascii: "["), count: depth) + Array(repeating: UInt8(ascii: "]"), count: depth)
    #expect(JSON(reading: whole) == nil)
  }

  @Test func membersAreSetAndTakenAway() {
    var object: JSONObject = ["b": 1, "a": 2]
    object["c"] = 3
    object["b"] = nil
    object["a"] = "x"
    #expect(object == ["a": "x", "c": 3])
    #expect(object.sorted.members.map(\.name) == ["a", "c"])
  }
}
