import COpenSSL

/// A certificate and its key, made for a test; issues others.
public final class TestCertificate {
  /// Sorts of keys.
  public enum Key {
    case ec(String)
    case rsa(Int)
    case ed25519

    /// What phones know.
    public static var p256: Key { .ec("prime256v1") }
  }

  /// What a certificate says; seconds are relative to now.
  public struct Content {
    /// Its subjectAltName, as openssl.cnf writes it.
    public var names: String
    /// The key to make.
    public var key = Key.p256
    /// When it begins to be valid.
    public var from = -3_600
    /// When it ends.
    public var until = 90 * 86_400
    /// Whether it may issue others.
    public var isAuthority = false
    /// What its issuer signs it with.
    public var hash = "SHA256"
    /// Where the issuer's certificate would be.
    public var issuerPlace: String?
    /// Its subject.
    public var commonName: String

    /// `names` as openssl.cnf writes them: `DNS:a.example,IP:127.0.0.1`.
    public init(_ commonName: String, names: String = "") {
      self.commonName = commonName
      self.names = names
    }
  }

  private let key: OpaquePointer
  private let certificate: OpaquePointer

  /// A root.
  public static func root(_ name: String = "Test root") -> TestCertificate {
    var content = Content(name)
    content.isAuthority = true
    return TestCertificate(content, issuer: nil)
  }

  /// Makes a certificate, signed by itself without an issuer.
  public init(_ content: Content, issuer: TestCertificate?) {
    key = TestCertificate.makeKey(content.key)
    certificate = X509_new()
    X509_set_version(certificate, 2)
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), Int.random(in: 1...(1 << 40)))
    X509_gmtime_adj(X509_getm_notBefore(certificate), content.from)
    X509_gmtime_adj(X509_getm_notAfter(certificate), content.until)
    X509_set_pubkey(certificate, key)
    let name = X509_get_subject_name(certificate)
    X509_NAME_add_entry_by_txt(name, "CN", 0x1001, content.commonName, -1, -1, 0)
    X509_set_issuer_name(certificate, X509_get_subject_name(issuer?.certificate ?? certificate))
    if content.isAuthority { add(NID_basic_constraints, "critical,CA:TRUE") }
    if !content.names.isEmpty { add(NID_subject_alt_name, content.names) }
    if let place = content.issuerPlace { add(NID_info_access, "caIssuers;URI:\(place)") }
    let digest: OpaquePointer? =
      if case .ed25519 = content.key { nil } else { EVP_get_digestbyname(content.hash) }
    X509_sign(certificate, issuer?.key ?? key, digest)
  }

  deinit {
    X509_free(certificate)
    EVP_PKEY_free(key)
  }

  /// A certificate that this one signs.
  public func issue(_ content: Content) -> TestCertificate { TestCertificate(content, issuer: self) }

  /// The certificate as a PEM file has it.
  public var pem: String { TestCertificate.text { PEM_write_bio_X509($0, certificate) } }

  /// The key as a PEM file has it.
  public var keyPEM: String {
    TestCertificate.text { PEM_write_bio_PKCS8PrivateKey($0, key, nil, nil, 0, nil, nil) }
  }

  /// The key behind a passphrase.
  public var lockedKeyPEM: String {
    TestCertificate.text { PEM_write_bio_PKCS8PrivateKey($0, key, EVP_aes_128_cbc(), "secret", 6, nil, nil) }
  }

  private func add(_ kind: Int32, _ value: String) {
    let item = X509V3_EXT_conf_nid(nil, nil, kind, value)
    X509_add_ext(certificate, item, -1)
    X509_EXTENSION_free(item)
  }

  private static func makeKey(_ kind: Key) -> OpaquePointer {
    let name =
      switch kind {
      case .ec: "EC"
      case .rsa: "RSA"
      case .ed25519: "ED25519"
      }
    let context = EVP_PKEY_CTX_new_from_name(nil, name, nil)
    defer { EVP_PKEY_CTX_free(context) }
    EVP_PKEY_keygen_init(context)
    switch kind {
    case .ec(let curve): EVP_PKEY_CTX_set_group_name(context, curve)
    case .rsa(let bits): EVP_PKEY_CTX_set_rsa_keygen_bits(context, Int32(bits))
    case .ed25519: break
    }
    var key: OpaquePointer?
    EVP_PKEY_generate(context, &key)
    guard let key else { preconditionFailure("no key of that kind") }
    return key
  }

  private static func text(_ write: (OpaquePointer?) -> Int32) -> String {
    let bio = BIO_new(BIO_s_mem())
    defer { BIO_free(bio) }
    precondition(write(bio) == 1)
    var data: UnsafeMutableRawPointer?
    let count = BIO_ctrl(bio, BIO_CTRL_INFO, 0, &data)
    return String(decoding: UnsafeRawBufferPointer(start: data, count: count), as: UTF8.self)
  }
}
