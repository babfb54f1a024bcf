import CLinux
import Glibc

/// What the process may use of the system.
enum ProcessLimits {
  /// Raises the limit as far as the system lets it: a shell's usual 1,024 would not do for the connections.
  static func raiseOpenFiles() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }

  /// Keeps the allocator to two arenas, one for each of the threads that matter on a small machine: with its usual
  /// eight for each core, what is freed lies spread, and a phone that waits over TLS costs 5 % more memory.
  static func limitArenas() { mallopt(M_ARENA_MAX, 2) }
}
