import Foundation
import HTTPServer
import SyncModel
import Synchronization

/// Answers the doctor's questions, and hands everything else to the handler behind it.
///
/// What is no right and fresh question is answered as if there were none: strangers learn nothing.
final class ProbeHandler: HTTPHandler {
  private let key: ProbeKey
  private let longest: @Sendable () -> Int
  private let clock: WallClock
  private let next: any HTTPHandler
  private let state = Mutex(State())

  private struct State {
    /// Held answers; a peer that goes away ends its wait.
    var waiting: [Exchange: Task<Void, Never>] = [:]
    var isStopping = false
  }

  /// Knows the doctor by the key in the data directory, which it makes if need be.
  convenience init(_ settings: Settings, next: any HTTPHandler) throws {
    self.init(
      key: try ProbeKey(making: settings.value.data), longest: { settings.value.push.longest }, next: next)
  }

  /// Holds answers for `longest` seconds at most.
  init(
    key: ProbeKey, longest: @escaping @Sendable () -> Int, clock: WallClock = .system, next: any HTTPHandler
  ) {
    self.key = key
    self.longest = longest
    self.clock = clock
    self.next = next
  }

  func handle(_ request: HTTPRequest, _ exchange: Exchange) {
    guard request.method == "GET", request.path == Probe.path, let query = request.query,
      query.hasPrefix("Probe="),
      let probe = Probe(query: query, key: key, longest: longest(), now: clock.now())
    else { return next.handle(request, exchange) }
    let sight = Probe.Sight(address: request.address, isSecure: request.isSecure)
    // Under the lock, so that the task finds itself in the table when it ends.
    let isHeld = state.withLock { state in
      guard !state.isStopping else { return false }
      state.waiting[exchange] = Task { [weak self] in
        guard (try? await Task.sleep(for: .seconds(probe.seconds))) != nil else { return }
        self?.finish(exchange, sight)
      }
      return true
    }
    guard isHeld else { return exchange.respond(ProbeHandler.refusal) }
    exchange.confirm()
  }

  /// Ends all that are held, and holds no more: the server's end does not wait for them.
  func stop() {
    let held = state.withLock { state in
      state.isStopping = true
      defer { state.waiting = [:] }
      return state.waiting
    }
    for (exchange, task) in held {
      task.cancel()
      exchange.respond(ProbeHandler.refusal)
    }
  }

  func abandoned(_ exchange: Exchange) {
    guard let task = state.withLock({ $0.waiting.removeValue(forKey: exchange) }) else {
      return next.abandoned(exchange)
    }
    task.cancel()
  }

  private func finish(_ exchange: Exchange, _ sight: Probe.Sight) {
    guard state.withLock({ $0.waiting.removeValue(forKey: exchange) }) != nil else { return }
    let body = (try? JSONEncoder().encode(sight)).map { Array($0) } ?? []
    exchange.respond(
      HTTPResponse(
        status: 200, headers: ["Content-Type": "application/json", "Cache-Control": "no-store"], body: body))
  }

  private static let refusal = HTTPResponse(status: 503, headers: ["Connection": "close"])
}
