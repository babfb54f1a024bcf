/// Rich Text Format as Outlook compresses it. [MS-OXRTFCP].
struct CompressedRTF {
  private let bytes: [UInt8]

  /// The bytes, if they are of such a kind. [MS-OXRTFCP] 2.1.3.1.1.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= Self.header else { return nil }
    self.bytes = bytes
    guard kind == Self.compressed || kind == Self.uncompressed else { return nil }
  }

  private static let header = 16
  private static let compressed: UInt32 = 0x7546_5A4C  // "LZFu"
  private static let uncompressed: UInt32 = 0x414C_454D  // "MELA"

  /// What follows COMPSIZE, in bytes.
  private var compressedSize: UInt32 { number(at: 0) }
  private var rawSize: UInt32 { number(at: 4) }
  private var kind: UInt32 { number(at: 8) }
  private var checksum: UInt32 { number(at: 12) }
  private var contents: ArraySlice<UInt8> { bytes[Self.header...] }

  private func number(at place: Int) -> UInt32 {
    bytes[place..<place + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// The text in its own form, of at most `limit` bytes.
  func decompressed(limit: Int) throws(RTFError) -> [UInt8] {
    guard Int(compressedSize) == bytes.count - 4 else { throw .damaged }
    guard Int(rawSize) <= limit else { throw .tooLarge }
    let sum = Checksum.of(contents)
    // The specification wants 0 where nothing is compressed; some write the sum there as well.
    guard checksum == sum || (kind == Self.uncompressed && checksum == 0) else { throw .damaged }
    let text = kind == Self.compressed ? expanded() : Array(contents)
    guard let text, text.count == Int(rawSize) else { throw .damaged }
    return text
  }

  /// Reads runs of eight tokens, each a byte or a place in the dictionary with a length. [MS-OXRTFCP] 2.2.3.2. Nil if
  /// there is more than there should be; two bytes become seventeen at most.
  private func expanded() -> [UInt8]? {
    var dictionary = Dictionary4096()
    var text: [UInt8] = []
    var input = contents.makeIterator()
    while let control = input.next() {
      for bit in 0..<8 {
        guard control >> bit & 1 == 1 else {
          guard let byte = input.next() else { return text }
          text.append(byte)
          dictionary.append(byte)
          continue
        }
        guard let high = input.next(), let low = input.next() else { return text }
        let place = Int(high) << 4 | Int(low) >> 4
        // A reference to where the next byte will be is the end.
        guard place != dictionary.end else { return text }
        for step in 0..<Int(low & 0xF) + 2 {
          let byte = dictionary[place + step]
          text.append(byte)
          dictionary.append(byte)
        }
      }
      guard text.count <= Int(rawSize) else { return nil }
    }
    return text
  }
}

/// The last 4096 bytes, in a ring that begins with what most documents begin with. [MS-OXRTFCP] 2.1.2.1.
private struct Dictionary4096 {
  private static let start = Array(
    ("{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
      + "\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n"
      + "\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx").utf8)

  private var ring = start + [UInt8](repeating: UInt8(ascii: " "), count: 4096 - start.count)
  /// Where the next byte goes.
  private(set) var end = start.count

  subscript(place: Int) -> UInt8 { ring[place & 0xFFF] }

  mutating func append(_ byte: UInt8) {
    ring[end] = byte
    end = (end + 1) & 0xFFF
  }
}

/// A CRC of 32 bits without inversion. [MS-OXRTFCP] 2.1.3.2.
private enum Checksum {
  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
  }

  static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
    bytes.reduce(0) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
  }
}
