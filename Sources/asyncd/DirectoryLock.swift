import Glibc

/// Keeps a second server off a data directory: two would not tell each other what changed.
///
/// The system releases it when the process ends, however that happens; the file stays. Commands that only open
/// the databases, as `unlock` and `backup`, need no lock.
final class DirectoryLock: Sendable {
  private let descriptor: Int32

  /// Locks the directory at `path`, or says who is in the way.
  init(_ path: String) throws(ConfigurationError) {
    let file = path + "/asyncd.lock"
    descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR)
    guard descriptor >= 0 else { throw ConfigurationError("\(file): \(FileBytes.Failure.last)") }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let isTaken = errno == EWOULDBLOCK
      throw ConfigurationError(
        isTaken ? "\(path): another asyncd serves this directory" : "\(file): \(FileBytes.Failure.last)")
    }
  }

  deinit { close(descriptor) }

  /// Lets others lock the directory.
  func release() { flock(descriptor, LOCK_UN) }
}
