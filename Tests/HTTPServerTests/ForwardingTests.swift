import TestSupport
import Testing

@testable import HTTPServer

@Suite struct ForwardingTests {
  private static let proxies = ["10.0.0.0/8", "fd00::/8"].compactMap { IPNetwork($0) }

  private func forwarding(_ fields: (String, String)...) throws -> Forwarding { try forwarding(fields) }

  private func forwarding(_ fields: [(String, String)]) throws -> Forwarding {
    var headers = HTTPFields()
    for (name, value) in fields { headers.append(name, value) }
    return Forwarding(headers, peer: try #require(IPAddress("10.0.0.1")), proxies: Self.proxies)
  }

  @Test(arguments: [
    ("203.0.113.9", "203.0.113.9"), ("203.0.113.9, 10.0.0.2", "203.0.113.9"),
    ("198.51.100.1, 203.0.113.9", "203.0.113.9"), ("nonsense, 203.0.113.9", "203.0.113.9"),
    ("\"a, 203.0.113.9", "203.0.113.9"), (" \t203.0.113.9 ,, ", "203.0.113.9"),
    ("203.0.113.9:4711", "203.0.113.9"), ("2001:db8::1", "2001:db8::1"), ("[2001:db8::1]", "2001:db8::1"),
    ("[2001:db8::1]:443", "2001:db8::1"), ("2001:db8::1, fd00::1, 10.2.3.4", "2001:db8::1"),
    ("::ffff:203.0.113.9", "203.0.113.9"), ("10.0.0.3, 10.0.0.2", "10.0.0.3"), ("", "10.0.0.1"),
    ("unknown", "10.0.0.1"), ("unknown, 10.0.0.2", "10.0.0.2"),
  ])
  func listOfAddressesIsReadFromItsEnd(_ list: String, _ address: String) throws {
    let forwarding = try forwarding(("X-Forwarded-For", list))
    #expect(forwarding.address.description == address)
    #expect(forwarding.malformed == nil && forwarding.isSecure == nil)
  }

  @Test(arguments: [
    "host.example", "203.0.113.9.", "203.0.113.256", "203.0.113.9:", "203.0.113.9:99999", "203.0.113.9:1x",
    "[203.0.113.9]", "[2001:db8::1", "[2001:db8::1]x", "[2001:db8::1]443", "2001:db8::1%1", "\"203.0.113.9\"",
    "203.0.113.9 198.51.100.1", "203.0.113.9;", "1", "_", ":80",
  ])
  func malformedAddressLeavesTheProxys(_ list: String) throws {
    for list in [list, "198.51.100.1, " + list] {
      let forwarding = try forwarding(("X-Forwarded-For", list))
      #expect(forwarding.address.description == "10.0.0.1")
      #expect(forwarding.malformed == "X-Forwarded-For")
    }
    #expect(try forwarding(("X-Forwarded-For", list + ", 10.0.0.9")).address.description == "10.0.0.9")
  }

  @Test func linesAreOneList() throws {
    let read = try forwarding(
      ("x-forwarded-for", "198.51.100.1, 203.0.113.9"), ("X-Other", "1.2.3.4"),
      ("X-FORWARDED-FOR", "10.0.0.2"))
    #expect(read.address.description == "203.0.113.9")
  }

  @Test(arguments: [
    ("https", "203.0.113.9", true), ("HTTPS", "203.0.113.9", true), ("http", "203.0.113.9", false),
    ("https", "", true), ("https, http", "203.0.113.9, 10.0.0.2", true),
    ("http,https", "203.0.113.9, 10.0.0.2", false), ("https,http", "198.51.100.1, 203.0.113.9", false),
    ("http,https", "203.0.113.9", true),
  ])
  func schemeIsTheClients(_ schemes: String, _ addresses: String, _ isSecure: Bool) throws {
    let read = try forwarding(("X-Forwarded-For", addresses), ("X-Forwarded-Proto", schemes))
    #expect(read.isSecure == isSecure && read.malformed == nil)
  }

  @Test(arguments: [
    ("wss", "203.0.113.9"), ("https, http", "203.0.113.9"), ("http, http", "203.0.113.9"),
    ("https https", "203.0.113.9"), ("https,http", ""), ("wss, https", "203.0.113.9, 10.0.0.2"),
    ("http, wss", "203.0.113.9"), ("", "203.0.113.9"), (",", ""), ("http,https", "bad, 10.0.0.2"),
  ])
  func schemeThatIsNotUnderstoodIsInsecure(_ schemes: String, _ addresses: String) throws {
    let address = ("X-Forwarded-For", addresses)
    let lines = schemes.split(separator: ",", omittingEmptySubsequences: false).map {
      ("X-Forwarded-Proto", String($0))
    }
    for lines in [[("X-Forwarded-Proto", schemes)], lines] {
      let read = try forwarding([address] + lines)
      #expect(read.isSecure == false && read.malformed != nil)
    }
  }

  @Test func standardSchemeThatIsNotUnderstoodIsInsecure() throws {
    for value in [
      "for=203.0.113.9;proto=https;proto=http", "for=203.0.113.9;proto=wss", "for=bad;proto=http",
      "for=203.0.113.9;proto=\"https",
    ] {
      let read = try forwarding(("Forwarded", value))
      #expect(read.isSecure == false && read.malformed == "Forwarded", "\(value)")
    }
  }

  @Test(arguments: [
    ("for=203.0.113.9", "203.0.113.9", nil), ("For=203.0.113.9;Proto=https", "203.0.113.9", true),
    ("proto=http;by=10.0.0.1;for=203.0.113.9;host=a.example", "203.0.113.9", false),
    ("for=\"203.0.113.9:4711\" ; proto=\"https\"", "203.0.113.9", true),
    ("for=\"[2001:db8::1]\"", "2001:db8::1", nil), ("for=\"[2001:db8::1]:_port\"", "2001:db8::1", nil),
    ("for=\"\\203.0.113.9\"", "203.0.113.9", nil), ("for=203.0.113.9;x=\"a,b;c=\\\"\"", "203.0.113.9", nil),
    ("for=198.51.100.1;proto=http, for=203.0.113.9;proto=https", "203.0.113.9", true),
    ("for=203.0.113.9;proto=https, for=10.0.0.2;proto=http", "203.0.113.9", true),
    ("for=unknown;proto=https", "10.0.0.1", true), ("for=_hidden, for=10.0.0.7", "10.0.0.7", nil),
    ("proto=https", "10.0.0.1", true), (" , for=203.0.113.9;, ,", "203.0.113.9", nil),
  ])
  func standardFieldIsRead(_ value: String, _ address: String, _ isSecure: Bool?) throws {
    let read = try forwarding(("Forwarded", value))
    #expect(read.address.description == address)
    #expect(read.isSecure == isSecure && read.malformed == nil)
  }

  @Test(arguments: [
    "for", "for=", "=203.0.113.9", "for =203.0.113.9", "for= 203.0.113.9", "for=203.0.113.9:80",
    "for=[2001:db8::1]", "for=\"2001:db8::1\"", "for=\"203.0.113.9", "for=\"203.0.113.9\\",
    "for=203.0.113.9;for=198.51.100.1", "for=203.0.113.9 proto=https", "for=\"203.0.113.9\"x",
    "x=\", for=203.0.113.9", "for=203.0.113.9;proto=ftp;x=@",
  ])
  func malformedStandardFieldLeavesTheProxys(_ value: String) throws {
    let read = try forwarding(("Forwarded", value))
    #expect(read.address.description == "10.0.0.1" && read.malformed == "Forwarded" && read.isSecure != true)
    // The next proxy's own line is not touched by it.
    let next = try forwarding(("Forwarded", value), ("Forwarded", "for=203.0.113.9;proto=https"))
    #expect(next.address.description == "203.0.113.9" && next.isSecure == true && next.malformed == nil)
  }

  @Test func standardFieldCountsOnlyWithoutTheOthers() throws {
    let standard = ("Forwarded", "for=198.51.100.1;proto=https")
    #expect(try forwarding(standard, ("X-Forwarded-For", "203.0.113.9")).address.description == "203.0.113.9")
    #expect(try forwarding(standard, ("X-Forwarded-For", "203.0.113.9")).isSecure == nil)
    #expect(try forwarding(standard, ("X-Forwarded-Proto", "http")).address.description == "10.0.0.1")
  }

  @Test func clientIsFoundHoweverItsProxiesWriteIt() throws {
    var random = SeededGenerator(seed: 43)
    for _ in 0..<5_000 {
      let chain = random.chain()
      let old = try forwarding(lines: random.oldLines(chain), "X-Forwarded-For")
      #expect(old.address == chain.client && old.malformed == nil, "\(chain)")
      let standard = try forwarding(lines: random.standardLines(chain), "Forwarded")
      #expect(standard.address == chain.client && standard.malformed == nil, "\(chain)")
      #expect(standard.isSecure == chain.isSecure, "\(chain)")
    }
  }

  @Test func noiseNeverReachesBehindTheProxysOwnElement() throws {
    var random = SeededGenerator(seed: 47)
    let spice = Array(",;=\"\\[]:_ \tfor1239.unkw".utf8)
    for _ in 0..<5_000 {
      let noise = String(
        decoding: (0..<Int.random(in: 0...40, using: &random)).map { _ in
          spice[Int.random(in: 0..<spice.count, using: &random)]
        }, as: UTF8.self)
      #expect(
        try forwarding(("X-Forwarded-For", noise + ",203.0.113.9")).address.description == "203.0.113.9")
      let standard = try forwarding(("Forwarded", noise), ("Forwarded", "for=203.0.113.9"))
      #expect(standard.address.description == "203.0.113.9")
      // Alone, it may name any address, or none.
      _ = try forwarding(("X-Forwarded-For", noise), ("X-Forwarded-Proto", noise))
      _ = try forwarding(("Forwarded", noise))
    }
  }

