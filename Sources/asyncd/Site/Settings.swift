import Synchronization

/// The configuration that holds now.
final class Settings: Sendable {
  private let current: Mutex<Configuration>

  /// What holds from the start.
  init(_ configuration: Configuration) { current = Mutex(configuration) }

  /// What holds now.
  var value: Configuration { current.withLock { $0 } }

  /// Takes another one; what cannot change while the server runs stays, so that it is named at each reload.
  func use(_ configuration: Configuration) {
    current.withLock { current in
      var next = configuration
      next.listen = current.listen
      next.data = current.data
      next.operations = current.operations
      next.https.listen = current.https.listen
      next.https.redirect = current.https.redirect
      current = next
    }
  }
}

extension Configuration {
  /// The options that differ in `other`, but cannot change while the server runs; addresses in whose place there are
  /// `sockets` count for nothing.
  func needingRestart(_ other: Configuration, _ sockets: HandedOverSockets) -> [String] {
    let moved = Kind.allCases
      .filter { sockets[$0].isEmpty && addresses($0) != other.addresses($0) }
      .map(\.option)
    return moved + (data == other.data ? [] : ["data"])
  }
}
