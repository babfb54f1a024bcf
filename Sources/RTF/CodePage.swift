import Glibc

/// The code page in which the bytes of a run of text are, by its number for Windows.
struct CodePage: Hashable {
  let number: Int32

  /// Of Western Europe, which is meant where none is named.
  static let western = CodePage(number: 1252)
  /// The text is one of Unicode already.
  static let utf8 = CodePage(number: 65001)

  /// The code page of a font's character set (`\fcharsetN`); nil where the document's holds.
  init?(charset: Int32) {
    guard let number = Self.ofCharsets[charset] else { return nil }
    self.number = number
  }

  init(number: Int32) { self.number = number }

  private static let ofCharsets: [Int32: Int32] = [
    0: 1252, 77: 10000, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258,
    177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850,
  ]

  /// Whether a character may have a second byte that is an ASCII letter.
  var hasPairs: Bool { [932, 936, 949, 950, 1361].contains(number) }

  /// Its name for iconv.
  fileprivate var name: String {
    switch number {
    case 10000: "MACINTOSH"
    case 65001: "UTF-8"
    case 1361: "JOHAB"
    case 20866: "KOI8-R"
    case 21866: "KOI8-U"
    case 28591...28605: "ISO-8859-\(number - 28590)"
    case 54936: "GB18030"
    default: "CP\(number)"
    }
  }

  /// 0x80 to 0x9F; those that stand for nothing are nil.
  fileprivate static let westernUpper: [UInt32?] = [
    0x20AC, nil, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, nil,
    0x017D, nil, nil, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
    0x0153, nil, 0x017E, 0x0178,
  ]
}

/// Turns bytes of code pages into text; what is none becomes U+FFFD.
struct CodePageDecoder {
  private var converters: [CodePage: Converter] = [:]

  /// The text of a run of bytes.
  mutating func text(of bytes: [UInt8], in page: CodePage) -> String {
    if page == .utf8 { return String(decoding: bytes, as: UTF8.self) }
    if page != .western {
      if let converter = converters[page] { return converter.text(of: bytes) }
      if let converter = Converter(page.name) {
        converters[page] = converter
        return converter.text(of: bytes)
      }
    }
    return western(bytes)
  }

  private func western(_ bytes: [UInt8]) -> String {
    var text = String.UnicodeScalarView()
    for byte in bytes {
      let value = (0x80...0x9F).contains(byte) ? CodePage.westernUpper[Int(byte) - 0x80] : UInt32(byte)
      text.append(value.flatMap(Unicode.Scalar.init) ?? "\u{FFFD}")
    }
    return String(text)
  }
}

/// A converter of iconv, closed when the last reference goes.
private final class Converter {
  private let handle: iconv_t

  /// The converter from an encoding; nil if there is none.
  init?(_ name: String) {
    let handle = iconv_open("UTF-8", name)
    guard Int(bitPattern: handle) != -1, let handle else { return nil }
    self.handle = handle
  }

  deinit {
    iconv_close(handle)
  }

  func text(of bytes: [UInt8]) -> String {
    var input = bytes.map(CChar.init(bitPattern:))
    // No character of these code pages is larger than four bytes of UTF-8, but some become two of them.
    var output = [CChar](repeating: 0, count: 64)
    var text: [UInt8] = []
    iconv(handle, nil, nil, nil, nil)
    input.withUnsafeMutableBufferPointer { input in
      var next = input.baseAddress
      var left = input.count
      while left > 0 {
        var space = output.count
        let result = output.withUnsafeMutableBufferPointer { output in
          var end = output.baseAddress
          return iconv(handle, &next, &left, &end, &space)
        }
        let error = errno
        text += output.prefix(output.count - space).map(UInt8.init(bitPattern:))
        if result == Int(-1), error != E2BIG || space == output.count, left > 0 {
          text += "\u{FFFD}".utf8
          next = next?.advanced(by: 1)
          left -= 1
        }
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
