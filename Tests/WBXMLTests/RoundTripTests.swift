import TestSupport
import Testing

@testable import WBXML

@Suite struct RoundTripTests {
  @Test(arguments: 0..<40)
  func treesComeBackAsTheyWere(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let tree = GenericTree.random(depth: 5, using: &generator)
    var writer = WBXMLWriter()
    tree.write(to: &writer)
    #expect(try WBXMLDocument(writer.bytes).xml == tree.xml())
  }

  @Test(arguments: 0..<200)
  func elementsComeBackAsTheyWere(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let sample = try Sample.random(using: &generator)
    let document = try WBXMLDocument(try WBXMLEncoder.encode(sample))
    #expect(try document.decode(Sample.self) == sample)
    #expect(document.skipped == 0)
  }

  @Test(arguments: 0..<200)
  func childrenReadTheSameInAnyOrder(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let sample = try Sample.random(using: &generator)
    let shuffled = try shuffle(try WBXMLEncoder.encode(sample), using: &generator)
    #expect(try WBXMLDocument(shuffled).decode(Sample.self) == sample)
  }

  @Test func everyChangedByteOfAnElementReadsOrIsRefused() throws {
    var generator = SeededGenerator(seed: 7)
    let original = try WBXMLEncoder.encode(try Sample.random(using: &generator))
    var read = 0
    for position in original.indices {
      var bytes = original
      for value in UInt8.min...UInt8.max {
        bytes[position] = value
        guard let sample = try? WBXMLDocument(bytes).decode(Sample.self) else { continue }
        read += sample == Sample() ? 0 : 1
      }
    }
    #expect(read > original.count)
  }

  /// Puts the root's children into another order; those of one kind stay in theirs.
  private func shuffle(_ bytes: [UInt8], using generator: inout SeededGenerator) throws -> [UInt8] {
    let tree = try WBXMLDocument(bytes).tree
    var children: [Tag: [Int]] = [:]
    var index = 1
    while index < tree.nodes.count {
      let tag = try #require(tree.nodes[index].tag)
      children[kind(of: tag), default: []].append(index)
      index = Int(tree.nodes[index].next)
    }
    let order = children.flatMap { Array(repeating: $0.key, count: $0.value.count) }
      .sorted { ($0.page, $0.token) < ($1.page, $1.token) }
      .shuffled(using: &generator)
    var writer = WBXMLWriter()
    writer.start(Sample.root)
    for kind in order {
      guard let child = children[kind]?.removeFirst() else { continue }
      tree.write(child..<Int(tree.nodes[child].next), to: &writer)
    }
    writer.end()
    return writer.bytes
  }

  private func kind(of tag: Tag) -> Tag {
    Sample.Command.tags.contains(tag) ? Sample.Command.tags[0] : tag
  }
}
