import TestSupport
import Testing

@testable import HTTPServer

@Suite struct IPNetworkTests {
  @Test(arguments: [
    ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.0", false),
    ("10.0.0.0/8", "::ffff:10.0.0.1", true), ("::ffff:10.0.0.0/104", "10.1.2.3", true),
    ("::ffff:0:0/96", "192.0.2.1", true), ("192.0.2.7", "192.0.2.7", true),
    ("192.0.2.7", "192.0.2.6", false), ("192.0.2.7/32", "192.0.2.7", true),
    ("0.0.0.0/0", "203.0.113.9", true), ("0.0.0.0/0", "2001:db8::1", false),
    ("::/0", "2001:db8::1", true), ("::/0", "203.0.113.9", false),
    ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::1", false),
    ("2001:db8::/65", "2001:db8::7fff:0:0:1", true), ("2001:db8::/65", "2001:db8::8000:0:0:1", false),
    ("::1", "::1", true), ("::1/128", "::2", false),
  ])
  func networkContains(_ network: String, _ address: String, _ isInside: Bool) throws {
    let network = try #require(IPNetwork(network))
    #expect(network.contains(try #require(IPAddress(address))) == isInside)
  }

  @Test(arguments: [
    "", "/", "10.0.0.0/", "/8", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/08",
    "10.0.0.0/8/8", "10.0.0.0 /8", " 10.0.0.0", "10.0.0/8", "10.0.0.0/255.0.0.0", "2001:db8::1/32", "::/129",
    "[::1]", "[::]/0", "fe80::1%eth0", "proxy.example", "10.0.0.0\0/8", "10.0.0.0/8\0", "::/٣",
  ])
  func whatIsNoNetworkIsRefused(_ text: String) { #expect(IPNetwork(text) == nil) }

  @Test func membershipFollowsTheBits() throws {
    var random = SeededGenerator(seed: 41)
    for _ in 0..<5_000 {
      let isIPv4 = Bool.random(using: &random)
      let count = isIPv4 ? 32 : 128
      let prefix = Int.random(in: 0...count, using: &random)
      var bits = (0..<count).map { _ in Bool.random(using: &random) }
      // Not IPv4 in IPv6's clothes.
      bits[0] = true
      let base = bits.enumerated().map { $0.offset < prefix && $0.element }
      let network = try #require(IPNetwork("\(text(base))/\(prefix)"), "\(text(base))/\(prefix)")
      #expect(IPNetwork("\(network)") == network)
      #expect(network.contains(try #require(IPAddress(text(bits)))))
      if prefix > 0 {
        bits[Int.random(in: 0..<prefix, using: &random)].toggle()
        #expect(!network.contains(try #require(IPAddress(text(bits)))))
      }
      if prefix < count {
        var other = base
        other[Int.random(in: prefix..<count, using: &random)] = true
        #expect(IPNetwork("\(text(other))/\(prefix)") == nil)
      }
    }
  }

  private func text(_ bits: [Bool]) -> String {
    let width = bits.count == 32 ? 8 : 16
    let numbers = stride(from: 0, to: bits.count, by: width).map { start in
      bits[start..<(start + width)].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
    }
    return width == 8
      ? numbers.map { String($0) }.joined(separator: ".")
      : numbers.map { String($0, radix: 16) }.joined(separator: ":")
  }
}
