import Foundation
import Glibc

/// `asyncd doctor --config FILE [--wait SECONDS] [--ca FILE]`: looks at everything between a phone and the server.
struct DoctorCommand {
  private let path: String
  private let authorities: String?
  private var wait = Doctor.usualWait

  init(_ arguments: Arguments) throws(UsageError) {
    path = try arguments.required("config")
    authorities = arguments["ca"]
    guard let text = arguments["wait"] else { return }
    guard let seconds = Int(text), (0...3_540).contains(seconds) else {
      throw UsageError("--wait \(text) is no number of seconds from 0 to 3540")
    }
    wait = seconds
  }

  /// Prints a line for each thing looked at; gives the exit status, which says whether something is wrong.
  func run() throws(ConfigurationError) -> Int32 {
    guard let configuration = configuration() else { return EX_CONFIG }
    let patient = Patient(path: path, configuration: configuration, authorities: authorities, wait: wait)
    var findings: [Finding] = []
    for check in Doctor.checks {
      let found = check.init(patient).findings
      for finding in found { show(finding) }
      findings += found
    }
    let wrong = findings.count { $0.verdict == .wrong }
    let warnings = findings.count { $0.verdict == .warning }
    show("\(wrong) wrong, \(warnings) warnings.")
    return wrong == 0 ? EX_OK : EX_UNAVAILABLE
  }

  private func configuration() -> Configuration? {
    do throws(ConfigurationError) {
      let configuration = try Configuration.read(path)
      show(.ok("configuration", "\(path) is right"))
      return configuration
    } catch {
      show(.wrong("configuration", error.description, mend: "correct the file"))
      return nil
    }
  }

  /// At once, not when a buffer is full: the next check may take a minute.
  private func show(_ finding: Finding) { show(finding.line) }

  private func show(_ line: String) {
    // A reader that has gone is no reason to look no further: the exit status counts as well.
    try? FileBytes.write(Array((line + "\n").utf8), to: STDOUT_FILENO)
  }
}
