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
  private let directory: String?
  private let log: Log
  private var current: Prepared
  /// How the files were when they were looked at last, good or not.
  private var seen: [FileState?]

  /// Reads the certificates of a configuration; nil if it has none.
  init?(_ configuration: Configuration, _ environment: ServiceEnvironment, log: Log) throws {
    guard !configuration.https.certificates.isEmpty else { return nil }
    directory = environment.credentials
    self.log = log
    let files = try configuration.certificateFiles(directory)
    current = try Prepared(files)
    seen = current.state
    service = try TLSService(current.identities)
    current.tell(log)
  }

  /// Names and end of each certificate in use.
  var expiries: [(names: [String], notAfter: Date)] {
    current.identities.map { ($0.names, $0.notAfter) }
  }

  /// Reads the certificates of another configuration.
  func prepare(_ configuration: Configuration) throws -> Prepared? {
    // Without any, HTTPS cannot go on; that it is off needs a restart, which is told by its addresses.
    guard !configuration.https.certificates.isEmpty else { return nil }
    return try Prepared(configuration.certificateFiles(directory))
  }

  /// Uses others for new connections.
  func use(_ prepared: Prepared) throws(CertificateError) {
    try service.use(prepared.identities)
    current = prepared
    seen = prepared.state
    prepared.tell(log)
  }

  /// Looks at the files every few seconds until the task is cancelled.
  ///
  /// Files are told apart by what lies behind all links, as ACME clients put a link to the new file in the old one's
  /// place. A pair of which one half is new is refused; the other half is the next change.
  func watch(every time: Duration = .seconds(2)) async {
    while !Task.isCancelled {
      try? await Task.sleep(for: time)
      look()
    }
  }

  private func look() {
    let state = FileState.of(current.files)
    guard state != seen else { return }
    seen = state
    do {
      try use(Prepared(current.files))
    } catch {
      log.error("certificate refused", ["reason": "\(error)"])
    }
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

/// What tells whether a file is still the same.
private struct FileState: Hashable {
  private let device: UInt
  private let inode: UInt
  private let size: Int
  private let seconds: Int
  private let nanoseconds: Int

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
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
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
