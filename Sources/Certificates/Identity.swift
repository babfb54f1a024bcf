public import Foundation

/// A server's certificate with its chain and its private key, read from files: what a name is proved with.
public final class Identity: Sendable {
  /// Where it was read.
  public let files: CertificateFiles
  /// The DNS names and IP addresses that it stands for, as in its subjectAltName; a wildcard as `*.example`.
  public let names: [String]
  /// Until when it is valid.
  public let notAfter: Date
  /// The server's certificate, then those of the authorities above it, as in the file.
  package let chain: [Certificate]
  package let key: PrivateKey
  let isKeyOpenToAll: Bool

  /// Reads the files; the error says in one line which file and what is wrong with it.
  public init(_ files: CertificateFiles) throws(CertificateError) {
    let chain = try Certificate.all(in: PEMFile(files.chain))
    let keyFile = try PEMFile(files.key)
    key = try PrivateKey(keyFile)
    guard key.belongs(to: chain[0]) else {
      if chain.contains(where: key.belongs) {
        throw CertificateError(
          "\(files.chain): out of order; the server's own certificate must come first, then its issuer's")
      }
      throw CertificateError("\(files.key): does not belong to the certificate of \(files.chain)")
    }
    self.files = files
    self.chain = chain
    isKeyOpenToAll = keyFile.mode & 0o007 != 0
    names = chain[0].names
    notAfter = chain[0].notAfter
  }

  /// The server's own certificate.
  package var certificate: Certificate { chain[0] }

  /// Whether it stands for a host name or an IP address (RFC 6125, 6.4).
  public func stands(for host: String) -> Bool { certificate.stands(for: host) }
}
