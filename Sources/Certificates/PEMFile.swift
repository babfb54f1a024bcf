import COpenSSL
import Glibc

/// A PEM file's bytes, and who may read it.
struct PEMFile {
  let path: String
  let mode: mode_t
  private let bytes: [UInt8]

  /// More than any chain: whoever names a wrong file hears of it soon.
  private static let mostBytes = 1 << 20

  init(_ path: String) throws(CertificateError) {
    self.path = path
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw PEMFile.unreadable(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw PEMFile.unreadable(path) }
    mode = status.st_mode
    bytes = try PEMFile.read(descriptor, path)
    guard contains("-----BEGIN ") else {
      throw CertificateError("\(path): not a PEM file (no -----BEGIN line)")
    }
  }

  private static func read(_ descriptor: Int32, _ path: String) throws(CertificateError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw unreadable(path) }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= mostBytes else { throw CertificateError("\(path): too long for a PEM file") }
    }
  }

  private static func unreadable(_ path: String) -> CertificateError {
    CertificateError("\(path): cannot be read: \(String(cString: strerror(errno)))")
  }

  func contains(_ text: String) -> Bool {
    String(decoding: bytes, as: UTF8.self).contains(text)
  }

  /// Lends the bytes as OpenSSL reads them.
  func withBIO<Result>(_ body: (OpaquePointer?) -> Result) -> Result {
    bytes.withUnsafeBytes {
      let bio = BIO_new_mem_buf($0.baseAddress, Int32($0.count))
      defer { BIO_free(bio) }
      return body(bio)
    }
  }
}
