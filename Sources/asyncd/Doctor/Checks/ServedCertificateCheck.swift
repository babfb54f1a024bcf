import Foundation

/// Whether phones trust what proves the server's name at `publicURL`, whoever serves it there.
struct ServedCertificateCheck: Check {
  enum Answer: Sendable {
    /// TLS stood; until when the certificate is valid.
    case trusted(until: Date?)
    case refused(reason: String)
    /// No TLS came about; ``PathCheck`` says why.
    case unreachable
    case plain
  }

  let url: String
  let answer: Answer
  let now: Date

  private static let soon: TimeInterval = 14 * 86_400

  init(url: String, answer: Answer, now: Date) {
    self.url = url
    self.answer = answer
    self.now = now
  }

  init(_ patient: Patient) {
    url = patient.configuration.publicURL
    now = Date()
    guard url.hasPrefix("https:") else {
      answer = .plain
      return
    }
    do throws(WebFailure) {
      let request = WebRequest(method: "OPTIONS", url: url + Probe.path, authorities: patient.authorities)
      answer = .trusted(until: try request.send().certificateEnd)
    } catch {
      answer = error.isOfCertificate ? .refused(reason: error.text) : .unreachable
    }
  }

  var findings: [Finding] {
    switch answer {
    case .unreachable: []
    case .plain:
      [.warning("served", "\(url) is not HTTPS, which phones insist on", mend: "set publicURL to https://")]
    case .refused(let reason): [.wrong("served", "\(url) is not trusted: \(reason)", mend: Self.mend(reason))]
    case .trusted(let end): [trusted(until: end)]
    }
  }

  private func trusted(until end: Date?) -> Finding {
    guard let end else { return .ok("served", "\(url) has a trusted certificate") }
    let text = "\(url) has a trusted certificate until \(end.formatted(.iso8601))"
    guard end.timeIntervalSince(now) < Self.soon else { return .ok("served", text) }
    return .warning("served", text, mend: "renew it, and look why your ACME client has not")
  }

  /// What libcurl and OpenSSL say, and what it comes from.
  private static let causes = [
    ("expired", "renew the certificate, and reload whoever serves it"),
    ("not yet valid", "set the clock"),
    (
      "local issuer", "serve the whole chain: the server's certificate, then those of the authorities between"
    ),
    ("self-signed", "take a certificate of a public authority, or give --ca FILE if phones trust yours"),
    ("subject name", "take a certificate that names publicURL's host"),
  ]

  private static func mend(_ reason: String) -> String {
    causes.first { reason.contains($0.0) }?.1 ?? "take a certificate that phones trust"
  }
}
