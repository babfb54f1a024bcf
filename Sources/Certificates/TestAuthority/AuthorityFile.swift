import Foundation
import Glibc

/// Small files that are there whole or not at all, with the permissions of their secrets.
enum AuthorityFile {
  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  static func read(_ path: String) throws(CertificateError) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CertificateError("\(path): the file cannot be read")
    }
    return Array(data)
  }

  /// Makes the directory, for its owner alone.
  static func makeDirectory(_ path: String) throws(CertificateError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw CertificateError("\(path): the directory cannot be made")
    }
  }

  /// Writes beside the file and puts it in its place, so that a reader never sees half of it.
  static func write(_ bytes: [UInt8], to path: String, mode: mode_t) throws(CertificateError) {
    let draft = path + ".new"
    unlink(draft)
    // The mode counts from the start: a key is at no time open to others.
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw failure(path) }
    let isWritten = Glibc.write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
    close(descriptor)
    guard isWritten, rename(draft, path) == 0 else {
      let error = failure(path)
      unlink(draft)
      throw error
    }
  }

  private static func failure(_ path: String) -> CertificateError {
    CertificateError("\(path): the file cannot be written: \(String(cString: strerror(errno)))")
  }
}
