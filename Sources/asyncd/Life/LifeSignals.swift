import Dispatch
import Glibc

/// The signals that an administrator or systemd sends: stop (SIGTERM, SIGINT), and read the configuration (SIGHUP).
struct LifeSignals {
  /// What is asked for.
  enum Wish: Sendable, Equatable {
    case reload
    case stop(signal: String)
  }

  /// What has been asked for, in order.
  let wishes: AsyncStream<Wish>
  private let sources: [any DispatchSourceSignal]

  private static let meanings: [(number: Int32, wish: Wish)] = [
    (SIGHUP, .reload), (SIGTERM, .stop(signal: "SIGTERM")), (SIGINT, .stop(signal: "SIGINT")),
  ]

  /// Listens from now on.
  init() {
    let (wishes, continuation) = AsyncStream.makeStream(of: Wish.self)
    self.wishes = wishes
    sources = LifeSignals.meanings.map { number, wish in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler { @Sendable in continuation.yield(wish) }
      source.activate()
      return source
    }
  }

  /// The next signal to stop ends the process at once; one to reload does nothing any more.
  func letGo() {
    for source in sources { source.cancel() }
    for (number, wish) in LifeSignals.meanings where wish != .reload { signal(number, SIG_DFL) }
  }
}
