import Foundation
import Glibc
import TestSupport

@testable import Certificates

/// PEM files of a test.
struct Files {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  /// Writes a chain and a key; the paths.
  func write(_ chain: [TestCertificate], key: TestCertificate? = nil, mode: mode_t = 0o600) throws
    -> CertificateFiles
  {
    try write(chain: chain.map(\.pem).joined(), key: (key ?? chain[0]).keyPEM, mode: mode)
  }

  func write(chain: String, key: String, mode: mode_t = 0o600) throws -> CertificateFiles {
    let files = CertificateFiles(
      chain: try write(chain, "chain.pem"), key: try write(key, "key.pem"))
    chmod(files.key, mode)
    return files
  }

  func write(_ text: String, _ name: String) throws -> String {
    let path = directory.file(name)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }
}

/// What reading says; nil if it succeeds.
func complaint(_ files: CertificateFiles) -> String? {
  do throws(CertificateError) {
    _ = try Identity(files)
    return nil
  } catch {
    return error.description
  }
}
