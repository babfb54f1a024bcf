import HTTPServer

/// Where a site listens: on the sockets that systemd has handed over, and for each kind without one where the
/// configuration says.
struct SiteSockets {
  let configuration: Configuration
  private let handedOver: HandedOverSockets
  private let tls: TLSService

  /// Joins what there is; `tls` is what HTTPS is spoken with.
  init(_ configuration: Configuration, _ handedOver: HandedOverSockets, tls: TLSService) {
    self.configuration = configuration
    self.handedOver = handedOver
    self.tls = tls
  }

  /// The sockets of a kind.
  func listening(_ kind: Configuration.Kind) -> [Listening] {
    let tls = kind == .https ? tls : nil
    let inherited = handedOver[kind].map { Listening(.inherited(descriptor: $0), tls: tls) }
    guard inherited.isEmpty else { return inherited }
    return configuration.addresses(kind).compactMap { text in
      ListenAddress(text).map { Listening(.address($0), tls: tls) }
    }
  }
}
