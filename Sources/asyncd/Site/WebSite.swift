import HTTPServer
import OnOfficeWeb

/// onOffice's own paths, and everything else for the handler behind it.
struct WebSite: HTTPHandler {
  let api: APISite
  let next: any HTTPHandler

  func handle(_ request: HTTPRequest, _ exchange: Exchange) {
    (APISite.serves(request.path) ? api : next).handle(request, exchange)
  }

  func abandoned(_ exchange: Exchange) { next.abandoned(exchange) }
}
