import HTTPServer
import Synchronization

@testable import ActiveSyncServer

/// A peer that hung up before anybody kept its request.
final class GonePeer: ExchangeOwner {
  private let server: ActiveSyncServer
  private let told: AsyncStream<Void>
  private let tell: AsyncStream<Void>.Continuation

  init(_ server: ActiveSyncServer) {
    self.server = server
    (told, tell) = AsyncStream.makeStream()
  }

  var exchange: Exchange { Exchange(owner: self, slot: 0, generation: 1, number: 1) }

  func answer(_ exchange: Exchange, with response: HTTPResponse) {}

  func confirm(_ exchange: Exchange) {
    server.abandoned(exchange)
    tell.finish()
  }

  /// Returns when somebody asked whether it is still there.
  func wasAsked() async {
    for await _ in told {}
  }
}
