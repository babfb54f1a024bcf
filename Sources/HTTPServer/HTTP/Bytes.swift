import Glibc

extension UInt8 {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let colon: UInt8 = 0x3A
  static let semicolon: UInt8 = 0x3B

  /// Letters, digits and ``!#$%&'*+-.^_`|~`` (RFC 9110, 5.6.2).
  var isToken: Bool {
    let bits: UInt64 = self < 64 ? 0x03FF_6CFA_0000_0000 : 0x57FF_FFFF_C7FF_FFFE
    return self < 128 && bits >> (self & 63) & 1 == 1
  }

  /// Anything but controls; tab is none (RFC 9110, 5.5).
  var isText: Bool { self >= 0x20 && self != 0x7F || self == .tab }

  var isBlank: Bool { self == .space || self == .tab }

  var digit: Int? { (0x30...0x39).contains(self) ? Int(self & 0x0F) : nil }

  var hexDigit: Int? {
    switch self {
    case 0x30...0x39: Int(self & 0x0F)
    case 0x41...0x46, 0x61...0x66: Int(self & 0x0F) + 9
    default: nil
    }
  }

  var lowercased: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}

extension Span<UInt8> {
  /// The first index of `byte` from `start` on.
  func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
    guard start < count else { return nil }
    return extracting(start...).withUnsafeBytes { bytes in
      // memchr: 17 times a loop over bytes.
      guard let base = bytes.baseAddress, let found = memchr(base, Int32(byte), bytes.count) else {
        return nil
      }
      return start + (UnsafeRawPointer(found) - base)
    }
  }

  /// Whether the bytes, in lower case, are these in lower case.
  func equals(lowercasing other: String.UTF8View) -> Bool {
    guard count == other.count else { return false }
    var index = 0
    for byte in other {
      guard self[index].lowercased == byte.lowercased else { return false }
      index += 1
    }
    return true
  }

  /// The text: UTF-8, and where it is not, ISO-8859-1, as senders of such bytes once meant it.
  var text: String {
    if let text = try? UTF8Span(validating: self) { return String(copying: text) }
    var text = ""
    for index in indices { text.unicodeScalars.append(Unicode.Scalar(self[index])) }
    return text
  }

  /// A copy.
  var array: [UInt8] { withUnsafeBufferPointer { Array($0) } }
}
