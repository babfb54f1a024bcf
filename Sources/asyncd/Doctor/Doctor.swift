import Foundation

/// A site as the doctor finds it: a right configuration, and how to look at it from outside.
struct Patient: Sendable {
  /// The configuration's file.
  let path: String
  let configuration: Configuration
  /// A PEM file of authorities in place of the system's.
  var authorities: String?
  /// For how many seconds the longest question waits; 0 for none.
  var wait = Doctor.usualWait

  /// The host of `publicURL`.
  var host: String { URL(string: configuration.publicURL)?.host() ?? "" }

  /// The hosts that clients look for when they know a mail address only. [MS-OXDISCO] 3.1.5.
  var autodiscoverHosts: [String] { configuration.autodiscover.domains.map { "autodiscover." + $0 } }
}

/// A look at one thing an administrator gets wrong: facts, and what they mean.
protocol Check: Sendable {
  /// Gathers the facts; blocks.
  init(_ patient: Patient)
  /// What they mean.
  var findings: [Finding] { get }
}

/// All that is looked at, in the order of the answers: from what others depend on to what depends on it.
enum Doctor {
  static let checks: [any Check.Type] = [
    CertificateCheck.self, ServedCertificateCheck.self, NameCheck.self, PathCheck.self, RedirectCheck.self,
    AddressCheck.self, TimeoutCheck.self, ClockCheck.self, TimeZoneCheck.self, DiskCheck.self,
    ServerCheck.self, DescriptorCheck.self, PermissionCheck.self, DatabaseCheck.self,
  ]

  /// Longer than the time-out that proxies usually have unless told otherwise, 60 seconds.
  static let usualWait = 75
}
