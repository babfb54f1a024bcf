import Certificates
import Foundation
import Glibc
import HTTPServer
import Logging
import Synchronization

/// The certificates in use; reads them anew when the files change.
actor CertificateStore {
  /// Certificates that have been read, but are not in use yet.
  struct Prepared: Sendable {
    fileprivate let files: [CertificateFiles]
    fileprivate let state: [FileState?]
    fileprivate let identities: [Identity]
  }

  /// What HTTPS is spoken with.
  nonisolated let service: TLSService
  /// Whether there were none at the start; a reload may bring some.
  nonisolated let startedEmpty: Bool
  private let directory: String?
  private let log: Log
  private var current: Prepared
  /// How the files were when they were looked at last, good or not.
  private var seen: [FileState?]
  /// What was said of them then; nil if they were good.
  private var refusal: Refusal?

  /// Reads the certificates of a configuration, if it has any.
  init(_ configuration: Configuration, _ environment: ServiceEnvironment, log: Log) throws {
    directory = environment.credentials
    self.log = log
    current = try Prepared(configuration.certificateFiles(directory))
    seen = current.state
    startedEmpty = current.identities.isEmpty
    service = startedEmpty ? TLSService() : try TLSService(current.identities)
    current.tell(log)
  }

  /// Names and end of each certificate in use.
  var expiries: [(names: [String], notAfter: Date)] {
    current.identities.map { ($0.names, $0.notAfter) }
  }

  /// Reads the certificates of another configuration.
  func prepare(_ configuration: Configuration) throws -> Prepared? {
    // Without any, HTTPS cannot go on; that it is to be off needs a restart, which is told by its addresses.
    guard !configuration.https.certificates.isEmpty else { return nil }
    return try Prepared(configuration.certificateFiles(directory))
  }

  /// Uses others for new connections.
  func use(_ prepared: Prepared) throws(CertificateError) {
    try service.use(prepared.identities)
    current = prepared
    seen = prepared.state
    refusal = nil
    prepared.tell(log)
  }

  /// Looks at the files every few seconds until the task is cancelled.
  ///
  /// Files are told apart by what lies behind all links, as ACME clients put a link to the new file in the old one's
  /// place. A pair of which one half is new is refused; the other half is the next change. What is refused is tried
  /// again now and then all the same: not all that keeps a file from being read can be seen at the file.
  func watch(every time: Duration = .seconds(2)) async {
    while !Task.isCancelled {
      try? await Task.sleep(for: time)
      look()
    }
  }

  /// Reads the files if they have changed, or were refused a while ago.
  func look(now: ContinuousClock.Instant = .now) {
    let state = FileState.of(current.files)
    guard state != seen || refusal.map({ now >= $0.tried + .seconds(60) }) == true else { return }
    seen = state
    do {
      try use(Prepared(current.files))
    } catch {
      let reason = "\(error)"
      var told = now
      if let refusal, refusal.reason == reason, now < refusal.told + .seconds(3_600) {
        told = refusal.told
      } else {
        log.error("certificate refused", ["reason": reason])
      }
      refusal = Refusal(reason: reason, tried: now, told: told)
    }
  }

  /// Why the files as they are cannot be used.
  private struct Refusal {
    let reason: String
    let tried: ContinuousClock.Instant
    /// When the log said so last; it does not at every try.
    let told: ContinuousClock.Instant
  }
}

extension CertificateStore.Prepared {
  fileprivate init(_ files: [CertificateFiles]) throws(CertificateError) {
    self.files = files
    // Before reading: what changes meanwhile is a change.
    state = FileState.of(files)
    var identities: [Identity] = []
    for files in files { identities.append(try Identity(files)) }
    self.identities = identities
  }

  fileprivate func tell(_ log: Log) {
    for identity in identities {
      log.info(
        "certificate loaded",
        ["names": identity.names.joined(separator: ","), "expires": identity.notAfter.formatted(.iso8601)])
    }
  }
}

/// What tells whether a file is still the same: contents, and who may read it.
private struct FileState: Hashable {
  private let device: UInt
  private let inode: UInt
  private let size: Int
  private let written: Time
  /// When its owner or mode was changed last, too.
  private let changed: Time

  private struct Time: Hashable {
    let seconds: Int
    let nanoseconds: Int

    init(_ time: timespec) {
      seconds = time.tv_sec
      nanoseconds = time.tv_nsec
    }
  }

  /// Those of all files; nil for one that is not there.
  static func of(_ files: [CertificateFiles]) -> [FileState?] {
    files.flatMap { [FileState($0.chain), FileState($0.key)] }
  }

  private init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = UInt(status.st_dev)
    inode = UInt(status.st_ino)
    size = Int(status.st_size)
    written = Time(status.st_mtim)
    changed = Time(status.st_ctim)
  }
}

extension Configuration {
  /// Where the certificates are, with the credentials of systemd found.
  func certificateFiles(_ directory: String?) throws(ConfigurationError) -> [CertificateFiles] {
    var files: [CertificateFiles] = []
    for certificate in https.certificates {
      files.append(
        CertificateFiles(
          chain: try CredentialPath.resolve(certificate.chain, directory: directory),
          key: try CredentialPath.resolve(certificate.key, directory: directory)))
    }
    return files
  }
}
