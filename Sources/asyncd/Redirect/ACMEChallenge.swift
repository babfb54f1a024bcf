import Glibc

/// What an ACME client puts into a directory to prove that this server is the name's (RFC 8555, 8.3).
enum ACMEChallenge {
  private static let prefix = "/.well-known/acme-challenge/"
  /// A key authorization has less than 200 bytes.
  private static let mostBytes = 4_096

  /// The token that a path asks for; nil if it asks for something else. It may turn out not to be one.
  static func token(path: String) -> Substring? {
    path.hasPrefix(prefix) ? path.dropFirst(prefix.count) : nil
  }

  /// The answer to a challenge; nil if there is none.
  ///
  /// A token is base64url (RFC 8555, 8.1), without a dot or slash that would lead out of the directory; only small
  /// regular files are read, and no link is followed out of it.
  static func read(_ token: Substring, in directory: String) -> [UInt8]? {
    guard !directory.isEmpty, (1...256).contains(token.utf8.count), token.utf8.allSatisfy(isInToken) else {
      return nil
    }
    let flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    let descriptor = open(directory + "/" + token, flags)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      (1...mostBytes).contains(Int(status.st_size))
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: mostBytes)
    let count = Glibc.read(descriptor, &bytes, bytes.count)
    return count > 0 ? Array(bytes.prefix(count)) : nil
  }

  private static func isInToken(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
