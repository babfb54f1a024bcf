/// Whether the paths that phones ask for lead to this server.
struct PathCheck: Check {
  enum Answer: Hashable, Sendable {
    case status(Int, challenge: String)
    case failure(String)
  }

  struct Path: Sendable {
    let method: String
    let path: String
    let answer: Answer
  }

  let url: String
  let paths: [Path]

  /// What a server of ours asks a stranger for.
  private static let challenge = "Basic realm=\"ActiveSync\""
  private static let asked = [("OPTIONS", Probe.path), ("POST", "/Autodiscover/Autodiscover.xml")]

  init(url: String, paths: [Path]) {
    self.url = url
    self.paths = paths
  }

  init(_ patient: Patient) {
    let url = patient.configuration.publicURL
    self.url = url
    paths = Self.asked.map { method, path in
      do throws(WebFailure) {
        // Whether the certificate is trusted is another check's question.
        let answer = try WebRequest(method: method, url: url + path, verifies: false).send()
        let challenge = answer.headers["www-authenticate"] ?? ""
        return Path(method: method, path: path, answer: .status(answer.status, challenge: challenge))
      } catch {
        return Path(method: method, path: path, answer: .failure(error.text))
      }
    }
  }

  var findings: [Finding] {
    // Nobody there is one fault, not one for each path.
    if let first = paths.first, case .failure = first.answer, paths.allSatisfy({ $0.answer == first.answer })
    {
      return [finding(first)]
    }
    return paths.map(finding)
  }

  private func finding(_ path: Path) -> Finding {
    let what = "\(path.method) \(url)\(path.path)"
    switch path.answer {
    case .failure(let reason):
      return .wrong(
        "paths", "\(what) has no answer: \(reason)",
        mend: "start the server, open the port in the firewall, and look whether the name leads here")
    case .status(401, let challenge) where challenge.hasPrefix(Self.challenge):
      return .ok("paths", "\(what) asks for a password")
    case .status(401, _):
      return .wrong(
        "paths", "\(what) asks for a password, but not for one of this server",
        mend: "take the sign-in off the proxy for this path")
    case .status(let status, _):
      return .wrong("paths", "\(what) is answered with \(status), not 401", mend: Self.mend(status))
    }
  }

  private static func mend(_ status: Int) -> String {
    switch status {
    case 300..<400: "let the proxy forward the path, and say X-Forwarded-Proto: https"
    case 404: "forward the path, in small and in capital letters, to asyncd"
    case 405, 501: "let the proxy pass the methods OPTIONS and POST"
    case 500..<600: "look whether asyncd runs and the proxy has its address"
    default: "look which server answers there"
    }
  }
}
