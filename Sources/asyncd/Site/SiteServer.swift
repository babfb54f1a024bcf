import HTTPServer
import Logging

/// One of a site's HTTP servers: it has loops of its own, so that a flood on one port does not hold up another.
struct SiteServer {
  let http: HTTPServer
  /// What each of its sockets is for.
  private let kinds: [Configuration.Kind]

  /// A server of these kinds of sockets; nil if there are none.
  init?(
    _ kinds: [Configuration.Kind], loops: Int? = nil, _ sockets: SiteSockets, _ handler: any HTTPHandler,
    log: Log
  ) {
    let listening = kinds.flatMap { kind in sockets.listening(kind).map { (kind, $0) } }
    guard !listening.isEmpty else { return nil }
    var configuration = HTTPServerConfiguration(listen: listening.map(\.1), loops: loops)
    configuration.limits = HTTPLimits(sockets.configuration)
    configuration.proxies = sockets.configuration.trustedProxies
    http = HTTPServer(configuration: configuration, handler: handler, log: log)
    self.kinds = listening.map(\.0)
  }

  /// Listens and says where.
  func start(log: Log) async throws(HTTPServerError) -> [ListenAddress] {
    let bound = try await http.start()
    for (kind, address) in zip(kinds, bound) {
      log.info("listening", ["address": "\(address)", "protocol": kind.rawValue])
    }
    return bound
  }
}
