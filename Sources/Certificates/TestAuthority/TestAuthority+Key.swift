import COpenSSL

extension TestAuthority {
  /// An ECDSA key on P-256.
  final class Key {
    let pointer: OpaquePointer

    /// A new one.
    init() throws(CertificateError) {
      guard let context = EVP_PKEY_CTX_new_from_name(nil, "EC", nil) else { throw .openSSL("no new key") }
      defer { EVP_PKEY_CTX_free(context) }
      var made: OpaquePointer?
      guard EVP_PKEY_keygen_init(context) == 1, EVP_PKEY_CTX_set_group_name(context, "P-256") == 1,
        EVP_PKEY_generate(context, &made) == 1, let made
      else { throw .openSSL("no new key") }
      pointer = made
    }

    /// Reads a PEM text that stood in the file `path`.
    init(pem: [UInt8], at path: String) throws(CertificateError) {
      // Without a callback of ours, OpenSSL asks for the passphrase at the terminal.
      let read = Memory.reading(pem) { PEM_read_bio_PrivateKey($0, nil, { _, _, _, _ in -1 }, nil) }
      guard let read else { throw CertificateError("\(path): holds no private key without passphrase") }
      pointer = read
    }

    deinit { EVP_PKEY_free(pointer) }

    /// The key in PKCS #8, without passphrase.
    func pem() throws(CertificateError) -> [UInt8] {
      try Memory.written { PEM_write_bio_PrivateKey($0, pointer, nil, nil, 0, nil, nil) }
    }
  }

  /// OpenSSL's buffers in memory.
  enum Memory {
    /// What OpenSSL reads from `bytes`.
    static func reading(_ bytes: [UInt8], _ body: (OpaquePointer) -> OpaquePointer?) -> OpaquePointer? {
      bytes.withUnsafeBytes { buffer in
        guard let memory = BIO_new_mem_buf(buffer.baseAddress, Int32(clamping: buffer.count)) else {
          return nil
        }
        defer { BIO_free(memory) }
        return body(memory)
      }
    }

    /// What OpenSSL writes.
    static func written(_ body: (OpaquePointer) -> Int32) throws(CertificateError) -> [UInt8] {
      guard let memory = BIO_new(BIO_s_mem()) else { throw .openSSL("no memory") }
      defer { BIO_free(memory) }
      guard body(memory) == 1 else { throw .openSSL("not written") }
      var bytes = [UInt8](repeating: 0, count: BIO_ctrl_pending(memory))
      guard BIO_read(memory, &bytes, Int32(clamping: bytes.count)) == bytes.count else {
        throw .openSSL("not written")
      }
      return bytes
    }
  }
}

extension CertificateError {
  /// What OpenSSL says of its last failure; the queue of errors is empty then.
  static func openSSL(_ what: String) -> CertificateError {
    let code = ERR_get_error()
    ERR_clear_error()
    return CertificateError(
      "OpenSSL: \(what)\(ERR_reason_error_string(code).map { ": " + String(cString: $0) } ?? "")")
  }
}
