import Foundation
import HTTPServer
import SyncModel
import Synchronization

/// Answers the doctor's questions, and hands everything else to the handler behind it.
///
/// What is no right and fresh question is answered as if there were none: strangers learn nothing.
final class ProbeHandler: HTTPHandler {
  private let key: ProbeKey
  private let longest: Int
  private let clock: WallClock
  private let next: any HTTPHandler
  /// Held answers; a peer that goes away ends its wait.
  private let waiting = Mutex<[Exchange: Task<Void, Never>]>([:])

  /// Knows the doctor by the key in the data directory, which it makes if need be.
  convenience init(_ configuration: Configuration, next: any HTTPHandler) throws {
    self.init(
      key: try ProbeKey(making: configuration.data), longest: configuration.push.longest, next: next)
  }

  /// Holds answers for `longest` seconds at most.
  init(key: ProbeKey, longest: Int, clock: WallClock = .system, next: any HTTPHandler) {
    self.key = key
    self.longest = longest
    self.clock = clock
    self.next = next
  }

  func handle(_ request: HTTPRequest, _ exchange: Exchange) {
    guard request.method == "GET", request.path == Probe.path, let query = request.query,
      query.hasPrefix("Probe="),
      let probe = Probe(query: query, key: key, longest: longest, now: clock.now())
    else { return next.handle(request, exchange) }
    let sight = Probe.Sight(address: request.address, isSecure: request.isSecure)
    // Under the lock, so that the task finds itself in the table when it ends.
    waiting.withLock {
      $0[exchange] = Task { [weak self] in
        try? await Task.sleep(for: .seconds(probe.seconds))
        self?.finish(exchange, sight)
      }
    }
    exchange.confirm()
  }

  func abandoned(_ exchange: Exchange) {
    guard let task = waiting.withLock({ $0.removeValue(forKey: exchange) }) else {
      return next.abandoned(exchange)
    }
    task.cancel()
  }

  private func finish(_ exchange: Exchange, _ sight: Probe.Sight) {
    guard waiting.withLock({ $0.removeValue(forKey: exchange) }) != nil else { return }
    let body = (try? JSONEncoder().encode(sight)).map { Array($0) } ?? []
    exchange.respond(
      HTTPResponse(
        status: 200, headers: ["Content-Type": "application/json", "Cache-Control": "no-store"], body: body))
  }
}
