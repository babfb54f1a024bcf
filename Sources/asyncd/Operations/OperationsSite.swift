import HTTPServer

/// The site for who watches the server: `/health` and `/metrics`.
struct OperationsSite: HTTPHandler {
  /// Whether the server can serve.
  let health: Health
  /// The numbers now, in Prometheus' text format.
  let metrics: @Sendable () async -> String

  /// Answers in a task of its own.
  func handle(_ request: HTTPRequest, _ exchange: Exchange) {
    Task { exchange.respond(await answer(request)) }
  }

  func abandoned(_ exchange: Exchange) {}

  private func answer(_ request: HTTPRequest) async -> HTTPResponse {
    guard request.method == "GET" || request.method == "HEAD" else {
      return HTTPResponse(status: 405, headers: ["Allow": "GET, HEAD"])
    }
    switch request.path {
    case "/health":
      guard let problem = await health.problem() else { return text(200, "ok") }
      return text(503, problem)
    case "/metrics":
      return HTTPResponse(
        status: 200, headers: ["Content-Type": "text/plain; version=0.0.4; charset=utf-8"],
        body: Array(await metrics().utf8))
    default: return HTTPResponse(status: 404)
    }
  }

  private func text(_ status: Int, _ text: String) -> HTTPResponse {
    let headers: HTTPFields = ["Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"]
    return HTTPResponse(status: status, headers: headers, body: Array((text + "\n").utf8))
  }
}
