import HTTPServer
import SyncModel

/// `/Autodiscover/Autodiscover.xml`: tells a device where the server is. [MS-ASCMD] 2.2.1.1, [MS-OXDSCLI].
struct AutodiscoverEndpoint: Sendable {
  private(set) var services: Services
  let authentication: Authentication

  /// The same for one request, with the options that hold for it.
  func with(_ services: Services) -> Self {
    var endpoint = self
    endpoint.services = services
    return endpoint
  }

  /// The answer to a request, whatever happens.
  func answer(_ request: HTTPRequest, _ record: inout RequestRecord) async -> HTTPResponse {
    record.command = "Autodiscover"
    guard request.method == "POST" else { return .activeSync(status: 405, ["Allow": "POST"]) }
    let outcome: Authentication.Outcome
    do {
      outcome = try await authentication.check(
        request, device: nil, isAutodiscover: true, in: services, &record)
    } catch {
      record.refuse(CommandError(error).reason)
      return .retryLater(after: services.options.retryAfterSeconds)
    }
    switch outcome {
    case .accepted(let account):
      return document(response(to: request, account, &record))
    case .refused(let refusal):
      if let refusal { record.refuse("\(refusal.code) \(refusal.text)") }
      return .unauthorized
    case .forbidden(let refusal):
      record.refuse("\(refusal.code) \(refusal.text)")
      return .activeSync(status: 403)
    }
  }

  private func response(
    to request: HTTPRequest, _ account: Account, _ record: inout RequestRecord
  ) -> AutodiscoverResponse {
    guard let body = try? request.content(), let asked = AutodiscoverRequest(body) else {
      record.refuse("malformed request")
      return .invalid(code: 600, message: "Invalid Request")
    }
    guard asked.acceptableSchema == AutodiscoverRequest.mobileSync else {
      record.refuse("another response schema")
      return .invalid(code: 601, message: "Provider is not available")
    }
    guard let address = address(of: account, as: asked.address) else {
      record.refuse("not an address of the user")
      return .unknownAddress(asked.address)
    }
    return .found(
      displayName: account.displayName, address: address,
      url: services.options.publicURL + "/Microsoft-Server-ActiveSync")
  }

  /// The user's own address in a domain that is served; nil for every other address, so that the answer does
  /// not tell whether it is another user's. Phones may write addresses in small letters; names are kept as they
  /// are, since they are case-sensitive at sign-in.
  private func address(of account: Account, as typed: String) -> String? {
    guard let at = typed.lastIndex(of: "@") else { return nil }
    let domain = typed[at...].dropFirst().lowercased()
    guard services.options.autodiscoverDomains.contains(where: { $0.lowercased() == domain }),
      typed[..<at].lowercased() == account.name.lowercased()
    else { return nil }
    return "\(account.name)@\(domain)"
  }

  private func document(_ response: AutodiscoverResponse) -> HTTPResponse {
    let document = response.document(time: services.clock.now(), server: services.options.publicURL)
    return HTTPResponse(
      status: 200, headers: ["Content-Type": "text/xml; charset=utf-8", "Cache-Control": "private"],
      body: Array(document.utf8))
  }
}
