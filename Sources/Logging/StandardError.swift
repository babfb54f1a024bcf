import Glibc

/// The standard error stream as a log's sink.
public enum StandardError {
  /// Writes the line with its line end in one call, so that lines of several threads never mix.
  @Sendable public static func write(_ line: String) {
    var bytes = Array(line.utf8)
    bytes.append(0x0A)
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        // Whoever shares the stream made it non-blocking: the reader is only slow.
        var stream = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
        poll(&stream, 1, -1)
      } else if errno != EINTR {
        return
      }
    }
  }
}
