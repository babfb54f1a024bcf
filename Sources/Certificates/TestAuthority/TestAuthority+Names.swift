import COpenSSL

extension TestAuthority {
  /// The names of a certificate as OpenSSL's configuration language writes them.
  struct SubjectNames {
    /// `DNS:host.example,IP:192.0.2.1`
    let text: String
    let names: [String]

    /// Refuses what is neither a DNS name nor an IP address: a comma would bring in other names.
    init(_ names: [String]) throws(CertificateError) {
      guard !names.isEmpty else { throw CertificateError("a certificate needs a name") }
      var entries: [String] = []
      for name in names {
        if Self.isIPAddress(name) {
          entries.append("IP:" + name)
        } else if Self.isDNSName(name) {
          entries.append("DNS:" + name)
        } else {
          throw CertificateError("\(name) is neither a DNS name nor an IP address")
        }
      }
      text = entries.joined(separator: ",")
      self.names = names
    }

    static func isIPAddress(_ name: String) -> Bool {
      guard let address = a2i_IPADDRESS(name) else { return false }
      ASN1_OCTET_STRING_free(address)
      return true
    }

    private static func isDNSName(_ name: String) -> Bool {
      let labels = name.split(separator: ".", omittingEmptySubsequences: false)
      return name.utf8.count <= 253
        && labels.allSatisfy { label in
          (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
            && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: false
      }
    }
  }
}
