import Glibc

/// An IPv4 or IPv6 address in 16 bytes; IPv4 is held as IPv6 writes it, `::ffff:127.0.0.1`.
public struct IPAddress: Hashable, Sendable {
  private let high: UInt64
  private let low: UInt64

  private static let mapped: UInt64 = 0xFFFF_0000_0000

  /// Reads `127.0.0.1` or `::1`; nil for anything else.
  public init?(_ text: String) {
    // What follows would not be seen.
    guard !text.utf8.contains(0) else { return nil }
    var four = in_addr()
    var six = in6_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      self.init(four)
    } else if inet_pton(AF_INET6, text, &six) == 1 {
      self.init(six)
    } else {
      return nil
    }
  }

  init(_ address: in_addr) {
    high = 0
    low = IPAddress.mapped | UInt64(UInt32(bigEndian: address.s_addr))
  }

  init(_ address: in6_addr) {
    let halves = withUnsafeBytes(of: address) {
      ($0.loadUnaligned(as: UInt64.self), $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    }
    high = UInt64(bigEndian: halves.0)
    low = UInt64(bigEndian: halves.1)
  }

  var isIPv4: Bool { high == 0 && low >> 32 == IPAddress.mapped >> 32 }

  /// What one subscriber usually has: an IPv4 address, or 2^64 IPv6 addresses.
  var network: IPAddress { isIPv4 ? self : IPAddress(high: high, low: 0) }

  /// Whether the first `count` bits of both are the same.
  func sharesBits(_ count: Int, with other: IPAddress) -> Bool {
    let highMask: UInt64 = count >= 64 ? .max : ~(.max >> UInt64(count))
    let lowMask: UInt64 = count <= 64 ? 0 : ~(.max >> UInt64(count - 64))
    return (high ^ other.high) & highMask == 0 && (low ^ other.low) & lowMask == 0
  }

  /// Whether all bits behind the first `count` are 0.
  func endsInZeros(behind count: Int) -> Bool {
    (count >= 64 || high << UInt64(count) == 0) && low << UInt64(max(0, count - 64)) == 0
  }

  var ipv4: in_addr { in_addr(s_addr: UInt32(truncatingIfNeeded: low).bigEndian) }

  var ipv6: in6_addr {
    var address = in6_addr()
    withUnsafeMutableBytes(of: &address) {
      $0.storeBytes(of: high.bigEndian, as: UInt64.self)
      $0.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
    }
    return address
  }

  private init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }
}

extension IPAddress: CustomStringConvertible {
  /// The canonical text, without brackets.
  public var description: String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { name in
      var four = ipv4
      var six = ipv6
      let length = socklen_t(name.count)
      let text =
        isIPv4
        ? inet_ntop(AF_INET, &four, name.baseAddress, length)
        : inet_ntop(AF_INET6, &six, name.baseAddress, length)
      return text.map { String(cString: $0) } ?? ""
    }
  }
}
