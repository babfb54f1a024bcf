import Glibc

@testable import HTTPServer

/// A peer on a blocking socket, which sends any bytes it is told to. Never used on the cooperative pool.
final class Client: Peer {
  private let descriptor: Int32
  private var isOpen = true
  var received: [UInt8] = []
  private(set) var ended = false

  /// Connects; with a small receive buffer, the server soon finds that it cannot send.
  init(_ address: ListenAddress, receiveBuffer: Int32? = nil) throws(ClientError) {
    descriptor = try connectedSocket(address, receiveBuffer: receiveBuffer)
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
    return poll(&entry, 1, Int32(patience) * 1000) == 1
      && Int32(entry.revents) & Int32(POLLERR | POLLHUP) != 0
  }

  func receive() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    if count > 0 { received += buffer[..<count] }
    ended = count == 0
    return count > 0
  }
}
