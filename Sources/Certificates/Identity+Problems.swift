public import Foundation

/// What an administrator should know of a certificate.
public struct CertificateProblem: Hashable, Sendable {
  /// Whether phones are turned away by it now; otherwise it is a warning.
  public let isError: Bool
  /// One sentence: what is wrong, and how to mend it.
  public let text: String
}

extension Identity {
  /// What is wrong or soon will be: expired, not valid yet, expires within 14 days, does not stand for one of
  /// `hosts`, chain incomplete or out of order, key readable by others.
  public func problems(at time: Date, hosts: [String]) -> [CertificateProblem] {
    problems(at: time, hosts: hosts, authorities: nil)
  }

  /// The same with the trusted roots of a PEM file instead of the system's.
  package func problems(at time: Date, hosts: [String], authorities: String?) -> [CertificateProblem] {
    timeProblems(at: time) + hostProblems(hosts) + signatureProblems + orderProblems
      + trustProblems(authorities) + keyProblems
  }

  private func timeProblems(at time: Date) -> [CertificateProblem] {
    chain.enumerated().flatMap { index, certificate -> [CertificateProblem] in
      let name = index == 0 ? "the certificate" : "the authority's certificate \(certificate.subject)"
      if certificate.notAfter < time {
        return [.error("\(files.chain): \(name) expired on \(day(certificate.notAfter)); renew it")]
      }
      if certificate.notBefore > time {
        return [
          .error(
            "\(files.chain): \(name) is valid from \(day(certificate.notBefore)) on; is the clock right?")
        ]
      }
      let days = Int(certificate.notAfter.timeIntervalSince(time) / 86_400)
      guard days < 14 else { return [] }
      return [
        .warning("\(files.chain): \(name) expires on \(day(certificate.notAfter)), in \(days) days; renew it")
      ]
    } + lifetimeProblems
  }

  /// Apple's systems take no server certificate for longer, those of private authorities included
  /// (support.apple.com/103769).
  private var lifetimeProblems: [CertificateProblem] {
    guard notAfter.timeIntervalSince(certificate.notBefore) > 826 * 86_400 else { return [] }
    return [
      .warning("\(files.chain): valid for more than 825 days, which iPhones do not take; make a shorter one")
    ]
  }

  private func hostProblems(_ hosts: [String]) -> [CertificateProblem] {
    hosts.filter { !stands(for: $0) }.map {
      let known = names.isEmpty ? "no name at all (no subjectAltName)" : names.joined(separator: ", ")
      return .error("\(files.chain): does not stand for \($0) but for \(known); get one that names it")
    }
  }

  private var signatureProblems: [CertificateProblem] {
    chain.filter { $0.isWeaklySigned && !$0.isSelfIssued }.map {
      .error(
        "\(files.chain): \($0.subject) is signed with SHA-1 or older, which phones do not take; renew it")
    }
  }

  private var orderProblems: [CertificateProblem] {
    for (lower, upper) in zip(chain, chain.dropFirst()) where !lower.isIssued(by: upper) {
      let isThere = !lower.isSelfIssued && chain.contains { lower.isIssued(by: $0) }
      return [
        .warning(
          isThere
            ? "\(files.chain): out of order; each certificate must follow the one that it signed"
            : "\(files.chain): \(upper.subject) does not belong to the chain; remove it")
      ]
    }
    return []
  }

  private func trustProblems(_ authorities: String?) -> [CertificateProblem] {
    let trust = Trust.of(chain, authorities: authorities)
    switch trust {
    case .whole: return []
    case .ownRoot(let name):
      return [
        .warning(
          "\(files.chain): comes from \(name), which this machine does not know; phones must have it installed"
        )
      ]
    case .missing(let name, isCertain: true):
      return [.error("\(files.chain): the chain lacks \(name); use the file with the full chain")]
    case .missing(let name, isCertain: false):
      return [
        .warning(
          "\(files.chain): comes from \(name), which this machine does not know: either the chain lacks it, or "
            + "phones must have it installed")
      ]
    case .refused(let reason):
      return [.error("\(files.chain): phones will not trust the chain: \(reason)")]
    }
  }

  private var keyProblems: [CertificateProblem] {
    isKeyOpenToAll ? [.error("\(files.key): everybody on this machine may read the key; chmod o-rwx it")] : []
  }

  private func day(_ date: Date) -> String { date.formatted(.iso8601.year().month().day()) }
}

extension CertificateProblem {
  fileprivate static func error(_ text: String) -> CertificateProblem { .init(isError: true, text: text) }
  fileprivate static func warning(_ text: String) -> CertificateProblem { .init(isError: false, text: text) }
}
