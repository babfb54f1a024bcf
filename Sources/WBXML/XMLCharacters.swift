extension Unicode.Scalar {
  /// Whether XML 1.0 allows the character in a document, section 2.2.
  var isAllowedInXML: Bool {
    switch value {
    case 0x09, 0x0A, 0x0D: true
    case 0..<0x20, 0xFFFE, 0xFFFF: false
    default: true
    }
  }
}

extension String {
  /// Whether there may be a character that XML does not allow: cheap, and wrong only in saying yes.
  var needsXMLFiltering: Bool {
    utf8.withContiguousStorageIfAvailable { bytes in
      // Without an early exit the compiler looks at many bytes at once. U+FFFE and U+FFFF begin with EF.
      var found: UInt8 = 0
      for byte in bytes {
        let isControl = byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D
        found |= isControl || byte == 0xEF ? 1 : 0
      }
      return found != 0
    } ?? true
  }

  /// The text without the characters that XML does not allow, as it goes over the wire.
  package var asXMLText: String { needsXMLFiltering ? filteredForXML : self }

  /// The text without the characters that XML does not allow.
  var filteredForXML: String {
    var filtered = String.UnicodeScalarView()
    filtered.append(contentsOf: unicodeScalars.lazy.filter(\.isAllowedInXML))
    return String(filtered)
  }
}

extension ArraySlice<UInt8> {
  /// The bytes without the halves of surrogate pairs, which some devices write as characters of their own. Neither
  /// UTF-8 nor XML knows them: RFC 3629, section 3.
  var withoutSurrogates: ArraySlice<UInt8> {
    guard contains(0xED) else { return self }
    var kept: ArraySlice<UInt8> = []
    var index = startIndex
    while index < endIndex {
      if isSurrogate(at: index) {
        index += 3
      } else {
        kept.append(self[index])
        index += 1
      }
    }
    return kept
  }

  /// U+D800 to U+DFFF would be ED A0 80 to ED BF BF.
  private func isSurrogate(at index: Int) -> Bool {
    self[index] == 0xED && index + 2 < endIndex && self[index + 1] >= 0xA0 && self[index + 1] <= 0xBF
      && self[index + 2] & 0xC0 == 0x80
  }
}
