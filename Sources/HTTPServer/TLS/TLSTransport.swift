import COpenSSL
import Certificates
import Glibc

/// A TCP socket with TLS above it.
///
/// A read takes one whole record, as the buffer of a loop has room for it and OpenSSL reads no further ahead: nothing
/// stays decrypted inside OpenSSL that epoll would not know of.
struct TLSTransport: Transport {
  let descriptor: Int32
  private(set) var isHandshaking = true
  /// Whether OpenSSL has given up on the connection; it must not be asked to say goodbye then.
  private var isBroken = false
  /// Whether the peer has still to be told that the output has ended.
  private var owesEnd = false
  private let session: OpaquePointer
  /// Kept as long as the session, whose callbacks look into it.
  private let contexts: TLSContexts

  /// Encrypts a connection's socket; nil if there is no memory.
  init?(_ descriptor: Int32, _ service: TLSService) {
    contexts = service.current
    self.descriptor = descriptor
    guard let session = contexts.makeSession() else { return nil }
    guard let bio = SocketBIO.make(descriptor) else {
      SSL_free(session)
      return nil
    }
    SSL_set_bio(session, bio, bio)
    SSL_set_accept_state(session)
    self.session = session
  }

  var isEncrypted: Bool { true }

  mutating func handshake() -> HandshakeResult {
    OpenSSLReason.clear()
    let result = SSL_do_handshake(session)
    if result == 1 {
      isHandshaking = false
      return .done
    }
    switch SSL_get_error(session, result) {
    case SSL_ERROR_WANT_READ: return .wantsInput
    case SSL_ERROR_WANT_WRITE: return .wantsOutput
    default:
      isBroken = true
      guard ERR_GET_REASON(ERR_peek_error()) == SSL_R_HTTP_REQUEST else {
        return .failed(reason: OpenSSLReason.text ?? "the peer closed the connection")
      }
      SSL_free(session)
      return .plainHTTP
    }
  }

  mutating func read(into buffer: inout [UInt8]) -> ReadResult {
    if owesEnd, case .wouldBlock = sayEnd() { return .wantsOutput }
    OpenSSLReason.clear()
    let count = buffer.withUnsafeMutableBytes { SSL_read(session, $0.baseAddress, Int32($0.count)) }
    if count > 0 { return .bytes(Int(count)) }
    switch SSL_get_error(session, count) {
    case SSL_ERROR_WANT_READ: return .wouldBlock
    case SSL_ERROR_WANT_WRITE: return .wantsOutput
    case SSL_ERROR_ZERO_RETURN: return .ended
    default:
      isBroken = true
      return .failed
    }
  }

  mutating func write(_ bytes: [UInt8], from start: Int) -> WriteResult {
    OpenSSLReason.clear()
    let count = bytes.withUnsafeBytes {
      let rest = UnsafeRawBufferPointer(rebasing: $0[start...])
      return SSL_write(session, rest.baseAddress, Int32(clamping: rest.count))
    }
    if count > 0 { return .bytes(Int(count)) }
    switch SSL_get_error(session, count) {
    case SSL_ERROR_WANT_READ: return .wantsInput
    case SSL_ERROR_WANT_WRITE: return .wouldBlock
    default:
      isBroken = true
      return .failed
    }
  }

  /// If the peer's window is full to the brim, the word of the end goes out with the next read or with `close`.
  mutating func endOutput() {
    owesEnd = true
    _ = sayEnd()
  }

  mutating func close() {
    if !isBroken, !isHandshaking, SSL_get_shutdown(session) & SSL_SENT_SHUTDOWN == 0 || owesEnd {
      _ = sayEnd()
    }
    free()
  }

  mutating func abort() {
    var option = linger(l_onoff: 1, l_linger: 0)
    _ = setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    free()
  }

  private func free() {
    SSL_free(session)
    _ = Glibc.close(descriptor)
  }

  /// Sends close_notify (RFC 8446, 6.1) and ends TCP's output behind it.
  private mutating func sayEnd() -> WriteResult {
    OpenSSLReason.clear()
    let result = SSL_shutdown(session)
    if result < 0 {
      guard SSL_get_error(session, result) != SSL_ERROR_WANT_WRITE else { return .wouldBlock }
      isBroken = true
    }
    owesEnd = false
    _ = shutdown(descriptor, Int32(SHUT_WR))
    return .bytes(0)
  }
}
