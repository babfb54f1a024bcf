import Glibc

/// What systemd tells a service in its environment (systemd.exec(5), sd_listen_fds(3), sd_watchdog_enabled(3)).
struct ServiceEnvironment {
  /// Sockets that it has opened for the service.
  var sockets = HandedOverSockets()
  /// Where to tell it how the service is.
  var notifySocket: String?
  /// How often at least it wants to hear that the service is alive.
  var watchdog: Duration?
  /// Where the credentials are.
  var credentials: String?

  /// No systemd.
  init() {}

  /// Reads variables that are meant for the process `process`.
  init(_ variables: (String) -> String?, process: Int32 = getpid()) throws(ConfigurationError) {
    notifySocket = variables("NOTIFY_SOCKET")
    credentials = variables("CREDENTIALS_DIRECTORY")
    let isOurs = variables("WATCHDOG_PID").map { Int32($0) == process } ?? true
    if isOurs, let time = variables("WATCHDOG_USEC").flatMap({ Int64($0) }), time > 0 {
      watchdog = .microseconds(time)
    }
    guard variables("LISTEN_PID").flatMap({ Int32($0) }) == process else { return }
    sockets = try HandedOverSockets(count: variables("LISTEN_FDS"), names: variables("LISTEN_FDNAMES"))
  }

  /// Reads the variables of this process and takes them out of its environment: children are not the service.
  static func take() throws(ConfigurationError) -> ServiceEnvironment {
    let environment = try ServiceEnvironment { name in getenv(name).map { String(cString: $0) } }
    for name in [
      "NOTIFY_SOCKET", "WATCHDOG_PID", "WATCHDOG_USEC", "LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES",
    ] { unsetenv(name) }
    environment.sockets.keepFromChildren()
    return environment
  }
}
