import Testing

@testable import WBXML

@Suite struct LimitTests {
  private let header = Golden.hex("03016A00")

  private func nested(_ tag: UInt8, levels: Int) -> [UInt8] {
    header + [0x45] + .init(repeating: tag | 0x40, count: levels - 1) + .init(repeating: 1, count: levels)
  }

  // 5C is Collections, 7F unknown.
  @Test(arguments: [0x5C, 0x7F] as [UInt8])
  func depthIsLimited(tag: UInt8) {
    #expect(throws: Never.self) { try WBXMLDocument(nested(tag, levels: 64)) }
    #expect(throws: WBXMLError.malformed(.tooDeep, offset: 68)) { try WBXMLDocument(nested(tag, levels: 65)) }
    #expect(throws: WBXMLError.malformed(.tooDeep, offset: 68)) {
      try WBXMLDocument(nested(tag, levels: 100_000))
    }
  }

  @Test(arguments: [[0x1C], [0x3F], [0x03, 0x00], [0xC3, 0x00]] as [[UInt8]])
  func nodesAreLimited(node: [UInt8]) {
    let limits = WBXMLLimits(nodes: 10)
    func body(_ count: Int) -> [UInt8] {
      header + [0x45] + Array(repeatElement(node, count: count).joined()) + [1]
    }
    #expect(throws: Never.self) { try WBXMLDocument(body(9), limits: limits) }
    #expect(throws: WBXMLError.malformed(.tooManyNodes, offset: 5 + 9 * node.count)) {
      try WBXMLDocument(body(10), limits: limits)
    }
  }

  @Test func textIsLimited() {
    let limits = WBXMLLimits(text: 3)
    for chunk in ["0361626300", "C303616263"] {
      #expect(throws: Never.self) {
        try WBXMLDocument(Golden.hex("03016A00 45" + chunk + "01"), limits: limits)
      }
    }
    for chunk in ["036162636400", "C30461626364"] {
      #expect(throws: WBXMLError.malformed(.tooLong, offset: 5)) {
        try WBXMLDocument(Golden.hex("03016A00 45" + chunk + "01"), limits: limits)
      }
    }
  }

  @Test func bodyIsLimited() {
    let body = header + [0x05]
    #expect(throws: Never.self) { try WBXMLDocument(body, limits: WBXMLLimits(body: 5)) }
    #expect(throws: WBXMLError.malformed(.tooLong, offset: 0)) {
      try WBXMLDocument(body, limits: WBXMLLimits(body: 4))
    }
  }

  @Test(arguments: ["C3 90808000", "C3 8FFFFFFF7F", "C3 7F"])
  func bytesThatAreNotThereAreNotAllocated(chunk: String) {
    #expect(throws: WBXMLError.malformed(.opaqueLength, offset: 6)) {
      try WBXMLDocument(Golden.hex("03016A00 45" + chunk + "0001"))
    }
  }

  @Test(arguments: ["C3 9080808000", "C3 808080808001", "C3 FFFFFFFF7F"])
  func lengthsBeyond32BitsAreRefused(chunk: String) {
    #expect(throws: WBXMLError.malformed(.integerTooLong, offset: 6)) {
      try WBXMLDocument(Golden.hex("03016A00 45" + chunk + "0001"))
    }
  }
}
