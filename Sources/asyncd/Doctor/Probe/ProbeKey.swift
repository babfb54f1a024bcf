import COpenSSL
import Foundation
import Glibc

/// The secret in the data directory by which a server knows the doctor of its own site.
struct ProbeKey: Sendable {
  private let secret: [UInt8]

  private static let length = 32

  init(secret: [UInt8]) { self.secret = secret }

  /// The server's: reads `probe.key` or makes it, for its owner alone.
  init(making directory: String) throws(FileBytes.Failure) {
    let path = Self.path(directory)
    if let made = try Self.make(path) {
      self = made
      return
    }
    let secret = try FileBytes.read(path)
    guard secret.count != Self.length else {
      self.secret = secret
      return
    }
    // A crash between making and writing leaves it short; who knows it now can no longer be told.
    guard unlink(path) == 0 || errno == ENOENT else {
      throw FileBytes.Failure(
        description: "\(path): is no key and cannot be removed: \(FileBytes.Failure.last)")
    }
    guard let made = try Self.make(path) else {
      throw FileBytes.Failure(description: "\(path): another process makes it as well")
    }
    self = made
  }

  /// Makes the file; nil if there is one.
  private static func make(_ path: String) throws(FileBytes.Failure) -> ProbeKey? {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR)
    guard descriptor >= 0 else {
      if errno == EEXIST { return nil }
      throw FileBytes.Failure(description: "\(path): \(FileBytes.Failure.last)")
    }
    defer { close(descriptor) }
    var secret = [UInt8](repeating: 0, count: length)
    precondition(RAND_bytes(&secret, Int32(secret.count)) == 1, "a system without random numbers")
    try FileBytes.write(secret, to: descriptor)
    return ProbeKey(secret: secret)
  }

  /// The doctor's: nil if no server has made one yet, or it may not be read.
  init?(reading directory: String) {
    guard let secret = try? FileBytes.read(Self.path(directory)), secret.count == Self.length else {
      return nil
    }
    self.secret = secret
  }

  static func path(_ directory: String) -> String { directory + "/probe.key" }

  /// HMAC-SHA-256 in hexadecimal digits.
  func mac(of text: String) -> String {
    var bytes = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    var count: UInt32 = 0
    let message = Array(text.utf8)
    let made = HMAC(EVP_sha256(), secret, Int32(secret.count), message, message.count, &bytes, &count)
    precondition(made != nil, "HMAC-SHA-256 of a message in memory cannot fail")
    return Hexadecimal.text(bytes)
  }

  /// Whether `mac` is the one of `text`, in a time that tells nothing of where it differs.
  func verifies(_ mac: String, of text: String) -> Bool {
    let expected = Array(self.mac(of: text).utf8)
    let given = Array(mac.utf8)
    return expected.count == given.count && CRYPTO_memcmp(expected, given, given.count) == 0
  }
}

/// Bytes in hexadecimal digits.
enum Hexadecimal {
  static func text(_ bytes: some Sequence<UInt8>, separator: String = "") -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined(separator: separator)
  }
}
