import HTTPServer

/// Whether plain HTTP leads to HTTPS, if it is configured to.
struct RedirectCheck: Check {
  enum Answer: Sendable {
    case status(Int, location: String)
    case failure(String)
  }

  let url: String
  let publicURL: String
  /// nil if no redirect is configured.
  let answer: Answer?

  /// The statuses that lead on, RFC 9110, 15.4; whether for good is the server's choice.
  private static let redirects: Set<Int> = [301, 302, 307, 308]

  init(url: String, publicURL: String, answer: Answer?) {
    self.url = url
    self.publicURL = publicURL
    self.answer = answer
  }

  init(_ patient: Patient) {
    publicURL = patient.configuration.publicURL
    guard let listen = patient.configuration.https.redirect.first, let address = ListenAddress(listen) else {
      url = ""
      answer = nil
      return
    }
    url = "http://\(patient.host)\(address.port == 80 ? "" : ":\(address.port)")\(Probe.path)"
    do throws(WebFailure) {
      let answered = try WebRequest(url: url).send()
      answer = .status(answered.status, location: answered.headers["location"] ?? "")
    } catch {
      answer = .failure(error.text)
    }
  }

  var findings: [Finding] {
    switch answer {
    case nil: []
    // The whole of it: https://sync.example begins https://sync.example.evil as well.
    case .status(let status, let location)
    where Self.redirects.contains(status) && location == publicURL + Probe.path:
      [.ok("redirect", "\(url) leads to \(location)")]
    case .status(let status, let location):
      [
        .wrong(
          "redirect", "\(url) is answered with \(status) \(location)".trimmingSuffixSpaces,
          mend: "look who else serves plain HTTP there")
      ]
    case .failure(let reason):
      [
        .wrong(
          "redirect", "\(url) has no answer: \(reason)",
          mend: "open the port in the firewall, or take https.redirect out of the configuration")
      ]
    }
  }
}

extension String {
  fileprivate var trimmingSuffixSpaces: String { String(reversed().drop { $0 == " " }.reversed()) }
}
