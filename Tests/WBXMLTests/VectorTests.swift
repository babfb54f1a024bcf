import Testing

@testable import WBXML

@Suite struct VectorTests {
  static let readable = Golden.vectors.filter { $0.kind != .reject }
  static let rejected = Golden.vectors.filter { $0.kind == .reject }

  @Test func allVectorsAreThere() {
    #expect(Golden.vectors.count == 26)
  }

  @Test(arguments: readable)
  func readsAsItsXML(_ vector: Golden.Vector) throws {
    #expect(try WBXMLDocument(vector.bytes).xml == vector.xml)
  }

  @Test(arguments: readable)
  func writesAsItsBytes(_ vector: Golden.Vector) throws {
    let tree = try WBXMLDocument(vector.bytes).tree
    var writer = WBXMLWriter()
    tree.write(0..<tree.nodes.count, to: &writer)
    #expect(vector.kind == .decode || writer.bytes == vector.bytes)
    #expect(try WBXMLDocument(writer.bytes).xml == vector.xml)
  }

  static let defects: [String: WBXMLError.Defect] = [
    "N01": .noRoot, "N02": .endOfInput, "N03": .endOfInput, "N04": .opaqueLength, "N05": .integerTooLong,
    "N06": .attributes, "N07": .strayEnd, "N08": .unusedToken, "N09": .header, "N10": .header, "N11": .header,
    "N12": .endOfInput, "N13": .outsideRoot,
  ]

  @Test(arguments: rejected)
  func isRefusedForWhatIsWrongWithIt(_ vector: Golden.Vector) throws {
    let error = try #require(throws: WBXMLError.self) { try WBXMLDocument(vector.bytes) }
    guard case .malformed(let defect, _) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(defect == Self.defects[vector.id])
  }

  @Test(arguments: readable)
  func everyPrefixIsRefused(_ vector: Golden.Vector) {
    for length in vector.bytes.indices {
      #expect(throws: WBXMLError.self) { try WBXMLDocument(Array(vector.bytes.prefix(length))) }
    }
  }

  @Test(arguments: Golden.vectors)
  func everyChangedByteReadsOrIsRefused(_ vector: Golden.Vector) throws {
    var read = 0
    for position in vector.bytes.indices {
      var bytes = vector.bytes
      for value in UInt8.min...UInt8.max {
        bytes[position] = value
        guard let document = try? WBXMLDocument(bytes) else { continue }
        #expect(document.xml.utf8.first == UInt8(ascii: "<"))
        read += 1
      }
    }
    #expect(read > 0 || vector.kind == .reject)
  }
}
