import RTF
import TestSupport
import Testing

@Suite("Rich Text Format as Outlook compresses it, [MS-OXRTFCP]") struct CompressedRTFTests {
  /// Those of [MS-OXRTFCP] 4.1.1 and 4.1.2, and their texts.
  private static let examples: [(bytes: [UInt8], text: String)] = [
    (
      [
        0x2D, 0x00, 0x00, 0x00, 0x2B, 0x00, 0x00, 0x00, 0x4C, 0x5A, 0x46, 0x75, 0xF1, 0xC5, 0xC7, 0xA7,
        0x03, 0x00, 0x0A, 0x00, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0A, 0xF3, 0x20,
        0x68, 0x65, 0x6C, 0x09, 0x00, 0x20, 0x62, 0x77, 0x05, 0xB0, 0x6C, 0x64, 0x7D, 0x0A, 0x80, 0x0F, 0xA0,
      ], "hello world"
    ),
    (
      [
        0x1A, 0x00, 0x00, 0x00, 0x1C, 0x00, 0x00, 0x00, 0x4C, 0x5A, 0x46, 0x75, 0xE2, 0xD4, 0x4B, 0x51,
        0x41, 0x00, 0x04, 0x20, 0x57, 0x58, 0x59, 0x5A, 0x0D, 0x6E, 0x7D, 0x01, 0x0E, 0xB0,
      ], "WXYZWXYZWXYZWXYZWXYZ"
    ),
  ]

  @Test func theSpecificationsExamplesAreRead() throws {
    for (bytes, text) in Self.examples { #expect(try RTFPage(bytes).html == "<pre>\(text)</pre>") }
  }

  /// A text that is not compressed, with its sizes and a checksum.
  private func uncompressed(_ text: String, checksum: [UInt8] = [0, 0, 0, 0], by error: Int = 0) -> [UInt8] {
    func number(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }
    let size = text.utf8.count
    return number(size + 12) + number(size + error) + Array("MELA".utf8) + checksum + Array(text.utf8)
  }

  @Test func whatIsNotCompressedIsRead() throws {
    #expect(try RTFPage(uncompressed(#"{\rtf1 a}"#)).html == "<pre>a</pre>")
    #expect(throws: RTFError.damaged) { try RTFPage(uncompressed(#"{\rtf1 a}"#, checksum: [1, 2, 3, 4])) }
    #expect(throws: RTFError.damaged) { try RTFPage(uncompressed(#"{\rtf1 a}"#, by: 1)) }
    #expect(throws: RTFError.noRTF) { try RTFPage(uncompressed("<html>")) }
    #expect(throws: RTFError.noRTF) { try RTFPage(uncompressed("")) }
  }

  /// Every byte counts: for the sizes, the kind, the checksum or what that is made of.
  @Test func everyChangedOrMissingByteIsRefused() {
    for (bytes, _) in Self.examples {
      for position in bytes.indices {
        for bit in 0..<8 {
          var changed = bytes
          changed[position] ^= 1 << bit
          #expect(throws: RTFError.self) { try RTFPage(changed) }
        }
        #expect(throws: RTFError.self) { try RTFPage(Array(bytes.prefix(position))) }
      }
      #expect(throws: RTFError.damaged) { try RTFPage(bytes + [0]) }
    }
  }

  @Test func sizesAreLimited() {
    var bytes = Self.examples[0].bytes
    #expect(throws: RTFError.tooLarge) { try RTFPage(bytes, limit: 42) }
    bytes.replaceSubrange(4..<8, with: [0xFF, 0xFF, 0xFF, 0xFF])
    #expect(throws: RTFError.tooLarge) { try RTFPage(bytes) }
    #expect(throws: RTFError.tooLarge) {
      try RTFPage(text: #"{\rtf1 "# + String(repeating: "<", count: 30) + "}", limit: 100)
    }
    #expect(throws: RTFError.tooLarge) { try RTFPage(text: #"{\rtf1 text}"#, limit: 11) }
  }
}
