/// An IP address and a port, written `127.0.0.1:8080` or `[::1]:8080`.
public struct ListenAddress: Hashable, Sendable {
  let address: IPAddress
  /// The port; 0 lets the system choose.
  public let port: UInt16

  /// Reads `127.0.0.1:8080`, `[::1]:8080` or `localhost:8080`; nil for anything else, names of other hosts included.
  public init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
      return nil
    }
    let host = text[..<colon]
    let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
    let name = isBracketed ? String(host.dropFirst().dropLast()) : String(host)
    guard let address = IPAddress(name == "localhost" ? "127.0.0.1" : name), address.isIPv4 != isBracketed
    else {
      return nil
    }
    self.init(address: address, port: port)
  }

  init(address: IPAddress, port: UInt16) {
    self.address = address
    self.port = port
  }

  /// The address in its canonical form, without brackets.
  public var host: String { address.description }
}

extension ListenAddress: CustomStringConvertible {
  /// As it is read.
  public var description: String { address.isIPv4 ? "\(host):\(port)" : "[\(host)]:\(port)" }
}
