import Logging

extension Loop {
  /// The request as the site sees it, with what a trusted proxy says of its origin.
  func request(_ head: RequestHead, body: [UInt8], on connection: Connection) -> HTTPRequest {
    let forwarding = forwarding(head, on: connection)
    return HTTPRequest(
      method: head.line.method, path: head.line.path, query: head.line.query, headers: head.fields,
      body: body,
      gunzipLimit: head.isGzipped ? limits.bodyBytes : nil,
      address: (forwarding?.address ?? connection.peer).description,
      isSecure: connection.transport.isEncrypted || forwarding?.isSecure == true,
      isForwardedInsecurely: forwarding?.isSecure == false)
  }

  private func forwarding(_ head: RequestHead, on connection: Connection) -> Forwarding? {
    guard proxies.contains(connection.peer) else { return nil }
    let forwarding = Forwarding(head.fields, peer: connection.peer, proxies: proxies)
    if let field = forwarding.malformed {
      let fields: KeyValuePairs = ["http.field": field, "peer.address": connection.peer.description]
      if forwarding.isSecure == false {
        // Phones cannot sign in, which the proxy's administrator must know.
        log.warning("forwarding field malformed, the request counts as plain HTTP", fields)
      } else {
        log.debug("forwarding field malformed", fields)
      }
    }
    return forwarding
  }
}
