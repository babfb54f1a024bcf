import COpenSSL
import Foundation

extension TestAuthority {
  /// A signed certificate.
  final class Certificate {
    private let pointer: OpaquePointer

    /// What a certificate is for, and the extensions (RFC 5280, 4.2.1) that say so.
    enum Purpose {
      case authority
      case server(SubjectNames)

      /// In this order: the issuer's key is found through the identifier before it.
      fileprivate var extensions: [(Int32, String)] {
        switch self {
        case .authority:
          [
            (NID_basic_constraints, "critical,CA:TRUE,pathlen:0"),
            (NID_key_usage, "critical,keyCertSign,cRLSign"),
            (NID_subject_key_identifier, "hash"), (NID_authority_key_identifier, "keyid:always"),
          ]
        case .server(let names):
          [
            (NID_basic_constraints, "critical,CA:FALSE"), (NID_key_usage, "critical,digitalSignature"),
            (NID_ext_key_usage, "serverAuth"), (NID_subject_alt_name, names.text),
            (NID_subject_key_identifier, "hash"), (NID_authority_key_identifier, "keyid:always"),
          ]
        }
      }
    }

    /// Makes and signs one; without `issuer` it signs itself.
    init(
      _ purpose: Purpose, subject: String, key: Key, issuer: (certificate: Certificate, key: Key)?,
      validity: ClosedRange<Date>
    ) throws(CertificateError) {
      guard let made = X509_new() else { throw .openSSL("no new certificate") }
      pointer = made
      X509_set_version(made, 2)
      try setSerial()
      ASN1_TIME_set(X509_getm_notBefore(made), time_t(validity.lowerBound.timeIntervalSince1970))
      ASN1_TIME_set(X509_getm_notAfter(made), time_t(validity.upperBound.timeIntervalSince1970))
      // A common name is 64 characters at most; clients look at the alternative names only.
      let name = X509_get_subject_name(made)
      X509_NAME_add_entry_by_NID(
        name, NID_commonName, MBSTRING_UTF8, String(subject.prefix(64)), -1, -1, 0)
      let authority = issuer?.certificate.pointer ?? made
      X509_set_issuer_name(made, X509_get_subject_name(authority))
      guard X509_set_pubkey(made, key.pointer) == 1 else { throw .openSSL("no public key") }
      for (kind, value) in purpose.extensions { try add(kind, value, issuer: authority) }
      guard X509_sign(made, (issuer?.key ?? key).pointer, EVP_sha256()) > 0 else {
        throw .openSSL("not signed")
      }
    }

    /// Reads a PEM text that stood in the file `path`.
    init(pem: [UInt8], at path: String) throws(CertificateError) {
      let read = Memory.reading(pem) { PEM_read_bio_X509($0, nil, nil, nil) }
      guard let read else { throw CertificateError("\(path): holds no certificate") }
      pointer = read
    }

    deinit { X509_free(pointer) }

    /// 126 random bits: no two certificates of one authority may have the same.
    private func setSerial() throws(CertificateError) {
      let number = BN_new()
      defer { BN_free(number) }
      guard BN_rand(number, 126, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1,
        BN_to_ASN1_INTEGER(number, X509_get_serialNumber(pointer)) != nil
      else { throw .openSSL("no serial number") }
    }

    private func add(_ kind: Int32, _ value: String, issuer: OpaquePointer) throws(CertificateError) {
      var context = X509V3_CTX()
      X509V3_set_ctx(&context, issuer, pointer, nil, nil, 0)
      guard let added = X509V3_EXT_conf_nid(nil, &context, kind, value) else {
        throw .openSSL("no extension")
      }
      defer { X509_EXTENSION_free(added) }
      guard X509_add_ext(pointer, added, -1) == 1 else { throw .openSSL("no extension") }
    }
  }
}

extension TestAuthority.Certificate {
  var notAfter: Date {
    var time = tm()
    ASN1_TIME_to_tm(X509_get0_notAfter(pointer), &time)
    return Date(timeIntervalSince1970: Double(timegm(&time)))
  }

  var der: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Int(max(0, i2d_X509(pointer, nil))))
    bytes.withUnsafeMutableBufferPointer { buffer in
      var next = buffer.baseAddress
      _ = i2d_X509(pointer, &next)
    }
    return bytes
  }

  /// SHA-256 of the whole.
  var fingerprint: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    X509_digest(pointer, EVP_sha256(), &bytes, nil)
    return bytes
  }

  func pem() throws(CertificateError) -> [UInt8] {
    try TestAuthority.Memory.written { PEM_write_bio_X509($0, pointer) }
  }

  /// Whether it was made for this key.
  func belongs(to key: TestAuthority.Key) -> Bool { X509_check_private_key(pointer, key.pointer) == 1 }

  /// Whether `authority` signed it.
  func isSigned(by authority: TestAuthority.Certificate) -> Bool {
    X509_check_issued(authority.pointer, pointer) == X509_V_OK
      && X509_verify(pointer, X509_get0_pubkey(authority.pointer)) == 1
  }

  /// Whether its alternative names are these and no others.
  func stands(for names: TestAuthority.SubjectNames) -> Bool {
    guard let wanted = X509V3_EXT_conf_nid(nil, nil, NID_subject_alt_name, names.text) else { return false }
    defer { X509_EXTENSION_free(wanted) }
    let place = X509_get_ext_by_NID(pointer, NID_subject_alt_name, -1)
    guard place >= 0, let had = X509_get_ext(pointer, place) else { return false }
    return ASN1_OCTET_STRING_cmp(X509_EXTENSION_get_data(wanted), X509_EXTENSION_get_data(had)) == 0
  }
}
