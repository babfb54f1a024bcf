import COpenSSL
import Certificates

/// A set of certificates ready for use, by the names that they stand for.
///
/// Sendable though OpenSSL's pointers are not: they never change, an SSL_CTX is not written to once `init` has set it
/// up, but for OpenSSL's reference count and statistics, which are atomic, and OpenSSL lets many threads make
/// connections from one. All else here is constant and Sendable. Connections hold the set for as long as they live,
/// since OpenSSL's callbacks find it by a bare pointer.
final class TLSContexts: @unchecked Sendable {
  let keys: TicketKeys
  private let contexts: [OpaquePointer]
  /// Indices by lower-case name; wildcards as they are written, `*.example`.
  private let byName: [String: Int]

  /// None.
  init(keys: TicketKeys) {
    self.keys = keys
    contexts = []
    byName = [:]
  }

  init(_ identities: [Identity], keys: TicketKeys) throws(CertificateError) {
    self.keys = keys
    var contexts: [OpaquePointer] = []
    var byGroup: [[Int]: Int] = [:]
    var byName: [String: Int] = [:]
    do throws(CertificateError) {
      guard let first = identities.first else { throw CertificateError("no certificate to encrypt with") }
      // Whoever names no host is served as one who asks for the first one's first name.
      let names: [String?] = [first.names.first] + identities.flatMap(\.names)
      for name in names {
        let group = name.map { TLSContexts.group(for: $0, identities) } ?? [0]
        if byGroup[group] == nil {
          contexts.append(try TLSContext.make(for: group.map { identities[$0] }))
          byGroup[group] = contexts.count - 1
        }
        if let name { byName[name] = byGroup[group] }
      }
    } catch {
      for context in contexts { SSL_CTX_free(context) }
      throw error
    }
    self.contexts = contexts
    self.byName = byName
    for context in contexts {
      TLSContext.setCallbacks(context, owner: Unmanaged.passUnretained(self).toOpaque())
    }
  }

  deinit { for context in contexts { SSL_CTX_free(context) } }

  /// Whether there is nothing to encrypt with.
  var isEmpty: Bool { contexts.isEmpty }

  /// A new connection's state, which the caller frees; nil without memory or certificate.
  func makeSession() -> OpaquePointer? { contexts.first.flatMap { SSL_new($0) } }

  /// The certificates for a host name as the client wrote it; nil if none stands for it.
  func context(for host: String) -> OpaquePointer? {
    var name = host.lowercased()
    if name.hasSuffix(".") { name.removeLast() }
    let index = byName[name] ?? TLSContexts.wildcard(for: name).flatMap { byName[$0] }
    return index.map { contexts[$0] }
  }

  /// A wildcard stands for one whole label (RFC 6125, 6.4.3).
  private static func wildcard(for name: String) -> String? {
    name.firstIndex(of: ".").map { "*" + name[$0...] }
  }

  /// Indices of those that stand for a name, one of each kind of key: the client's abilities choose. Who has the name
  /// itself comes before who has a wildcard.
  private static func group(for name: String, _ identities: [Identity]) -> [Int] {
    var kinds: Set<PrivateKey.Kind> = []
    let names = [name, wildcard(for: name)].compactMap { $0 }
    return names.flatMap { name in
      identities.indices.filter {
        identities[$0].names.contains(name) && kinds.insert(identities[$0].key.kind).inserted
      }
    }
  }
}
