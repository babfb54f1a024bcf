import Glibc
import Logging

/// `asyncd check --config FILE`.
struct CheckCommand {
  private let path: String

  init(_ arguments: Arguments) throws(UsageError) {
    path = try arguments.required("config")
  }

  /// Says that the configuration is right, or what is wrong with it and its certificates; gives the exit status.
  func run() throws(ConfigurationError) -> Int32 {
    let patient = Patient(path: path, configuration: try Configuration.read(path))
    let findings = CertificateCheck(patient).findings
    for finding in findings where finding.verdict == .wrong {
      StandardError.write("asyncd: \(path): \(finding.text)")
    }
    guard !findings.contains(where: { $0.verdict == .wrong }) else { return EX_UNAVAILABLE }
    for finding in findings where finding.verdict == .warning { print("Warning: \(finding.text)") }
    print("\(path) is right.")
    return EX_OK
  }
}
