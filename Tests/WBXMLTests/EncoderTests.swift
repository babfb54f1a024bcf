import Testing

@testable import WBXML

@Suite struct EncoderTests {
  private func hex(_ sample: Sample) throws -> [UInt8] {
    Array(try WBXMLEncoder.encode(sample).dropFirst(4))
  }

  @Test func emptyTextIsWrittenInShortForm() throws {
    #expect(try hex(Sample()) == [0x05])
    #expect(
      try hex(Sample(name: "", moreAvailable: true, mime: [], attendees: [], categories: []))
        == Golden.hex(
          "45 0001 1F 0000 14 0015 10 0004 07 0E 01"))
  }

  @Test func charactersThatXMLForbidsAreLeftOut() throws {
    #expect(
      try hex(Sample(name: "a\0\u{1}\u{8}b\u{B}\u{1F}\t\n\r\u{FFFE}\u{FFFF}c\u{FFFD}"))
        == Golden.hex(
          "45 0001 5F 03 6162090A0D63EFBFBD 00 01 01"))
    #expect(try hex(Sample(name: "\0\u{2}")) == Golden.hex("45 0001 1F 01"))
  }

  @Test(arguments: [
    (1, "01"), (0x7F, "7F"), (0x80, "8100"), (164, "8124"), (16383, "FF7F"), (16384, "818000"),
  ])
  func lengthsOfBytesAreWrittenInGroupsOfSevenBits(count: Int, length: String) throws {
    let content = [UInt8](repeating: 0, count: count)
    #expect(try hex(Sample(mime: content)) == Golden.hex("45 0015 50 C3" + length) + content + [1, 1])
    #expect(
      try WBXMLDocument(try WBXMLEncoder.encode(Sample(mime: content))).decode(Sample.self).mime == content)
  }

  @Test func pagesAreSwitchedOnlyWhereTheyChange() throws {
    let sample = Sample(
      name: "a", windowSize: 1, getChanges: false, body: .init(type: 2), addresses: ["b", "c"])
    #expect(
      try hex(sample)
        == Golden.hex(
          """
          45 0001 5F 036100 01 0000 55 033100 01 53 033000 01 0011 4A 46 033200 01 01
          0012 5F 036200 01 5F 036300 01 01
          """))
  }
}
