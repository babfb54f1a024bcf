import COpenSSL
import Certificates
import Glibc

/// A TCP socket with TLS above it.
///
/// A read takes one whole record, as the buffer of a loop has room for it and OpenSSL reads no further ahead: only
/// `peek` leaves something inside OpenSSL that epoll does not know of.
struct TLSTransport: Transport {
  let descriptor: Int32
  private(set) var isHandshaking = true
  /// Whether OpenSSL has given up on the connection; it must not be asked to say goodbye then.
  private var isBroken = false
  /// Whether the peer has still to be told that the output has ended.
  private var owesEnd = false
  /// Reads in a row that brought no application data.
  private var idleReads = 0
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

  /// Eight records: a handshake's flight with room to spare. Others have their turn then.
  private static let readsAtOnce = 16
  /// More than any peer needs that means well: keys change once in a million records. Each read is work for us, and
  /// costs the peer next to nothing.
  private static let mostIdleReads = 1_000

  var isEncrypted: Bool { true }

  var holdsInput: Bool { SSL_pending(session) > 0 || SSL_get_shutdown(session) & SSL_RECEIVED_SHUTDOWN != 0 }

  mutating func handshake() -> HandshakeResult {
    begin()
    // OpenSSL itself knows but a few methods.
    if SSL_in_before(session) == 1 {
      var first: UInt8 = 0
      let count = recv(descriptor, &first, 1, Int32(MSG_PEEK))
      if count < 0, errno == EAGAIN { return .wantsInput }
      if count == 1, (0x41...0x5A).contains(first) {
        SSL_free(session)
        return .plainHTTP
      }
    }
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
      return .failed(reason: OpenSSLReason.text ?? "the peer closed the connection")
    }
  }

  mutating func read(into buffer: inout [UInt8]) -> ReadResult {
    if owesEnd, case .wouldBlock = sayEnd() { return .wantsOutput }
    begin()
    return came(buffer.withUnsafeMutableBytes { SSL_read(session, $0.baseAddress, Int32($0.count)) })
  }

  mutating func peek() -> ReadResult {
    begin()
    var byte: UInt8 = 0
    return came(SSL_peek(session, &byte, 1))
  }

  /// What came of reading.
  private mutating func came(_ count: Int32) -> ReadResult {
    if count > 0 {
      idleReads = 0
      return .bytes(Int(count))
    }
    idleReads += 1
    switch SSL_get_error(session, count) {
    case SSL_ERROR_WANT_READ where idleReads < TLSTransport.mostIdleReads: return .wouldBlock
    case SSL_ERROR_WANT_WRITE: return .wantsOutput
    case SSL_ERROR_ZERO_RETURN: return .ended
    default:
      isBroken = true
      return .failed
    }
  }

  mutating func write(_ bytes: [UInt8], from start: Int) -> WriteResult {
    begin()
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

  /// Readies OpenSSL for a call.
  private func begin() {
    OpenSSLReason.clear()
    SocketBIO.allow(TLSTransport.readsAtOnce, SSL_get_rbio(session))
  }

  private func free() {
    SSL_free(session)
    _ = Glibc.close(descriptor)
  }

  /// Sends close_notify (RFC 8446, 6.1) and ends TCP's output behind it.
  private mutating func sayEnd() -> WriteResult {
    begin()
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
