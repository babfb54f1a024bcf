import Certificates
import Foundation

/// Whether the certificates of the configuration can be used, for the names that clients ask for.
struct CertificateCheck: Check {
  enum State: Sendable {
    case read(names: [String], notAfter: Date, problems: [CertificateProblem])
    case unreadable(String)
  }

  let certificates: [(path: String, state: State)]
  /// Names of Autodiscover that no certificate stands for.
  let uncovered: [String]

  init(certificates: [(path: String, state: State)], uncovered: [String] = []) {
    self.certificates = certificates
    self.uncovered = uncovered
  }

  init(_ patient: Patient) { self.init(patient, now: Date()) }

  /// Every certificate by itself; if none stands for the host of `publicURL`, the first one is to blame, which is
  /// the default.
  init(_ patient: Patient, now: Date) {
    let files = patient.configuration.https.certificates
    let identities = files.map { files in Result { try Identity(files, credentials: Self.credentials) } }
    let known = identities.compactMap { try? $0.get() }
    func isCovered(_ host: String) -> Bool { known.contains { $0.stands(for: host) } }
    let missing = isCovered(patient.host) ? [] : [patient.host]
    uncovered = known.isEmpty ? [] : patient.autodiscoverHosts.filter { !isCovered($0) }
    certificates = zip(files, identities).map { files, identity in
      switch identity {
      case .failure(let error): (files.chain, .unreadable("\(error)"))
      case .success(let identity):
        (
          files.chain,
          .read(
            names: identity.names, notAfter: identity.notAfter,
            problems: identity.problems(at: now, hosts: identity === known.first ? missing : []))
        )
      }
    }
  }

  /// Where systemd puts credentials: for this process, or for the service while it runs, which root may read.
  private static var credentials: String? {
    ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"] ?? "/run/credentials/asyncd.service"
  }

  var findings: [Finding] { certificateFindings + uncovered.map(Self.finding) }

  /// Who set up the account with the server's name does not miss it.
  private static func finding(uncovered host: String) -> Finding {
    .warning(
      "certificate", "no certificate stands for \(host), so Autodiscover fails by that name",
      mend: "get one that names it too, or publish an SRV record for Autodiscover")
  }

  private var certificateFindings: [Finding] {
    certificates.flatMap { path, state -> [Finding] in
      switch state {
      case .unreadable(let text): return [.wrong("certificate", text, mend: "correct https.certificates")]
      case .read(let names, let notAfter, let problems):
        guard problems.isEmpty else {
          return problems.map {
            Finding(verdict: $0.isError ? .wrong : .warning, subject: "certificate", text: $0.text, mend: "")
          }
        }
        let list = names.joined(separator: ", ")
        return [.ok("certificate", "\(path) is for \(list), until \(notAfter.formatted(.iso8601))")]
      }
    }
  }
}

extension Identity {
  fileprivate convenience init(_ files: Configuration.HTTPS.Certificate, credentials: String?) throws {
    try self.init(
      CertificateFiles(
        chain: CredentialPath.resolve(files.chain, directory: credentials),
        key: CredentialPath.resolve(files.key, directory: credentials)))
  }
}
