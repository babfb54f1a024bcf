import Synchronization

/// What holds for the server now: its options, which an administrator may change, and whether it is about to stop.
final class LiveOptions: Sendable {
  private struct State {
    var options: ServerOptions
    var isStopping = false
  }

  private let state: Mutex<State>

  init(_ options: ServerOptions) { state = Mutex(State(options: options)) }

  var options: ServerOptions { state.withLock { $0.options } }

  /// Whether new requests are sent away.
  var isStopping: Bool { state.withLock { $0.isStopping } }

  /// Lets `options` hold for what begins from now on.
  func use(_ options: ServerOptions) { state.withLock { $0.options = options } }

  func stop() { state.withLock { $0.isStopping = true } }
}
