import Glibc

extension Listener {
  /// Duplicates a socket that somebody else opened and keeps, one per loop; it listens on when all of them are closed.
  static func inherit(_ descriptor: Int32, _ count: Int) throws(HTTPServerError) -> (
    listeners: [Listener], bound: ListenAddress
  ) {
    if let problem = problem(descriptor) { throw .inherited(descriptor: descriptor, problem: problem) }
    guard let bound = Listener(descriptor: descriptor, isShared: true).name else {
      throw .system(call: "getsockname", errno: errno)
    }
    // A loop that finds that another one was faster must not wait in accept. All duplicates share the flag.
    let flags = fcntl(descriptor, F_GETFL)
    guard flags >= 0, fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0 else {
      throw .system(call: "fcntl", errno: errno)
    }
    var listeners: [Listener] = []
    for _ in 0..<count {
      let duplicate = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
      guard duplicate >= 0 else {
        let error = errno
        for listener in listeners { listener.close() }
        throw .system(call: "fcntl", errno: error)
      }
      listeners.append(Listener(descriptor: duplicate, isShared: true))
    }
    return (listeners, bound)
  }

  /// Why no connections can be taken from a descriptor; nil if they can.
  private static func problem(_ descriptor: Int32) -> String? {
    guard fcntl(descriptor, F_GETFD) >= 0 else { return "it is not open" }
    guard let kind = option(SO_TYPE, descriptor) else { return "it is no socket" }
    let family = option(SO_DOMAIN, descriptor)
    guard family == AF_INET || family == AF_INET6, kind == SOCK_STREAM.rawValue,
      option(SO_PROTOCOL, descriptor) == Int32(IPPROTO_TCP)
    else { return "it is no TCP socket" }
    guard option(SO_ACCEPTCONN, descriptor) == 1 else { return "it does not listen" }
    return nil
  }

  private static func option(_ name: Int32, _ descriptor: Int32) -> Int32? {
    var value: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    return getsockopt(descriptor, SOL_SOCKET, name, &value, &length) == 0 ? value : nil
  }
}
