import HTTPServer

/// Whether the server learns of its clients through the proxy: their address, and that they came over HTTPS.
struct AddressCheck: Check {
  let answer: ProbeAnswer
  /// The addresses and networks of `http.proxies`.
  let proxies: [String]
  let isHTTPS: Bool

  init(answer: ProbeAnswer, proxies: [String], isHTTPS: Bool) {
    self.answer = answer
    self.proxies = proxies
    self.isHTTPS = isHTTPS
  }

  init(_ patient: Patient) {
    answer = ProbeAnswer(patient, seconds: 0)
    proxies = patient.configuration.http.proxies
    isHTTPS = patient.configuration.publicURL.hasPrefix("https:")
  }

  var findings: [Finding] {
    guard case .seen(let sight, let from) = answer else {
      return answer.fault.map { [$0] } ?? []
    }
    return [address(sight, from: from)] + (isHTTPS && !sight.isSecure ? [Self.insecure] : [])
  }

  private func address(_ sight: Probe.Sight, from: String) -> Finding {
    let isProxy = IPAddress(sight.address).map { address in
      proxies.contains { IPNetwork($0)?.contains(address) == true }
    }
    guard isProxy == true, sight.address != from else {
      return .ok("address", "the server sees this machine as \(sight.address)")
    }
    return .wrong(
      "address", "the server takes the proxy \(sight.address) for the client",
      mend: "let the proxy set X-Forwarded-For to the client's address")
  }

  private static let insecure = Finding.warning(
    "address", "the server does not know that clients come over HTTPS",
    mend: "let the proxy set X-Forwarded-Proto to https, and name its address in http.proxies")
}
