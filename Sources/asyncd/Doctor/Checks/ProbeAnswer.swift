import Foundation

/// What became of a probe sent to `publicURL`.
enum ProbeAnswer: Sendable {
  /// The server answered; `from` is the address of this machine that the connection came from.
  case seen(Probe.Sight, from: String)
  /// Somebody else answered.
  case status(Int)
  /// Nobody did; after so many seconds.
  case failure(reason: String, after: Int)
  /// The server has made no secret yet, or it may not be read.
  case noKey(path: String)

  init(_ patient: Patient, seconds: Int) {
    let configuration = patient.configuration
    guard let key = ProbeKey(reading: configuration.data) else {
      self = .noKey(path: ProbeKey.path(configuration.data))
      return
    }
    let query = Probe(seconds: seconds, now: Date()).query(key)
    let request = WebRequest(
      url: "\(configuration.publicURL)\(Probe.path)?\(query)", seconds: seconds + 30, verifies: false)
    let start = ContinuousClock.now
    do throws(WebFailure) {
      let answer = try request.send()
      let after = Int((ContinuousClock.now - start).components.seconds)
      if answer.status == 200,
        let sight = try? JSONDecoder().decode(Probe.Sight.self, from: Data(answer.body))
      {
        self = .seen(sight, from: answer.localAddress)
      } else if (502...504).contains(answer.status), after > 0 {
        // 503 is what proxies that spare phones the other two say in their place.
        self = .failure(reason: "answered with \(answer.status)", after: after)
      } else {
        self = .status(answer.status)
      }
    } catch {
      self = .failure(reason: error.text, after: Int((ContinuousClock.now - start).components.seconds))
    }
  }

  /// Why the question has found out nothing; nil if the server has answered it.
  var obstacle: String? {
    switch self {
    case .seen: nil
    case .noKey(let path): "\(path) cannot be read"
    case .status(let status): "the server at publicURL answers the question with \(status)"
    case .failure(let reason, _): "publicURL does not answer: \(reason)"
    }
  }

  /// What is wrong if the server has not answered a question that waits for nothing.
  var fault: Finding? {
    switch self {
    case .seen: nil
    case .noKey(let path):
      .wrong(
        "address", "\(path) cannot be read", mend: "start the server, which makes it, and run this as root")
    case .status(let status):
      .wrong(
        "address", "the server at publicURL does not know this one's data: it answers with \(status)",
        mend: "let publicURL lead to the server of this configuration")
    case .failure(let reason, _):
      .wrong(
        "address", "publicURL does not answer: \(reason)", mend: "mend what is wrong with the paths first")
    }
  }
}
