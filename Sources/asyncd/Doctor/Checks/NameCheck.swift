import Foundation
import Glibc
import HTTPServer

/// Whether phones find the server's name, and an address behind it that they can reach.
struct NameCheck: Check {
  struct Name: Sendable {
    let host: String
    /// Whether phones need it; otherwise it spares users typing.
    let isRequired: Bool
    let addresses: [String]
  }

  let names: [Name]

  /// Networks that nobody on the internet reaches. RFC 6890.
  private static let closed = [
    "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "::1",
    "fc00::/7", "fe80::/10",
  ].compactMap { IPNetwork($0) }

  init(names: [Name]) { self.names = names }

  init(_ patient: Patient) {
    let others = patient.autodiscoverHosts.map { ($0, false) }
    names = ([(patient.host, true)] + others).map { host, isRequired in
      Name(host: host, isRequired: isRequired, addresses: Resolver.addresses(of: host))
    }
  }

  var findings: [Finding] { names.map(finding) }

  private func finding(_ name: Name) -> Finding {
    guard !name.addresses.isEmpty else {
      return name.isRequired
        ? .wrong(
          "names", "\(name.host) has no address", mend: "make an A or AAAA record, or correct publicURL")
        : .warning(
          "names", "\(name.host) has no address, so phones ask users for the server",
          mend: "make a CNAME record that leads to publicURL's host, if the domain is yours")
    }
    let list = name.addresses.joined(separator: ", ")
    let isClosed = name.addresses.contains { text in
      IPAddress(text).map { address in Self.closed.contains { $0.contains(address) } } ?? false
    }
    guard isClosed else { return .ok("names", "\(name.host) is \(list)") }
    return .warning(
      "names", "\(name.host) is \(list), which phones reach in the same network only",
      mend: "let it lead to the server's public address; on the server itself look for it in /etc/hosts")
  }
}

/// Asks the system what a name's addresses are.
enum Resolver {
  static func addresses(of host: String) -> [String] {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    // A literal IPv6 address stands in brackets in a URL.
    let name = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    guard getaddrinfo(name, nil, &hints, &list) == 0 else { return [] }
    defer { freeaddrinfo(list) }
    var addresses: [String] = []
    var next = list
    while let entry = next {
      if let text = text(of: entry.pointee), !addresses.contains(text) { addresses.append(text) }
      next = entry.pointee.ai_next
    }
    return addresses
  }

  private static func text(of entry: addrinfo) -> String? {
    var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    let code = getnameinfo(
      entry.ai_addr, entry.ai_addrlen, &name, socklen_t(name.count), nil, 0, NI_NUMERICHOST)
    guard code == 0 else { return nil }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
