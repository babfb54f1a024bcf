import Glibc

@testable import HTTPServer

/// A socket as a service manager hands it over, or one that it should not.
final class HandedSocket: Sendable {
  let descriptor: Int32

  /// Bound to a free port of loopback; blocking, as it comes from whoever does not care.
  init(_ kind: __socket_type = SOCK_STREAM, listens: Bool = true) throws(ClientError) {
    descriptor = socket(AF_INET, Int32(kind.rawValue), 0)
    guard descriptor >= 0 else { throw ClientError(call: "socket", errno: errno) }
    guard let address = ListenAddress("127.0.0.1:0"),
      address.withSocketAddress({ bind(descriptor, $0, $1) }) == 0
    else { throw ClientError(call: "bind", errno: errno) }
    if listens, listen(descriptor, 4_096) != 0 { throw ClientError(call: "listen", errno: errno) }
  }

  deinit { close(descriptor) }

  var address: ListenAddress? { Listener(descriptor: descriptor, isShared: true).name }

  var listening: Listening { Listening(.inherited(descriptor: descriptor)) }
}
