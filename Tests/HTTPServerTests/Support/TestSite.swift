@testable import HTTPServer

/// A site that answers at once, or parks what its test wants to answer itself.
final class TestSite: HTTPHandler {
  /// Requests below `/park`, unanswered.
  let parked = Inbox<Exchange>()
  let abandoned = Inbox<Exchange>()
  private let reply: @Sendable (HTTPRequest) -> HTTPResponse

  init(_ reply: @escaping @Sendable (HTTPRequest) -> HTTPResponse = TestSite.echo) { self.reply = reply }

  func handle(_ request: HTTPRequest, _ exchange: Exchange) {
    if request.path.hasPrefix("/park") {
      parked.put(exchange)
    } else {
      exchange.respond(reply(request))
    }
  }

  func abandoned(_ exchange: Exchange) { abandoned.put(exchange) }

  /// What the server understood, as text.
  static let echo: @Sendable (HTTPRequest) -> HTTPResponse = { request in
    let target = request.path + (request.query.map { "?" + $0 } ?? "")
    return HTTPResponse(
      status: 200, headers: ["Content-Type": "text/plain"],
      body: Array("\(request.method) \(target) ".utf8) + request.body)
  }
}
