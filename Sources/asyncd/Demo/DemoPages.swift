import HTTPServer

/// What a phone gets over plain HTTP: the page, the authority, the profile. ActiveSync is not there, so that no
/// password crosses the network in the clear.
struct DemoPages: HTTPHandler {
  private let facts: DemoPage.Facts
  private let certificate: [UInt8]
  private let profile: [UInt8]

  init(_ facts: DemoPage.Facts, certificate: [UInt8], profile: [UInt8]) {
    self.facts = facts
    self.certificate = certificate
    self.profile = profile
  }

  func handle(_ request: HTTPRequest, _ exchange: Exchange) { exchange.respond(answer(to: request)) }

  // An answer is given at once, so nothing is ever left behind.
  func abandoned(_ exchange: Exchange) {}

  func answer(to request: HTTPRequest) -> HTTPResponse {
    guard ["/", "/ca.crt", "/asyncd.mobileconfig"].contains(request.path) else {
      return HTTPResponse(
        status: 404, headers: ["Content-Type": "text/plain"], body: Array("Not here.\n".utf8))
    }
    guard ["GET", "HEAD"].contains(request.method) else {
      return HTTPResponse(status: 405, headers: ["Allow": "GET, HEAD"])
    }
    switch request.path {
    case "/ca.crt": return file(certificate, type: "application/x-x509-ca-cert", name: "ca.crt")
    case "/asyncd.mobileconfig":
      return file(profile, type: "application/x-apple-aspen-config", name: "asyncd.mobileconfig")
    default:
      let language = DemoPage.Language(accepting: request.headers["Accept-Language"])
      return HTTPResponse(
        status: 200,
        headers: [
          "Content-Type": "text/html; charset=utf-8", "Content-Language": language.rawValue,
          "Vary": "Accept-Language", "Cache-Control": "no-store",
          "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
        ], body: Array(DemoPage(facts: facts, language: language).html.utf8))
    }
  }

  private func file(_ bytes: [UInt8], type: String, name: String) -> HTTPResponse {
    HTTPResponse(
      status: 200,
      headers: [
        "Content-Type": type, "Content-Disposition": "attachment; filename=\"\(name)\"",
        "Cache-Control": "no-store",
      ], body: bytes)
  }
}
