import Testing

@testable import WBXML

@Suite struct DecoderTests {
  /// Decodes a Sync with this content.
  private func sample(_ content: String) throws -> Sample {
    try WBXMLDocument(Golden.hex("03016A00 45" + content + "01")).decode()
  }

  @Test func chunksOfTextAndBytesAreJoined() throws {
    // A character split between two chunks is still one.
    #expect(try sample("0001 5F 0361C300 C301BC 036200 01").name == "aüb")
    #expect(try sample("0015 50 C3020001 0361 00 01").mime == [0, 1, 0x61])
  }

  @Test func textAndBytesReadAsEachOther() throws {
    #expect(try sample("0001 5F C303616263 01").name == "abc")
    #expect(try sample("0015 50 0361626300 01").mime == [0x61, 0x62, 0x63])
  }

  @Test func numbersAndFlagsMayHaveBlanksAroundThem() throws {
    #expect(try sample("55 03 200A 3537 09 00 01").windowSize == 57)
    for (flag, value) in [("2031", true), ("66616C7365", false), ("54727565", true)] {
      #expect(try sample("53 03 \(flag) 00 01").getChanges == value)
    }
  }

  @Test func brokenCharactersReadAsReplacement() throws {
    #expect(try sample("0001 5F 0361FF62C300 01").name == "a\u{FFFD}b\u{FFFD}")
  }

  @Test func halvesOfSurrogatePairsAreLeftOut() throws {
    #expect(try sample("0001 5F 0361EDA0BD62EDBFBF63 00 01").name == "abc")
    #expect(try sample("0001 5F 03EC9FBFEE8080ED9FBF 00 01").name == "\u{C7FF}\u{E000}\u{D7FF}")
    #expect(try sample("0001 5F 0361EDA0 00 01").name == "a\u{FFFD}\u{FFFD}")
  }

  @Test func emptyElementsAreThereWithoutValue() throws {
    let short = try sample("0001 1F 0000 0B 15 13 14 0015 10 0000 20 1D 0004 07")
    var expected = Sample()
    expected.name = ""
    expected.getChanges = true
    expected.moreAvailable = true
    expected.mime = []
    expected.supported = []
    expected.data = Fragment(bytes: [])
    expected.attendees = []
    #expect(short == expected)
    #expect(
      try sample("0001 5F 01 0000 4B 01 55 030001 53 01 54 01 0015 50 01 0000 60 01 5D C30001 0004 47 01")
        == expected)
  }

  @Test func aLaterEmptyElementClearsWhatWasThere() throws {
    var sample = Sample()
    sample.windowSize = 5
    sample.name = "kept"
    let tree = try WBXMLDocument(Golden.hex("03016A00 45 15 01")).tree
    var decoder = ElementDecoder(tree, content: tree.content(of: 0))
    try sample.code(&decoder)
    #expect(sample.windowSize == nil)
    #expect(sample.name == "kept")
  }

  @Test(arguments: [
    ("55 03317800 01", AirSync.windowSize.tag), ("53 033200 01", AirSync.getChanges.tag),
    ("4B 033100 01", AirSync.syncKey.tag),
    ("55 03393939393939393939393939393939393939393900 01", AirSync.windowSize.tag),
  ])
  func textOfAnotherTypeIsNamedWithItsPlace(content: String, tag: Tag) {
    #expect(throws: WBXMLError.badValue(tag, offset: 5)) { try sample(content) }
  }

  @Test func anotherRootIsNamed() throws {
    let ping = try WBXMLDocument(Golden.hex("03016A00 000D 05"))
    #expect(ping.root == Ping.ping.tag)
    #expect(throws: WBXMLError.unexpectedRoot(Ping.ping.tag)) { try ping.decode(Sample.self) }
    #expect(throws: WBXMLError.unexpectedRoot(Tag(page: 254, token: 5))) {
      try WBXMLDocument(Golden.hex("03016A00 00FE 05"))
    }
  }

  @Test func unknownElementsAreSkippedAndCounted() throws {
    // Page 254 with a subtree, a token without element, both around a known child.
    let document = try WBXMLDocument(
      Golden.hex("03016A00 45 00FE 45 46 036100 01 07 01 0000 55 033500 01 7F 4B 01 01 2A 01"))
    #expect(document.skipped == 3)
    #expect(try document.decode(Sample.self).windowSize == 5)
    #expect(document.xml == #"<Sync xmlns="AirSync"><WindowSize>5</WindowSize></Sync>"#)
  }

  @Test func bytesBehindTheRootAreIgnored() throws {
    #expect(try WBXMLDocument(Golden.hex("03016A00 05 FFFF")).root == AirSync.sync.tag)
    #expect(try WBXMLDocument(Golden.hex("03016A00 4501 01")).root == AirSync.sync.tag)
  }

  @Test func mixedElementsKeepTheirOrder() throws {
    let commands = try sample("47 4D 033100 01 01 48 4D 033200 01 01 47 4C 033300 01 01 09").commands
    #expect(
      commands.map(\.tag) == [AirSync.add.tag, AirSync.change.tag, AirSync.add.tag, AirSync.delete.tag])
    #expect(commands.map(\.serverId) == ["1", "2", nil, nil])
    #expect(commands.map(\.clientId) == [nil, nil, "3", nil])
  }
}
