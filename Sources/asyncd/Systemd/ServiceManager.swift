import Glibc

/// Tells systemd how the service is (sd_notify(3)); without systemd it tells nobody.
final class ServiceManager: Sendable {
  /// What can be told.
  enum State {
    /// Requests are served, for the first time or after a reload.
    case ready
    case reloading
    case stopping
    /// One line for `systemctl status`.
    case status(String)
    /// The service has shown that it is alive.
    case alive
    /// The start or the end may take so long.
    case extend(Duration)

    var text: String {
      switch self {
      case .ready: "READY=1"
      case .reloading: "RELOADING=1\nMONOTONIC_USEC=\(ServiceManager.microseconds)"
      case .stopping: "STOPPING=1"
      // A line end would begin another assignment.
      case .status(let text): "STATUS=" + text.replacing("\n", with: " ")
      case .alive: "WATCHDOG=1"
      case .extend(let time): "EXTEND_TIMEOUT_USEC=\(time.microseconds)"
      }
    }
  }

  private let descriptor: Int32
  private let address: [UInt8]

  /// Tells it to the socket that `NOTIFY_SOCKET` names: a path, or a name in the abstract namespace behind `@`.
  init(socket name: String?) {
    var bytes = Array((name ?? "").utf8)
    let capacity = MemoryLayout.size(ofValue: sockaddr_un().sun_path)
    let isUsable =
      (bytes.first == UInt8(ascii: "/") || bytes.first == UInt8(ascii: "@")) && bytes.count < capacity
    if isUsable, bytes[0] == UInt8(ascii: "@") { bytes[0] = 0 }
    address = isUsable ? bytes : []
    descriptor =
      isUsable ? Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0) : -1
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Sends these in one message; whether somebody got it.
  @discardableResult
  func tell(_ states: State...) -> Bool {
    guard descriptor >= 0 else { return false }
    let message = Array(states.map(\.text).joined(separator: "\n").utf8)
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: address) }
    // The length tells how long an abstract name is, which may hold zeros.
    let length = MemoryLayout<sockaddr_un>.offset(of: \.sun_path).map { $0 + address.count } ?? 0
    return withUnsafePointer(to: &name) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        // Never waits: the service must not hang on who watches it.
        sendto(
          descriptor, message, message.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT), pointer,
          socklen_t(length)) == message.count
      }
    }
  }

  private static var microseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000 + time.tv_nsec / 1_000
  }
}

extension Duration {
  /// Whole microseconds.
  fileprivate var microseconds: Int64 {
    components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
  }
}
