import COpenSSL
import Glibc

@testable import HTTPServer

/// A peer that speaks TLS on a blocking socket. Never used on the cooperative pool.
final class TLSClient: Peer {
  /// How it speaks.
  struct Options {
    var versions = TLS1_2_VERSION...TLS1_3_VERSION
    var serverName: String?
    var protocols: [String] = []
    var signatures: String?
    /// From `TLSClient.ticket` of an earlier connection.
    var ticket: Ticket?
    var receiveBuffer: Int32?
  }

  /// What a later connection resumes.
  final class Ticket {
    let session: OpaquePointer
    init(_ session: OpaquePointer) { self.session = session }
    deinit { SSL_SESSION_free(session) }
  }

  let descriptor: Int32
  let session: OpaquePointer
  private var isOpen = true
  var received: [UInt8] = []
  private(set) var ended = false

  init(_ address: ListenAddress, _ options: Options = Options()) throws(ClientError) {
    let descriptor = try connectedSocket(address, receiveBuffer: options.receiveBuffer)
    let context = SSL_CTX_new(TLS_client_method())
    defer { SSL_CTX_free(context) }
    // What we want to see refused must be possible on this side.
    SSL_CTX_set_security_level(context, 0)
    SSL_CTX_set_cipher_list(context, "ALL")
    guard let context, let session = SSL_new(context) else { throw ClientError(call: "SSL_new", errno: 0) }
    self.descriptor = descriptor
    self.session = session
    let bio = SocketBIO.make(descriptor)
    SSL_set_bio(session, bio, bio)
    SSL_set_connect_state(session)
    set(options)
  }

  deinit {
    close()
    // Otherwise OpenSSL takes what happened for an accident, after which a ticket does not count.
    SSL_set_shutdown(session, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN)
    SSL_free(session)
  }

  private func set(_ options: Options) {
    SSL_ctrl(session, SSL_CTRL_SET_MIN_PROTO_VERSION, Int(options.versions.lowerBound), nil)
    SSL_ctrl(session, SSL_CTRL_SET_MAX_PROTO_VERSION, Int(options.versions.upperBound), nil)
    if var name = options.serverName.map({ Array($0.utf8CString) }) {
      SSL_ctrl(session, SSL_CTRL_SET_TLSEXT_HOSTNAME, Int(TLSEXT_NAMETYPE_host_name), &name)
    }
    if var list = options.signatures.map({ Array($0.utf8CString) }) {
      SSL_ctrl(session, SSL_CTRL_SET_SIGALGS_LIST, 0, &list)
    }
    let offers = options.protocols.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
    if !offers.isEmpty { SSL_set_alpn_protos(session, offers, UInt32(offers.count)) }
    if let ticket = options.ticket { SSL_set_session(session, ticket.session) }
  }

  /// Whether the handshake succeeds.
  func shakeHands() -> Bool {
    ERR_clear_error()
    return SSL_do_handshake(session) == 1
  }

  /// What OpenSSL says of the last failure.
  var reason: String { ERR_reason_error_string(ERR_peek_error()).map { String(cString: $0) } ?? "" }
  var version: Int32 { SSL_version(session) }
  var cipher: String {
    SSL_CIPHER_get_name(SSL_get_current_cipher(session)).map { String(cString: $0) } ?? ""
  }
  var isResumed: Bool { SSL_session_reused(session) == 1 }

  /// What it may resume later; with version 1.3, known once something has been received.
  var ticket: Ticket? {
    guard let ticket = SSL_get1_session(session), SSL_SESSION_is_resumable(ticket) == 1 else { return nil }
    return Ticket(ticket)
  }

  /// The common name of the server's certificate.
  var peer: String? {
    guard let certificate = SSL_get0_peer_certificate(session) else { return nil }
    var text = [CChar](repeating: 0, count: 100)
    X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, &text, 100)
    return text.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } }
  }

  /// The kind of the server's key.
  var peerKey: Int32 { EVP_PKEY_get_base_id(X509_get0_pubkey(SSL_get0_peer_certificate(session))) }

  var chosenProtocol: String? {
    var text: UnsafePointer<UInt8>?
    var length: UInt32 = 0
    SSL_get0_alpn_selected(session, &text, &length)
    return length > 0
      ? String(decoding: UnsafeBufferPointer(start: text, count: Int(length)), as: UTF8.self) : nil
  }

  @discardableResult
  func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  /// Sends all of it; false if the server has closed.
  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    ERR_clear_error()
    return SSL_write(session, bytes, Int32(bytes.count)) == bytes.count
  }

  /// Sends bytes below TLS.
  func sendRaw(_ bytes: [UInt8]) { _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) }

  /// Says that it sends no more.
  func endOutput() {
    SSL_shutdown(session)
    shutdown(descriptor, Int32(SHUT_WR))
  }

  /// Shuts down the sending side without saying so in TLS.
  func truncate() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Closes the socket without a word.
  func close() {
    if isOpen { _ = Glibc.close(descriptor) }
    isOpen = false
  }

  func receive() -> Bool {
    ERR_clear_error()
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    let count = SSL_read(session, &buffer, Int32(buffer.count))
    if count > 0 { received += buffer[..<Int(count)] }
    ended = count <= 0 && SSL_get_error(session, count) == SSL_ERROR_ZERO_RETURN
    return count > 0
  }
}
