import Glibc

/// Cuts WBXML into its tokens, without looking at how they nest. WBXML 1.3, section 7.
struct WBXMLScanner {
  /// A token of the body, with the offsets of its bytes.
  enum Token {
    case page(UInt8)
    case end
    case tag(token: UInt8, hasContent: Bool)
    case text(Range<Int>)
    case opaque(Range<Int>)
  }

  let bytes: [UInt8]
  private(set) var offset = 0

  /// Global tokens are matched as whole bytes: `C3 & 3F` is 03.
  private enum Global {
    static let switchPage: UInt8 = 0x00
    static let end: UInt8 = 0x01
    static let inlineString: UInt8 = 0x03
    static let opaque: UInt8 = 0xC3
  }

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { offset == bytes.count }

  /// Version 1.3, unknown public id, UTF-8, no string table. [MS-ASWBXML] 2.1.3.
  mutating func skipHeader() throws(WBXMLError) {
    guard try byte() == 0x03, try integer() == 1, try integer() == 0x6A, try integer() == 0 else {
      throw .malformed(.header, offset: 0)
    }
  }

  mutating func next() throws(WBXMLError) -> Token {
    let start = offset
    switch try byte() {
    case Global.switchPage: return .page(try byte())
    case Global.end: return .end
    case Global.inlineString: return .text(try text())
    case Global.opaque: return .opaque(try opaque())
    case let byte where byte & 0x3F < 0x05: throw .malformed(.unusedToken, offset: start)
    case let byte where byte & 0x80 != 0: throw .malformed(.attributes, offset: start)
    case let byte: return .tag(token: byte & 0x3F, hasContent: byte & 0x40 != 0)
    }
  }

  private mutating func byte() throws(WBXMLError) -> UInt8 {
    guard offset < bytes.count else { throw .malformed(.endOfInput, offset: offset) }
    defer { offset += 1 }
    return bytes[offset]
  }

  /// mb_u_int32: groups of 7 bits, most significant first, at most five of them.
  private mutating func integer() throws(WBXMLError) -> Int {
    let start = offset
    var value: UInt64 = 0
    for _ in 0..<5 {
      let next = try byte()
      value = value << 7 | UInt64(next & 0x7F)
      if next < 0x80 && value <= UInt64(UInt32.max) { return Int(value) }
      if next < 0x80 { break }
    }
    throw .malformed(.integerTooLong, offset: start)
  }

  private mutating func text() throws(WBXMLError) -> Range<Int> {
    let start = offset
    let length = bytes.withUnsafeBytes { buffer -> Int? in
      let rest = UnsafeRawBufferPointer(rebasing: buffer[start...])
      guard let first = rest.baseAddress, let nul = memchr(first, 0, rest.count) else { return nil }
      return UnsafeRawPointer(nul) - first
    }
    guard let length else { throw .malformed(.endOfInput, offset: start) }
    offset = start + length + 1
    return start..<start + length
  }

  private mutating func opaque() throws(WBXMLError) -> Range<Int> {
    let start = offset
    let length = try integer()
    guard length <= bytes.count - offset else { throw .malformed(.opaqueLength, offset: start) }
    defer { offset += length }
    return offset..<offset + length
  }
}
