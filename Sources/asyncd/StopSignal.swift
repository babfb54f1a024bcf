import Dispatch
import Glibc

/// The signals that end the process: SIGTERM (systemd) and SIGINT (Ctrl-C).
struct StopSignal {
  private static let signals = [SIGTERM: "SIGTERM", SIGINT: "SIGINT"]

  private let names: AsyncStream<String>
  private let sources: [any DispatchSourceSignal]

  /// Listens from now on.
  init() {
    let (names, continuation) = AsyncStream.makeStream(of: String.self)
    self.names = names
    sources = Self.signals.map { number, name in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler { @Sendable in continuation.yield(name) }
      source.resume()
      return source
    }
  }

  /// Returns the name of the first signal. The second one ends the process at once.
  func wait() async -> String {
    let name = await names.first { _ in true }
    for source in sources { source.cancel() }
    for number in Self.signals.keys { signal(number, SIG_DFL) }
    return name ?? ""
  }
}
