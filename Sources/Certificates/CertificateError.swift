import COpenSSL

/// Why a certificate cannot be used, in words for an administrator.
public struct CertificateError: Error, Hashable, CustomStringConvertible {
  /// The file and what is wrong with it.
  public let description: String

  package init(_ description: String) { self.description = description }
}

/// What OpenSSL says of this thread's last failure.
package enum OpenSSLReason {
  /// Forgets earlier failures: whatever is asked for later belongs to what is done now.
  package static func clear() { ERR_clear_error() }

  /// The first of the failures since `clear`, which is the cause of the others; nil without any.
  package static var text: String? {
    let code = ERR_peek_error()
    guard code != 0, let reason = ERR_reason_error_string(code) else { return nil }
    return String(cString: reason)
  }
}
