import Glibc

@testable import HTTPServer

/// A peer on a blocking socket, which sends any bytes it is told to. Never used on the cooperative pool.
final class Client {
  private let descriptor: Int32
  private var isOpen = true
  private var received: [UInt8] = []

  /// Connects; with a small receive buffer, the server soon finds that it cannot send.
  init(_ address: ListenAddress, receiveBuffer: Int32? = nil) throws(ClientError) {
    descriptor = socket(address.address.isIPv4 ? AF_INET : AF_INET6, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw ClientError(call: "socket", errno: errno) }
    var time = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    var on: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    if var size = receiveBuffer {
      setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }
    guard address.withSocketAddress({ connect(descriptor, $0, $1) }) == 0 else {
      throw ClientError(call: "connect", errno: errno)
    }
  }

  deinit { close() }

  /// Sends all of it; false if the server has closed.
  @discardableResult
  func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  /// Sends all of it; false if the server has closed.
  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// Shuts down the sending side.
  func endOutput() { shutdown(descriptor, Int32(SHUT_WR)) }

  func close() {
    if isOpen { _ = Glibc.close(descriptor) }
    isOpen = false
  }

  /// Closes with a reset.
  func reset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    close()
  }

  /// Is gone for the server, without a word: nothing reaches it any more, so that it answers nothing.
  func vanish() throws(ClientError) {
    // What is not acknowledged yet would be sent again, and look like life.
    var left: Int32 = 1
    while left > 0 {
      guard ioctl(descriptor, UInt(TIOCOUTQ), &left) == 0 else {
        throw ClientError(call: "ioctl", errno: errno)
      }
    }
    // A socket filter of one instruction, "accept 0 bytes" (bpf(4)); any process may set it on its own socket.
    var drop: UInt64 = 0x06
    let result = withUnsafeMutablePointer(to: &drop) { instructions in
      var program = SocketFilter(count: 1, instructions: instructions)
      return setsockopt(
        descriptor, SOL_SOCKET, SO_ATTACH_FILTER, &program, socklen_t(MemoryLayout<SocketFilter>.size))
    }
    guard result == 0 else { throw ClientError(call: "setsockopt", errno: errno) }
  }

  /// Is there again.
  func reappear() {
    var none: Int32 = 0
    setsockopt(descriptor, SOL_SOCKET, SO_DETACH_FILTER, &none, socklen_t(MemoryLayout<Int32>.size))
  }

  /// `struct sock_fprog`.
  private struct SocketFilter {
    let count: UInt16
    let instructions: UnsafeMutablePointer<UInt64>
  }

  /// Waits until the server has reset the connection, without reading.
  func waitForReset() -> Bool {
    var entry = pollfd(fd: descriptor, events: 0, revents: 0)
    return poll(&entry, 1, 20_000) == 1 && Int32(entry.revents) & Int32(POLLERR | POLLHUP) != 0
  }

  /// The next answer; nil if the connection ended or 20 seconds passed before it was whole.
  func answer(isHead: Bool = false) -> Answer? {
    while true {
      if let (answer, count) = Answer.parse(received, isHead: isHead) {
        received.removeFirst(count)
        return answer
      }
      guard receive() else { return nil }
    }
  }

  /// Whatever else comes until the server closes; nil if it does not within 20 seconds or resets.
  func rest() -> [UInt8]? {
    while receive() {}
    defer { received = [] }
    return ended ? received : nil
  }

  private var ended = false

  private func receive() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    if count > 0 { received += buffer[..<count] }
    ended = count == 0
    return count > 0
  }
}

/// A failed system call of a client.
struct ClientError: Error {
  let call: String
  let errno: Int32
}
