import Glibc

/// Where and how a server serves.
public struct HTTPServerConfiguration: Sendable {
  /// Where to listen.
  public var listen: [Listening]
  /// How many loops share the connections; by default one per core.
  public var loops: Int
  /// What a stranger may cost.
  public var limits = HTTPLimits()
  /// Reverse proxies that are trusted, by default on loopback: what they say of a request's origin counts, and
  /// `connectionsPerAddress` does not hold for them.
  public var proxies = IPNetwork.loopback

  /// A configuration with the default limits.
  public init(listen: [Listening], loops: Int? = nil) {
    self.listen = listen
    self.loops = loops ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }
}
