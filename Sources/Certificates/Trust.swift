import COpenSSL

/// What becomes of a chain when a phone that knows the same roots follows it.
enum Trust: Equatable {
  /// It ends at a known root.
  case whole
  /// It ends at a root of its own, which nobody knows who has not installed it.
  case ownRoot(String)
  /// It lacks that issuer; certainly if it is a public authority's, otherwise the issuer may be an unknown root.
  case missing(String, isCertain: Bool)
  /// It is whole, but something in it is not allowed.
  case refused(String)

  /// Follows a chain to the system's roots, or to those of a PEM file. Its times are looked at elsewhere.
  static func of(_ chain: [Certificate], authorities: String?) -> Trust {
    OpenSSLReason.clear()
    defer { OpenSSLReason.clear() }
    let store = X509_STORE_new()
    defer { X509_STORE_free(store) }
    if let authorities {
      X509_STORE_load_file(store, authorities)
    } else {
      X509_STORE_set_default_paths(store)
    }
    let others = OPENSSL_sk_new_null()
    defer { OPENSSL_sk_free(others) }
    for certificate in chain.dropFirst() { OPENSSL_sk_push(others, UnsafeRawPointer(certificate.pointer)) }
    let context = X509_STORE_CTX_new()
    defer { X509_STORE_CTX_free(context) }
    guard X509_STORE_CTX_init(context, store, chain[0].pointer, others) == 1 else {
      return .refused("out of memory")
    }
    X509_STORE_CTX_set_purpose(context, X509_PURPOSE_SSL_SERVER)
    X509_STORE_CTX_set_flags(context, UInt(X509_V_FLAG_NO_CHECK_TIME))
    return X509_verify_cert(context) == 1 ? .whole : failure(context, chain)
  }

  private static func failure(_ context: OpaquePointer?, _ chain: [Certificate]) -> Trust {
    let error = X509_STORE_CTX_get_error(context)
    switch error {
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
      return .ownRoot(chain.first { $0.isSelfIssued }?.subject ?? chain[0].issuer)
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
      X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      let last = end(of: chain)
      return .missing(last.issuer, isCertain: last.namesItsIssuersPlace)
    default:
      return .refused(
        X509_verify_cert_error_string(Int(error)).map { String(cString: $0) } ?? "error \(error)")
    }
  }

  /// Where the chain breaks off.
  private static func end(of chain: [Certificate]) -> Certificate {
    var last = chain[0]
    for _ in chain {
      guard !last.isSelfIssued, let next = chain.first(where: { last.isIssued(by: $0) }) else { break }
      last = next
    }
    return last
  }
}
