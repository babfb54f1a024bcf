import TestSupport
import Testing

@testable import WBXML

@Suite struct FragmentTests {
  private func fragment(_ content: String) throws -> Fragment {
    let document = try WBXMLDocument(Golden.hex("03016A00 45 5D" + content + "01 01"))
    return try #require(try document.decode(Sample.self).data)
  }

  @Test(arguments: [
    "0011 46 033100 01 4B 03616200 01",
    "0001 0011 46 033100 01 0011 4B 036100 036200 01",  // redundant switches, two chunks
    "0011 46 033100 01 3F 4B 03616200 01 00FE 45 036100 01",  // unknown elements
    "0011 46 033100 030001 4B 0361620001",  // an empty chunk
  ])
  func equalContentIsEqualBytes(content: String) throws {
    #expect(try fragment(content).bytes == Golden.hex("0011 46 033100 01 4B 03616200 01"))
    #expect(try fragment(content) == Fragment(encoding: Sample.Body(type: 1, text: "ab")))
    #expect(try fragment(content).decode() == Sample.Body(type: 1, text: "ab"))
  }

  @Test func emptyContentIsEmpty() throws {
    #expect(try Fragment(encoding: Sample.Body()).isEmpty)
    #expect(try fragment("").isEmpty)
    #expect(try !fragment("0011 06").isEmpty)
    #expect(try fragment("0011 46 01") == fragment("0011 06"))
  }

  @Test(arguments: 0..<100)
  func fragmentsComeBackAsTheyWere(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let sample = try Sample.random(using: &generator)
    let fragment = try Fragment(encoding: sample)
    #expect(try fragment.decode() == sample)
    let outer = Sample(name: "x", data: fragment)
    #expect(try WBXMLDocument(try WBXMLEncoder.encode(outer)).decode() == outer)
  }

  @Test func embeddingSwitchesPagesOnlyWhereNeeded() throws {
    // The fragment begins on the page that is in force, and what follows stands on its last page.
    let data = try Fragment(encoding: Sample.Body(type: 1))
    let bytes = try WBXMLEncoder.encode(Pair(first: data, second: data))
    #expect(bytes == Golden.hex("03016A00 0011 4A 4B 46 033100 01 01 5A 46 033100 01 01 01"))
  }

  @Test(arguments: ["01", "45", "4503", "45C37F01", "85", "450101"])
  func bytesThatAreNoContentAreRefused(bytes: String) {
    let fragment = Fragment(bytes: Golden.hex(bytes))
    #expect(throws: WBXMLError.self) { try fragment.decode(Sample.self) }
    #expect(throws: WBXMLError.self) { try WBXMLEncoder.encode(Sample(data: fragment)) }
  }

  @Test func childrenAreFragmentsOfTheirOwn() throws {
    let content = try fragment("036100 0011 46 033100 01 0B 0001 48 0011 46 033200 01 01")
    let children = try content.children()
    #expect(children.map(\.tag) == [AirSyncBase.type.tag, AirSyncBase.data.tag, Contacts.birthday.tag])
    #expect(children.map(\.content.bytes) == ["033100", "", "0011 46 033200 01"].map(Golden.hex))
    #expect(try Fragment(children).bytes == Golden.hex("0011 46 033100 01 0B 0001 48 0011 46 033200 01 01"))
    #expect(try Fragment([]).isEmpty)
  }

  @Test(arguments: 0..<100)
  func childrenJoinToTheFragmentTheyAreOf(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let fragment = try Fragment(encoding: try Sample.random(using: &generator))
    #expect(try Fragment(fragment.children()) == fragment)
  }

  @Test(arguments: ["01", "45", "4503", "450101"])
  func bytesThatAreNoContentHaveNoChildren(bytes: String) {
    let fragment = Fragment(bytes: Golden.hex(bytes))
    #expect(throws: WBXMLError.self) { try fragment.children() }
    let child = Fragment.Child(tag: AirSync.sync.tag, content: fragment)
    #expect(throws: WBXMLError.self) { try Fragment([child]) }
  }

  @Test func whatIsNotInTheFragmentStays() throws {
    var body = Sample.Body(type: 2, text: "before")
    try Fragment(encoding: Sample.Body(type: 1)).decode(into: &body)
    #expect(body == Sample.Body(type: 1, text: "before"))
  }

  private struct Pair: RootElement {
    static let root = AirSyncBase.body.tag
    var first: Fragment?
    var second: Fragment?

    mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.fragment(AirSyncBase.data, &first)
      try coder.fragment(AirSyncBase.bodyPart, &second)
    }
  }
}
