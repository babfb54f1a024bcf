import Database
import HTTPServer
import Synchronization

/// The site of plain HTTP on the internet: leads to HTTPS, and answers an ACME client's challenges.
///
/// GET and HEAD are led to the same path at the public URL, which is Autodiscover's redirect step (MS-OXDSCLI,
/// 3.1.5.3): phones ask there without credentials. The target is the configured one, never the Host field: whoever
/// chooses that must not choose where phones send their passwords.
///
/// Everything else is refused, also with a redirect that would keep method and body (308): a phone that sends its
/// password in clear would go on so for years, as all works. It shall fail where its user sees it.
final class RedirectSite: HTTPHandler {
  /// Where to lead to, and where an ACME client's answers are.
  struct Target: Sendable {
    /// Scheme and host.
    var publicURL: String
    /// Empty for none.
    var challenges = ""
  }

  private let target: Mutex<Target>

  /// A site that leads to `target`.
  init(_ target: Target) { self.target = Mutex(target) }

  /// Leads elsewhere from now on.
  func use(_ target: Target) { self.target.withLock { $0 = target } }

  /// Answers at once, unless a file must be read.
  func handle(_ request: HTTPRequest, _ exchange: Exchange) {
    let target = target.withLock { $0 }
    guard request.method == "GET" || request.method == "HEAD" else {
      return exchange.respond(RedirectSite.refusal)
    }
    guard let token = ACMEChallenge.token(path: request.path) else {
      return exchange.respond(RedirectSite.answer(request, target.publicURL))
    }
    Task(executorPreference: BlockingExecutor.shared) {
      let answer = ACMEChallenge.read(token, in: target.challenges)
      let headers: HTTPFields = ["Content-Type": "application/octet-stream", "Cache-Control": "no-store"]
      exchange.respond(
        answer.map { HTTPResponse(status: 200, headers: headers, body: $0) } ?? HTTPResponse(status: 404))
    }
  }

  func abandoned(_ exchange: Exchange) {}

  private static func answer(_ request: HTTPRequest, _ publicURL: String) -> HTTPResponse {
    guard request.headers["Authorization"] == nil else { return refusal }
    let target = request.path + (request.query.map { "?" + $0 } ?? "")
    guard isFit(target) else { return HTTPResponse(status: 400, headers: ["Connection": "close"]) }
    let location = publicURL + target
    return HTTPResponse(status: 302, headers: ["Location": location, "Cache-Control": "no-store"])
  }

  /// Whether it can stand in a URI behind the host. `GET *` has no path, which would go on with the host's name; a
  /// fragment is none of a request's; and bytes from 0x80 on have no meaning there that is the same to everybody.
  private static func isFit(_ target: String) -> Bool {
    (target.isEmpty || target.hasPrefix("/") || target.hasPrefix("?"))
      && target.utf8.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "#") }
  }

  private static let refusal = HTTPResponse(
    status: 403, headers: ["Content-Type": "text/plain; charset=utf-8", "Connection": "close"],
    body: Array("Only HTTPS is served: switch SSL on in the account's settings.\n".utf8))
}
