import CLinux
import Glibc

/// A listening socket.
struct Listener: Sendable {
  /// How its connections are encrypted; nil if they are not.
  var tls: TLSService?
  let descriptor: Int32
  /// Whether other loops, and whoever opened it, have the same socket.
  let isShared: Bool

  /// So many connections may wait to be accepted.
  static let backlog = 4_096

  /// Opens one per loop on the same address; the system spreads the connections over them.
  static func open(_ count: Int, at address: ListenAddress) throws(HTTPServerError) -> (
    listeners: [Listener], bound: ListenAddress
  ) {
    if address.port != 0 {
      // Sharing the port among loops would also let another server take half of our connections, and us half
      // of its: this fails if somebody listens there.
      try Listener(address, sharesPort: false).close()
    }
    var listeners: [Listener] = []
    var bound = address
    do throws(HTTPServerError) {
      for _ in 0..<count {
        let listener = try Listener(bound, sharesPort: true)
        listeners.append(listener)
        bound = listener.name ?? bound
      }
    } catch {
      for listener in listeners { listener.close() }
      throw error
    }
    return (listeners, bound)
  }

  private init(_ address: ListenAddress, sharesPort: Bool) throws(HTTPServerError) {
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    isShared = false
    descriptor = socket(address.address.isIPv4 ? AF_INET : AF_INET6, kind, 0)
    guard descriptor >= 0 else { throw .system(call: "socket", errno: errno) }
    set(SOL_SOCKET, SO_REUSEADDR)
    if sharesPort { set(SOL_SOCKET, SO_REUSEPORT) }
    if !address.address.isIPv4 { set(Int32(IPPROTO_IPV6), IPV6_V6ONLY) }
    guard bind(address), listen(descriptor, Int32(Listener.backlog)) == 0 else {
      let error = errno
      close()
      throw .listen(address, errno: error)
    }
  }

  /// Accepts one connection; the error number otherwise.
  func accept() -> Result<(descriptor: Int32, peer: IPAddress), SystemError> {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let flags = Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let accepted = withUnsafeMutablePointer(to: &storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { accept4(descriptor, $0, &length, flags) }
    }
    guard accepted >= 0 else { return .failure(SystemError(errno: errno)) }
    return .success((accepted, IPAddress(storage)))
  }

  func close() { _ = Glibc.close(descriptor) }

  private func set(_ level: Int32, _ option: Int32) {
    var on: Int32 = 1
    _ = setsockopt(descriptor, level, option, &on, socklen_t(MemoryLayout<Int32>.size))
  }

  private func bind(_ address: ListenAddress) -> Bool {
    address.withSocketAddress { Glibc.bind(descriptor, $0, $1) == 0 }
  }

  /// Where it listens.
  var name: ListenAddress? {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let result = withUnsafeMutablePointer(to: &storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
    }
    return result == 0 ? ListenAddress(storage) : nil
  }

  init(descriptor: Int32, isShared: Bool) {
    self.descriptor = descriptor
    self.isShared = isShared
  }
}

/// A failed system call's error number.
struct SystemError: Error {
  let errno: Int32
}
