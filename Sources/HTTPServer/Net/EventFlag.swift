import CLinux
import Glibc

/// Ends a loop's wait for events from another thread.
final class EventFlag: Sendable {
  let descriptor: Int32

  init() throws(HTTPServerError) {
    descriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
    guard descriptor >= 0 else { throw .system(call: "eventfd", errno: errno) }
  }

  deinit { close(descriptor) }

  /// Makes one event; it need not be taken down, as epoll is asked for changes only.
  func raise() { eventfd_write(descriptor, 1) }
}
