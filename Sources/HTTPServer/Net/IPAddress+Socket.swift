import Glibc

extension IPAddress {
  /// The address of a socket of either family.
  init(_ storage: sockaddr_storage) {
    self = withUnsafeBytes(of: storage) { bytes in
      Int32(storage.ss_family) == AF_INET
        ? IPAddress(bytes.loadUnaligned(as: sockaddr_in.self).sin_addr)
        : IPAddress(bytes.loadUnaligned(as: sockaddr_in6.self).sin6_addr)
    }
  }
}

extension ListenAddress {
  /// The address and port of a socket of either family.
  init(_ storage: sockaddr_storage) {
    // The port lies at the same place in both families.
    let port = withUnsafeBytes(of: storage) { $0.loadUnaligned(as: sockaddr_in.self).sin_port }
    self.init(address: IPAddress(storage), port: UInt16(bigEndian: port))
  }

  /// Lends the address as system calls want it.
  func withSocketAddress<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    if address.isIPv4 {
      var name = sockaddr_in()
      name.sin_family = sa_family_t(AF_INET)
      name.sin_port = port.bigEndian
      name.sin_addr = address.ipv4
      return lend(&name, body)
    }
    var name = sockaddr_in6()
    name.sin6_family = sa_family_t(AF_INET6)
    name.sin6_port = port.bigEndian
    name.sin6_addr = address.ipv6
    return lend(&name, body)
  }

  private func lend<Name, Result>(
    _ name: inout Name, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    withUnsafePointer(to: &name) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<Name>.size)) }
    }
  }
}
