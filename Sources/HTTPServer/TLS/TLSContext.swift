import COpenSSL
import Certificates

/// Sets OpenSSL up as the server speaks TLS.
enum TLSContext {
  /// AEAD and forward secrecy only; those that phones compute fast come first. Version 1.3 has none but such.
  private static let ciphers = """
    ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:\
    ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305
    """
  private static let groups = "X25519:P-256:P-384"
  /// A client that prefers ChaCha20 has no hardware for AES.
  private static let options =
    copenssl_server_preference | copenssl_prioritize_chacha | copenssl_no_renegotiation
    | copenssl_no_compression
  /// Without buffers while nothing comes or goes: that is what most connections do most of the time.
  private static let mode =
    SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER
    | SSL_MODE_NO_AUTO_CHAIN
  /// Clients resume by tickets only with whom they got them from.
  private static let sessionContext = Array("asyncd".utf8)

  /// A context for identities of the same names; the caller frees it.
  static func make(for identities: [Identity]) throws(CertificateError) -> OpaquePointer {
    OpenSSLReason.clear()
    guard let context = SSL_CTX_new(TLS_server_method()) else {
      throw CertificateError("OpenSSL: out of memory")
    }
    do throws(CertificateError) {
      guard setUp(context) else {
        throw CertificateError("OpenSSL: \(OpenSSLReason.text ?? "cannot be set up")")
      }
      for identity in identities { try add(identity, to: context) }
      return context
    } catch {
      SSL_CTX_free(context)
      throw error
    }
  }

  private static func setUp(_ context: OpaquePointer) -> Bool {
    SSL_CTX_set_options(context, options)
    copenssl_set_mode(context, Int(mode))
    // Tickets need no memory here; one is enough for who comes back one connection at a time.
    copenssl_set_session_cache(context, Int(SSL_SESS_CACHE_OFF))
    SSL_CTX_set_timeout(context, TicketKeys.lifetime)
    return copenssl_set_minimum_version(context, TLS1_2_VERSION) == 1
      // Whatever openssl.cnf of the machine says.
      && copenssl_set_maximum_version(context, 0) == 1
      && SSL_CTX_set_num_tickets(context, 1) == 1
      && SSL_CTX_set_session_id_context(context, sessionContext, UInt32(sessionContext.count)) == 1
      && SSL_CTX_set_cipher_list(context, ciphers) == 1
      && copenssl_set_groups(context, groups) == 1
  }

  private static func add(_ identity: Identity, to context: OpaquePointer) throws(CertificateError) {
    let others = OPENSSL_sk_new_null()
    defer { OPENSSL_sk_free(others) }
    for certificate in identity.chain.dropFirst() where !certificate.isSelfIssued {
      OPENSSL_sk_push(others, UnsafeRawPointer(certificate.pointer))
    }
    let isAdded = SSL_CTX_use_cert_and_key(
      context, identity.certificate.pointer, identity.key.pointer, others, 1)
    guard isAdded == 1 else {
      throw CertificateError("\(identity.files.chain): cannot be used: \(OpenSSLReason.text ?? "refused")")
    }
  }

  /// Has OpenSSL ask `owner`, a `TLSContexts` that outlives all connections.
  static func setCallbacks(_ context: OpaquePointer, owner: UnsafeMutableRawPointer) {
    SSL_CTX_set_ex_data(context, 0, owner)
    copenssl_set_server_name_callback(context, chooseByName, owner)
    SSL_CTX_set_alpn_select_cb(context, chooseProtocol, nil)
    SSL_CTX_set_tlsext_ticket_key_evp_cb(context, protectTicket)
  }

  private static let chooseByName:
    @convention(c) (
      OpaquePointer?, UnsafeMutablePointer<Int32>?, UnsafeMutableRawPointer?
    ) -> Int32 = { session, _, owner in
      guard let owner, let name = SSL_get_servername(session, TLSEXT_NAMETYPE_host_name) else {
        return SSL_TLSEXT_ERR_NOACK
      }
      let contexts = Unmanaged<TLSContexts>.fromOpaque(owner).takeUnretainedValue()
      guard let context = contexts.context(for: String(cString: name)) else { return SSL_TLSEXT_ERR_NOACK }
      SSL_set_SSL_CTX(session, context)
      return SSL_TLSEXT_ERR_OK
    }

  /// HTTP/1.1 or nothing (RFC 7301, 3.2): who offers only others must not be answered in a language of our choice.
  private static let chooseProtocol:
    @convention(c) (
      OpaquePointer?, UnsafeMutablePointer<UnsafePointer<UInt8>?>?, UnsafeMutablePointer<UInt8>?,
      UnsafePointer<UInt8>?, UInt32, UnsafeMutableRawPointer?
    ) -> Int32 = { _, chosen, chosenLength, offered, length, _ in
      let offers = UnsafeBufferPointer(start: offered, count: Int(length))
      var start = 0
      while start < offers.count {
        let end = start + 1 + Int(offers[start])
        guard end <= offers.count else { break }
        if offers[(start + 1)..<end].elementsEqual("http/1.1".utf8) {
          chosen?.pointee = offered.map { $0 + start + 1 }
          chosenLength?.pointee = offers[start]
          return SSL_TLSEXT_ERR_OK
        }
        start = end
      }
      return SSL_TLSEXT_ERR_ALERT_FATAL
    }

  private static let protectTicket:
    @convention(c) (
      OpaquePointer?, UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<UInt8>?, OpaquePointer?,
      OpaquePointer?, Int32
    ) -> Int32 = { session, name, vector, cipher, mac, isNew in
      guard let name, let vector, let owner = SSL_CTX_get_ex_data(SSL_get_SSL_CTX(session), 0) else {
        return -1
      }
      let keys = Unmanaged<TLSContexts>.fromOpaque(owner).takeUnretainedValue().keys
      return isNew == 1
        ? keys.protect(name: name, vector: vector, cipher: cipher, mac: mac)
        : keys.open(name: name, vector: vector, cipher: cipher, mac: mac)
    }
}
