import COpenSSL

/// A private key.
///
/// Sendable though OpenSSL's pointer is not: it never changes, nothing here writes to what it points to, and OpenSSL
/// lets many threads sign with one EVP_PKEY.
package final class PrivateKey: @unchecked Sendable {
  /// What sort of signature it makes.
  public enum Kind: String, Sendable {
    case ecdsa = "ECDSA"
    case rsa = "RSA"
  }

  /// OpenSSL's EVP_PKEY; valid as long as this object.
  package let pointer: OpaquePointer
  package let kind: Kind

  private static let leastRSABits = 2_048
  private static let curves = ["prime256v1", "secp384r1", "secp521r1"]

  init(_ file: PEMFile) throws(CertificateError) {
    OpenSSLReason.clear()
    var isLocked = false
    let pointer = file.withBIO { bio in
      // Without a callback of ours, OpenSSL asks at the terminal.
      PEM_read_bio_PrivateKey(
        bio, nil,
        { _, _, _, isLocked in
          isLocked?.assumingMemoryBound(to: Bool.self).pointee = true
          return -1
        }, &isLocked)
    }
    guard let pointer else { throw PrivateKey.unusable(file, isLocked: isLocked) }
    do {
      kind = try PrivateKey.kind(of: pointer, file.path)
    } catch {
      EVP_PKEY_free(pointer)
      throw error
    }
    self.pointer = pointer
  }

  deinit { EVP_PKEY_free(pointer) }

  func belongs(to certificate: Certificate) -> Bool {
    X509_check_private_key(certificate.pointer, pointer) == 1
  }

  private static func unusable(_ file: PEMFile, isLocked: Bool) -> CertificateError {
    if isLocked {
      return CertificateError(
        "\(file.path): the key has a passphrase; store it without one (openssl pkey -in ... -out ...)")
    }
    guard file.contains("PRIVATE KEY-----") else {
      return CertificateError("\(file.path): holds no private key")
    }
    return CertificateError("\(file.path): damaged or unknown key: \(OpenSSLReason.text ?? "cannot be read")")
  }

  private static func kind(of key: OpaquePointer, _ path: String) throws(CertificateError) -> Kind {
    switch EVP_PKEY_get_base_id(key) {
    case EVP_PKEY_RSA:
      let bits = Int(EVP_PKEY_get_bits(key))
      guard bits >= leastRSABits else {
        throw CertificateError(
          "\(path): an RSA key of \(bits) bits is too short; \(leastRSABits) are the least")
      }
      return .rsa
    case EVP_PKEY_EC:
      guard curves.contains(curve(of: key)) else {
        throw CertificateError(
          "\(path): an EC key on the curve \(curve(of: key)); phones know P-256 and P-384")
      }
      return .ecdsa
    default:
      throw CertificateError("\(path): a key that phones do not know; use ECDSA P-256 or RSA")
    }
  }

  private static func curve(of key: OpaquePointer) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 80) {
      var length = 0
      guard EVP_PKEY_get_group_name(key, $0.baseAddress, $0.count, &length) == 1, let start = $0.baseAddress
      else {
        return "unknown"
      }
      return String(cString: start)
    }
  }
}
