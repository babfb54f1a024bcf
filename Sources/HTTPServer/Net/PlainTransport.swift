import Glibc

/// A TCP socket as it is.
struct PlainTransport: Transport {
  let descriptor: Int32
  var isEncrypted: Bool { false }
  var isHandshaking: Bool { false }
  var holdsInput: Bool { false }

  mutating func handshake() -> HandshakeResult { .done }

  mutating func read(into buffer: inout [UInt8]) -> ReadResult {
    buffer.withUnsafeMutableBytes { receive($0, flags: 0) }
  }

  mutating func peek() -> ReadResult {
    withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { receive($0, flags: Int32(MSG_PEEK)) }
  }

  private func receive(_ buffer: UnsafeMutableRawBufferPointer, flags: Int32) -> ReadResult {
    while true {
      let count = recv(descriptor, buffer.baseAddress, buffer.count, flags)
      if count > 0 { return .bytes(count) }
      if count == 0 { return .ended }
      if errno == EAGAIN { return .wouldBlock }
      guard errno == EINTR else { return .failed }
    }
  }

  mutating func write(_ bytes: [UInt8], from start: Int) -> WriteResult {
    while true {
      let count = bytes.withUnsafeBytes {
        let rest = $0[start...]
        // Without SIGPIPE, which would end the process.
        return send(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count,
          Int32(MSG_NOSIGNAL))
      }
      if count >= 0 { return .bytes(count) }
      if errno == EAGAIN { return .wouldBlock }
      guard errno == EINTR else { return .failed }
    }
  }

  mutating func endOutput() { _ = shutdown(descriptor, Int32(SHUT_WR)) }

  mutating func close() { _ = Glibc.close(descriptor) }

  mutating func abort() {
    var option = linger(l_onoff: 1, l_linger: 0)
    _ = setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    close()
  }
}