  private func forwarding(lines: [String], _ name: String) throws -> Forwarding {
    var headers = HTTPFields()
    for line in lines { headers.append(name, line) }
    return Forwarding(headers, peer: try #require(IPAddress("10.0.0.1")), proxies: Self.proxies)
  }
}

/// A request's way: who made it, through which trusted proxies, and what a stranger put in front of the lists.
private struct Chain {
  let client: IPAddress
  let isSecure: Bool
  let proxies: [IPAddress]
  let forged: [String]
}

extension SeededGenerator {
  fileprivate mutating func chain() -> Chain {
    let proxies = (0..<Int.random(in: 0...3, using: &self)).map { _ in address(isTrusted: true) }
    let forged = (0..<Int.random(in: 0...2, using: &self)).map { _ in
      "\(address(isTrusted: .random(using: &self)))"
    }
    return Chain(
      client: address(isTrusted: false), isSecure: .random(using: &self), proxies: proxies, forged: forged)
  }

  private mutating func address(isTrusted: Bool) -> IPAddress {
    let numbers = (0..<3).map { _ in Int.random(in: 0...255, using: &self) }
    let isIPv4 = Bool.random(using: &self)
    let text =
      isIPv4
      ? (isTrusted ? "10" : "203") + ".\(numbers[0]).\(numbers[1]).\(numbers[2])"
      : (isTrusted ? "fd00" : "2001")
        + "::\(String(numbers[0], radix: 16)):\(String(numbers[1], radix: 16)):1"
    guard let address = IPAddress(text) else { preconditionFailure(text) }
    return address
  }

