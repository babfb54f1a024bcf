/// Whether a request may wait as long as phones do, or something on the way cuts it off.
struct TimeoutCheck: Check {
  /// nil if nobody asked for it.
  let answer: ProbeAnswer?
  let waited: Int
  let longest: Int

  init(answer: ProbeAnswer?, waited: Int, longest: Int) {
    self.answer = answer
    self.waited = waited
    self.longest = longest
  }

  init(_ patient: Patient) {
    longest = patient.configuration.push.longest
    waited = min(patient.wait, longest)
    answer = waited > 0 ? ProbeAnswer(patient, seconds: waited) : nil
  }

  private func cut(_ seconds: Int, _ reason: String) -> Finding {
    .wrong(
      "time-outs", "a waiting phone is cut off after \(seconds) seconds: \(reason)",
      mend: "set the time-outs of proxy and firewall above push.longest, \(longest) seconds "
        + "(nginx: proxy_read_timeout; haproxy: timeout server and timeout client)")
  }

  var findings: [Finding] {
    if case .failure(let reason, let after) = answer, after > 0 { return [cut(after, reason)] }
    guard let answer else { return [] }
    if let obstacle = answer.obstacle {
      return [
        .warning(
          "time-outs", "could not be tested with \(waited) seconds: \(obstacle)",
          mend: "mend what is wrong with the address, or give --wait a shorter time")
      ]
    }
    let text = "a request that waits \(waited) seconds is answered"
    guard waited < longest else { return [.ok("time-outs", text + ", which is as long as phones wait")] }
    let default60 = waited > 60 ? ", longer than the 60 that proxies usually have" : ""
    return [.ok("time-outs", "\(text)\(default60); --wait \(longest) tries all that phones wait")]
  }
}
