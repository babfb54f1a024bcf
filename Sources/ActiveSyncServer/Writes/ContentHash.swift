import COpenSSL

/// Tells contents apart, in this process and in later ones.
enum ContentHash {
  /// The first half of the SHA-256 of `bytes`: 16 bytes never coincide.
  static func of(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    let status = EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil)
    precondition(status == 1, "SHA-256 takes any bytes")
    return Array(digest.prefix(16))
  }
}
