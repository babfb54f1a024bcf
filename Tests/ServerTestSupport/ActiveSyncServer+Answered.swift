public import ActiveSyncServer
public import HTTPServer

extension ActiveSyncServer {
  /// Handles a request in process; returns with its answer.
  public func answered(_ request: HTTPRequest) async -> HTTPResponse {
    await withCheckedContinuation { continuation in
      handle(request, Exchange(owner: Letterbox(continuation), slot: 0, generation: 0, number: 0))
    }
  }
}

/// Where one answer arrives.
private final class Letterbox: ExchangeOwner {
  private let continuation: CheckedContinuation<HTTPResponse, Never>

  init(_ continuation: CheckedContinuation<HTTPResponse, Never>) { self.continuation = continuation }

  func answer(_ exchange: Exchange, with response: HTTPResponse) { continuation.resume(returning: response) }

  // Nobody here hangs up.
  func confirm(_ exchange: Exchange) {}
}
