import Glibc

/// Where and how a server serves.
public struct HTTPServerConfiguration: Sendable {
  /// Where to listen; port 0 lets the system choose.
  public var listen: [ListenAddress]
  /// How many loops share the connections; by default one per core.
  public var loops: Int
  /// What a stranger may cost.
  public var limits = HTTPLimits()
  /// Addresses that `connectionsPerAddress` does not hold for: those of reverse proxies, by default loopback.
  public var proxies = IPAddress.loopback

  /// A configuration with the default limits.
  public init(listen: [ListenAddress], loops: Int? = nil) {
    self.listen = listen
    self.loops = loops ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }
}