  fileprivate mutating func oldLines(_ chain: Chain) -> [String] {
    lines(
      chain.forged
        + ([chain.client] + chain.proxies).map { address in
          let port = Bool.random(using: &self) ? ":\(Int.random(in: 0...65_535, using: &self))" : ""
          if address.isIPv4 { return "\(address)\(port)" }
          return port.isEmpty && .random(using: &self) ? "\(address)" : "[\(address)]\(port)"
        })
  }

  fileprivate mutating func standardLines(_ chain: Chain) -> [String] {
    let forged = chain.forged.map { "for=\"\($0)x\"" }
    let hops = ([chain.client] + chain.proxies).enumerated().map { place, address in
      let isSecure = place == 0 ? chain.isSecure : Bool.random(using: &self)
      var pairs = [
        "\(cased("for"))=\(node(address))", "\(cased("proto"))=\(quoted(isSecure ? "https" : "http"))",
      ]
      if .random(using: &self) { pairs.append("by=\(quoted("_a.b-c"))") }
      if .random(using: &self) { pairs.append("ext=\"a\\\"b, for=1.2.3.4; c\"") }
      pairs.shuffle(using: &self)
      return pairs.joined(separator: Bool.random(using: &self) ? ";" : " ; ")
    }
    return lines(forged + hops)
  }

  private mutating func node(_ address: IPAddress) -> String {
    let port = Bool.random(using: &self) ? [":1", ":65535", ":_x"].randomElement(using: &self) ?? "" : ""
    if !address.isIPv4 { return "\"[\(address)]\(port)\"" }
    return port.isEmpty ? quoted("\(address)") : "\"\(address)\(port)\""
  }

  private mutating func quoted(_ text: String) -> String {
    switch Int.random(in: 0..<3, using: &self) {
    case 0: text
    case 1: "\"\(text)\""
    default: "\"" + text.map { "\\\($0)" }.joined() + "\""
    }
  }

  private mutating func cased(_ text: String) -> String {
    Bool.random(using: &self) ? text : text.uppercased()
  }

  /// The elements in one line or several, with blanks and empty elements as they may come.
  private mutating func lines(_ elements: [String]) -> [String] {
    var lines = [""]
    for element in elements {
      if Int.random(in: 0..<4, using: &self) == 0 { lines.append("") }
      let separator = [",", ", ", " ,\t", ",, "].randomElement(using: &self) ?? ","
      lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : separator) + element
    }
    return lines
  }
}
