/// Where a request came from, and how, as the proxies tell that it came through.
///
/// Each proxy adds to what it was sent, which a stranger may have written: so the lists are read from their ends, and
/// only as far as trusted proxies have written them.
struct Forwarding: Equatable {
  /// The last address that a trusted proxy vouches for: the client's, or where what follows cannot be read, the
  /// proxy's that passed it on.
  private(set) var address: IPAddress
  /// Whether the client came over https or http; nil if nobody says. What cannot be understood counts as http: nobody
  /// must sign in by it.
  private(set) var isSecure: Bool?
  /// The field that could not be read.
  private(set) var malformed: String?

  /// Reads the fields of a request that came from a trusted proxy. `Forwarded` counts only without the others: who
  /// writes those passes it on as it came.
  init(_ fields: HTTPFields, peer: IPAddress, proxies: [IPNetwork]) {
    address = peer
    let nodes = Forwarding.elements(fields, Forwarding.addressField)
    let saysScheme = !fields.all(Forwarding.schemeField).isEmpty
    if nodes.isEmpty, !saysScheme {
      read(fields.all(Forwarding.standardField), proxies)
    } else {
      let writer = read(nodes, proxies)
      guard saysScheme else { return }
      read(Forwarding.elements(fields, Forwarding.schemeField), of: writer, in: nodes.count)
    }
  }

  private static let addressField = "X-Forwarded-For"
  private static let schemeField = "X-Forwarded-Proto"
  private static let standardField = "Forwarded"

  /// All lines of a field are one list; empty elements are none (RFC 9110, 5.3 and 5.6.1).
  private static func elements(_ fields: HTTPFields, _ name: String) -> [Substring] {
    fields.all(name).flatMap { $0.split(separator: ",") }.map { element in
      let start = element.utf8.firstIndex { !$0.isBlank } ?? element.endIndex
      let end = element.utf8.lastIndex { !$0.isBlank }.map { element.utf8.index(after: $0) }
      return element[start..<(end ?? start)]
    }.filter { !$0.isEmpty }
  }

  /// Reads addresses; the index of the last one looked at, the first that no stranger can have written.
  private mutating func read(_ nodes: [Substring], _ proxies: [IPNetwork]) -> Int {
    for index in nodes.indices.reversed() {
      guard let node = ForwardedNode(nodes[index], isStandard: false) else {
        malformed = Forwarding.addressField
        return index
      }
      guard pass(node, proxies) else { return index }
    }
    return 0
  }

  /// One scheme may be said for each address: then it is the client's that counts. Otherwise it is the last, which
  /// the peer itself has written.
  private mutating func read(_ schemes: [Substring], of index: Int, in nodes: Int) {
    let fits = schemes.count == nodes || schemes.count == 1
    let scheme = schemes.count == nodes && !schemes.isEmpty ? schemes[index] : schemes.last
    let isSecure = scheme.flatMap { Forwarding.isSecure($0) }
    self.isSecure = isSecure ?? false
    if isSecure == nil || isSecure == false && !fits { malformed = Forwarding.schemeField }
  }

  /// RFC 7239, 4: a line is read whole or not at all.
  private mutating func read(_ lines: [String], _ proxies: [IPNetwork]) {
    for line in lines.reversed() {
      guard let elements = ForwardedElement.list(line) else {
        malformed = Forwarding.standardField
        isSecure = false
        return
      }
      for element in elements.reversed() {
        isSecure = element.scheme.map { Forwarding.isSecure($0) ?? false }
        if let scheme = element.scheme, Forwarding.isSecure(scheme) == nil {
          malformed = Forwarding.standardField
        }
        guard let node = element.node else {
          malformed = Forwarding.standardField
          return
        }
        guard pass(node, proxies) else { return }
      }
    }
  }

  /// Notes an address; whether it is a trusted proxy's, so that what it has written counts too.
  private mutating func pass(_ node: ForwardedNode, _ proxies: [IPNetwork]) -> Bool {
    guard case .address(let address) = node else { return false }
    self.address = address
    return proxies.contains(address)
  }

  private static func isSecure(_ scheme: some StringProtocol) -> Bool? {
    switch scheme.lowercased() {
    case "https": true
    case "http": false
    default: nil
    }
  }
}

/// One hop of a request, as its proxy names it (RFC 7239, 6).
enum ForwardedNode: Equatable {
  case address(IPAddress)
  /// The proxy does not know or does not tell.
  case hidden

  /// Reads an address with or without port, `unknown` or `_name`; IPv6 in brackets, without them only where no
  /// standard rules and no port follows.
  init?(_ text: some StringProtocol, isStandard: Bool) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    if text.hasPrefix("[") {
      guard let end = text.firstIndex(of: "]") else { return nil }
      let inner = text[text.index(after: text.startIndex)..<end]
      let rest = text[text.index(after: end)...]
      guard inner.contains(":"), rest.isEmpty || rest.first == ":" && ForwardedNode.isPort(rest.dropFirst()),
        let address = IPAddress(String(inner))
      else { return nil }
      self = .address(address)
    } else if parts.count > 2 {
      guard !isStandard, let address = IPAddress(String(text)) else { return nil }
      self = .address(address)
    } else {
      guard let name = parts.first, parts.count == 1 || ForwardedNode.isPort(parts[1]) else { return nil }
      if let address = IPAddress(String(name)) {
        self = .address(address)
      } else if name.lowercased() == "unknown" || ForwardedNode.isObfuscated(name) {
        self = .hidden
      } else {
        return nil
      }
    }
  }

  private static func isPort(_ text: some StringProtocol) -> Bool {
    if isObfuscated(text) { return true }
    guard (1...5).contains(text.utf8.count), text.utf8.allSatisfy({ $0.digit != nil }) else { return false }
    return UInt16(text) != nil
  }

  /// RFC 7239, 6.3.
  private static func isObfuscated(_ text: some StringProtocol) -> Bool {
    text.utf8.count > 1 && text.hasPrefix("_")
      && text.utf8.allSatisfy {
        $0.digit != nil || (0x61...0x7A).contains($0.lowercased) || [0x2D, 0x2E, 0x5F].contains($0)
      }
  }
}
