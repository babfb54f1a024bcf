import HTTPServer

/// The site that phones talk to, for requests that have come encrypted as far as anybody knows.
///
/// Behind a proxy, plain HTTP is what all requests come by; one that the proxy itself got in clear is answered as
/// on the listener for plain HTTP, and its password is not looked at.
struct SecureSite: HTTPHandler {
  let site: any HTTPHandler
  let otherwise: any HTTPHandler

  func handle(_ request: HTTPRequest, _ exchange: Exchange) {
    (request.isForwardedInsecurely ? otherwise : site).handle(request, exchange)
  }

  /// The other site has nothing to give up.
  func abandoned(_ exchange: Exchange) { site.abandoned(exchange) }
}
