public import Certificates
import Synchronization

/// How connections are encrypted: the certificates in use now, and what outlives them (ticket keys).
///
/// Shared by all loops. New certificates count for new connections; those that stand go on.
public final class TLSService: Sendable {
  private let keys: TicketKeys
  private let contexts: Mutex<TLSContexts>

  /// Has no certificate yet: who connects is hung up on at once, until ``use(_:)`` brings some.
  public init() {
    keys = TicketKeys()
    contexts = Mutex(TLSContexts(keys: keys))
  }

  /// Serves `identities`; the first is for clients that name no host or an unknown one.
  public convenience init(_ identities: [Identity]) throws(CertificateError) {
    try self.init(identities, keys: TicketKeys())
  }

  init(_ identities: [Identity], keys: TicketKeys) throws(CertificateError) {
    self.keys = keys
    contexts = Mutex(try TLSContexts(identities, keys: keys))
  }

  /// Uses others from now on.
  public func use(_ identities: [Identity]) throws(CertificateError) {
    let new = try TLSContexts(identities, keys: keys)
    contexts.withLock { $0 = new }
  }

  /// What new connections are encrypted with.
  var current: TLSContexts { contexts.withLock { $0 } }
}
