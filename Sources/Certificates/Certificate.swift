import COpenSSL
import Foundation
import Glibc

/// One X.509 certificate.
///
/// Sendable though OpenSSL's pointer is not: it never changes, nothing here writes to what it points to, OpenSSL
/// guards what it works out later of a certificate with a lock of its own, and its reference count is atomic.
package final class Certificate: @unchecked Sendable {
  /// OpenSSL's X509; valid as long as this object.
  package let pointer: OpaquePointer

  /// Takes over a reference.
  init(_ pointer: OpaquePointer) { self.pointer = pointer }

  deinit { X509_free(pointer) }

  /// The certificates of a PEM file, in their order; other things in it, a key perhaps, are passed over.
  static func all(in file: PEMFile) throws(CertificateError) -> [Certificate] {
    OpenSSLReason.clear()
    let (certificates, isWhole) = file.withBIO(read)
    guard isWhole else { throw CertificateError("\(file.path): damaged PEM") }
    guard !certificates.isEmpty else { throw CertificateError("\(file.path): holds no certificate") }
    return certificates
  }

  private static func read(_ bio: OpaquePointer?) -> ([Certificate], isWhole: Bool) {
    var certificates: [Certificate] = []
    var name: UnsafeMutablePointer<CChar>?
    var header: UnsafeMutablePointer<CChar>?
    var data: UnsafeMutablePointer<UInt8>?
    var length = 0
    while PEM_read_bio(bio, &name, &header, &data, &length) == 1 {
      defer {
        CRYPTO_free(name, nil, 0)
        CRYPTO_free(header, nil, 0)
        CRYPTO_free(data, nil, 0)
      }
      guard let kind = name, ["CERTIFICATE", "X509 CERTIFICATE"].contains(String(cString: kind)) else {
        continue
      }
      var next = UnsafePointer(data)
      guard let pointer = d2i_X509(nil, &next, length) else { return (certificates, false) }
      certificates.append(Certificate(pointer))
    }
    return (certificates, ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE)
  }
}

// MARK: What it says

extension Certificate {
  var notBefore: Date { Certificate.date(X509_get0_notBefore(pointer)) }
  var notAfter: Date { Certificate.date(X509_get0_notAfter(pointer)) }

  /// Whom it is for, as people write it.
  var subject: String { Certificate.text(X509_get_subject_name(pointer)) }
  var issuer: String { Certificate.text(X509_get_issuer_name(pointer)) }

  /// Whether it is signed by itself, as roots are.
  package var isSelfIssued: Bool { isIssued(by: self) }

  /// Whether its signature is by a method that is broken, SHA-1 or older.
  var isWeaklySigned: Bool {
    var bits: Int32 = 0
    return X509_get_signature_info(pointer, nil, nil, &bits, nil) == 1 && bits < 112
  }

  /// Whether it says where its issuer's certificate is to be had, as those of public authorities do.
  var namesItsIssuersPlace: Bool {
    guard let list = X509_get_ext_d2i(pointer, NID_info_access, nil, nil) else { return false }
    let places = OpaquePointer(list)
    defer { AUTHORITY_INFO_ACCESS_free(places) }
    return (0..<OPENSSL_sk_num(places)).contains {
      let place = OPENSSL_sk_value(places, $0)?.assumingMemoryBound(to: ACCESS_DESCRIPTION.self)
      return place.map { OBJ_obj2nid($0.pointee.method) == NID_ad_ca_issuers } ?? false
    }
  }

  func isIssued(by other: Certificate) -> Bool { X509_check_issued(other.pointer, pointer) == X509_V_OK }

  /// The DNS names and IP addresses of its subjectAltName (RFC 6125, 6.4.4: a common name is none).
  var names: [String] {
    guard let list = X509_get_ext_d2i(pointer, NID_subject_alt_name, nil, nil) else { return [] }
    let names = OpaquePointer(list)
    defer { GENERAL_NAMES_free(names) }
    return (0..<OPENSSL_sk_num(names)).compactMap {
      OPENSSL_sk_value(names, $0).flatMap { Certificate.name($0.assumingMemoryBound(to: GENERAL_NAME.self)) }
    }
  }

  /// Whether it stands for a host name or an IP address; a wildcard stands for one whole label, the leftmost.
  func stands(for host: String) -> Bool {
    if X509_check_ip_asc(pointer, host, 0) == 1 { return true }
    let flags = UInt32(X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS)
    return X509_check_host(pointer, host, host.utf8.count, flags, nil) == 1
  }

  private static func name(_ name: UnsafeMutablePointer<GENERAL_NAME>) -> String? {
    var kind: Int32 = 0
    guard let value = GENERAL_NAME_get0_value(name, &kind), [GEN_DNS, GEN_IPADD].contains(kind) else {
      return nil
    }
    let string = value.assumingMemoryBound(to: ASN1_STRING.self)
    let bytes = Array(
      UnsafeBufferPointer(start: ASN1_STRING_get0_data(string), count: Int(ASN1_STRING_length(string))))
    if kind == GEN_IPADD { return address(bytes) }
    // A name with a NUL or a space in it is an attempt to be taken for another.
    guard !bytes.isEmpty, bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    return String(decoding: bytes, as: UTF8.self).lowercased()
  }

  private static func address(_ bytes: [UInt8]) -> String? {
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) {
      inet_ntop(bytes.count == 4 ? AF_INET : AF_INET6, bytes, $0.baseAddress, socklen_t($0.count))
        .map { String(cString: $0) }
    }
  }

  private static func date(_ time: UnsafePointer<ASN1_TIME>?) -> Date {
    var parts = tm()
    // One that cannot be read is long over.
    guard ASN1_TIME_to_tm(time, &parts) == 1 else { return .distantPast }
    return Date(timeIntervalSince1970: Double(timegm(&parts)))
  }

  private static func text(_ name: OpaquePointer?) -> String {
    let bio = BIO_new(BIO_s_mem())
    defer { BIO_free(bio) }
    guard X509_NAME_print_ex(bio, name, 0, copenssl_name_flags) >= 0 else { return "?" }
    var data: UnsafeMutableRawPointer?
    let length = BIO_ctrl(bio, BIO_CTRL_INFO, 0, &data)
    return String(decoding: UnsafeRawBufferPointer(start: data, count: max(0, length)), as: UTF8.self)
  }
}
