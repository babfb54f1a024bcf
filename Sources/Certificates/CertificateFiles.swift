/// Where a server's certificate and its key are.
public struct CertificateFiles: Hashable, Sendable {
  /// A PEM file: the server's certificate first, then those of the authorities between it and a root.
  public var chain: String
  /// A PEM file with the private key, without a passphrase.
  public var key: String

  /// Files at these paths.
  public init(chain: String, key: String) {
    self.chain = chain
    self.key = key
  }
}
