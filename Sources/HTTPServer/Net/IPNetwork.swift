/// A range of IP addresses, written `10.0.0.0/8` or `2001:db8::/32`; a plain address is a range of one.
public struct IPNetwork: Hashable, Sendable {
  private let base: IPAddress
  /// Bits that all its addresses share, counted in IPv6's 128.
  private let bits: Int

  private static let mappedBits = 96

  /// This machine as it calls itself.
  public static let loopback = ["127.0.0.1", "::1"].compactMap { IPNetwork($0) }

  /// Reads a network (RFC 4632, 3.1; RFC 4291, 2.3); nil for anything else, and if bits behind the prefix are set:
  /// somebody has meant either another prefix or another address.
  ///
  /// IPv4 written as IPv6, `::ffff:10.0.0.0/104`, is IPv4.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = parts.first.flatMap({ IPAddress(String($0)) }) else { return nil }
    // Without a colon it is IPv4, whose bits are the last of IPv6's.
    let offset = parts[0].utf8.contains(.colon) ? 0 : IPNetwork.mappedBits
    var bits = 128
    if parts.count == 2 {
      guard let prefix = IPNetwork.prefix(parts[1]), prefix + offset <= 128 else { return nil }
      bits = prefix + offset
    }
    guard address.endsInZeros(behind: bits) else { return nil }
    base = address
    self.bits = bits
  }

  /// Whether an address lies in it. An IPv6 network has no IPv4 addresses, not even `::/0`.
  public func contains(_ address: IPAddress) -> Bool {
    address.isIPv4 == isIPv4 && address.sharesBits(bits, with: base)
  }

  private var isIPv4: Bool { base.isIPv4 && bits >= IPNetwork.mappedBits }

  /// Digits without a sign or leading zeros.
  private static func prefix(_ text: Substring) -> Int? {
    guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ $0.digit != nil }),
      text == "0" || !text.hasPrefix("0")
    else { return nil }
    return Int(text)
  }
}

extension IPNetwork: CustomStringConvertible {
  /// As it is read; without a prefix if it has one address only.
  public var description: String {
    bits == 128 ? "\(base)" : "\(base)/\(isIPv4 ? bits - IPNetwork.mappedBits : bits)"
  }
}

extension [IPNetwork] {
  /// Whether an address lies in one of them.
  func contains(_ address: IPAddress) -> Bool { contains { $0.contains(address) } }
}
