import Glibc

@testable import HTTPServer

/// For how many seconds a test waits for what must come, on a machine that does much else.
let patience = 120

/// The other side of a connection, which waits for what comes. Never used on the cooperative pool.
protocol Peer: AnyObject {
  /// What came and was not asked for yet.
  var received: [UInt8] { get set }
  /// Whether the server has said that it sends no more.
  var ended: Bool { get }
  /// Waits for more; false if there is none.
  func receive() -> Bool
}

extension Peer {
  /// The next answer; nil if the connection ended or ``patience`` passed before it was whole.
  func answer(isHead: Bool = false) -> Answer? {
    while true {
      if let (answer, count) = Answer.parse(received, isHead: isHead) {
        received.removeFirst(count)
        return answer
      }
      guard receive() else { return nil }
    }
  }

  /// Whatever else comes until the server says that it sends no more; nil if it does not within ``patience``, or goes
  /// without a word.
  func rest() -> [UInt8]? {
    while receive() {}
    defer { received = [] }
    return ended ? received : nil
  }
}

/// A failed system call of a peer.
struct ClientError: Error {
  let call: String
  let errno: Int32
}

/// Connects a blocking socket whose calls take ``patience`` at the most; with a small receive buffer, the server soon
/// finds that it cannot send.
func connectedSocket(_ address: ListenAddress, receiveBuffer: Int32?) throws(ClientError) -> Int32 {
  let descriptor = socket(address.address.isIPv4 ? AF_INET : AF_INET6, Int32(SOCK_STREAM.rawValue), 0)
  guard descriptor >= 0 else { throw ClientError(call: "socket", errno: errno) }
  var time = timeval(tv_sec: patience, tv_usec: 0)
  setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
  setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
  var on: Int32 = 1
  setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
  if var size = receiveBuffer {
    setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
  }
  guard address.withSocketAddress({ connect(descriptor, $0, $1) }) == 0 else {
    let error = ClientError(call: "connect", errno: errno)
    close(descriptor)
    throw error
  }
  return descriptor
}
