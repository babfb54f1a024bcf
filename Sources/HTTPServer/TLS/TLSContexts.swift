import COpenSSL
import Certificates

/// A set of certificates ready for use, by the names that they stand for.
///
/// Sendable though OpenSSL's pointers are not: they never change, an SSL_CTX is not written to once `init` has set it
/// up, and OpenSSL lets many threads make connections from one. Connections hold the set for as long as they live,
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
    let groups = TLSContexts.twins(identities)
    var contexts: [OpaquePointer] = []
    var byName: [String: Int] = [:]
    do throws(CertificateError) {
      for (index, group) in groups.enumerated() {
        contexts.append(try TLSContext.make(for: group))
        for name in group[0].names where byName[name] == nil { byName[name] = index }
      }
      guard !contexts.isEmpty else { throw CertificateError("no certificate to encrypt with") }
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
    if let index = byName[name] { return contexts[index] }
    // A wildcard stands for one whole label (RFC 6125, 6.4.3).
    guard let dot = name.firstIndex(of: ".") else { return nil }
    return byName["*" + name[dot...]].map { contexts[$0] }
  }

  /// Identities of the same names but other kinds of keys belong together: the client's abilities choose.
  private static func twins(_ identities: [Identity]) -> [[Identity]] {
    var groups: [[Identity]] = []
    for identity in identities {
      let index = groups.firstIndex { group in
        Set(group[0].names) == Set(identity.names) && !group.contains { $0.key.kind == identity.key.kind }
      }
      if let index { groups[index].append(identity) } else { groups.append([identity]) }
    }
    return groups
  }
}
