public import Foundation

/// A certificate authority of one machine for trying things out: phones trust what it signs once its certificate
/// is installed on them.
///
/// It lives in a directory as `ca.pem` and `ca.key`, so that a phone that trusts it does so tomorrow as well.
public struct TestAuthority: Sendable {
  /// Its certificate in DER, as phones install it.
  public let certificate: [UInt8]
  /// The SHA-256 fingerprint of that certificate.
  public let fingerprint: [UInt8]
  /// Until when it may be trusted.
  public let notAfter: Date
  /// The PEM file with its certificate, for clients that want one.
  public let path: String
  private let directory: String

  private static let years = 10
  /// Apple trusts no certificate for servers that lives longer than 398 days.
  private static let serverDays = 397
  /// What is about to expire within so many days is made anew.
  private static let renewalDays = 30

  /// Reads the authority in `directory`; makes both if they are not there.
  ///
  /// One of the two files alone is an error: a new authority would be none that the phones know.
  public init(directory: String, now: Date = Date()) throws(CertificateError) {
    self.directory = directory
    path = directory + "/ca.pem"
    let files = CertificateFiles(chain: path, key: directory + "/ca.key")
    try AuthorityFile.makeDirectory(directory)
    let isThere = (AuthorityFile.exists(files.chain), AuthorityFile.exists(files.key))
    guard isThere.0 == isThere.1 else {
      let there = isThere.0 ? files.chain : files.key
      throw CertificateError("\(there): the other half, \(isThere.0 ? files.key : files.chain), is missing")
    }
    if !isThere.0 { try Self.make(files, now: now) }
    var signed = try Certificate(pem: AuthorityFile.read(files.chain), at: files.chain)
    if signed.notAfter < now.adding(days: Self.renewalDays) {
      try Self.make(files, now: now)
      signed = try Certificate(pem: AuthorityFile.read(files.chain), at: files.chain)
    }
    guard signed.belongs(to: try Key(pem: AuthorityFile.read(files.key), at: files.key)) else {
      throw CertificateError("\(files.chain): the key in \(files.key) is another certificate's")
    }
    certificate = signed.der
    fingerprint = signed.fingerprint
    notAfter = signed.notAfter
  }

  /// The files `server.pem` and `server.key` with a certificate for exactly these DNS names and IP addresses.
  ///
  /// What is there is kept while it fits: the same names, this authority's signature, and a month to live.
  public func server(for names: [String], now: Date = Date()) throws(CertificateError) -> CertificateFiles {
    let files = CertificateFiles(chain: directory + "/server.pem", key: directory + "/server.key")
    let alternatives = try SubjectNames(names)
    guard !fits(files, alternatives, now: now) else { return files }
    let authority = try Certificate(pem: AuthorityFile.read(path), at: path)
    let signer = try Key(pem: AuthorityFile.read(directory + "/ca.key"), at: directory + "/ca.key")
    let key = try Key()
    let validity = now.adding(days: -1)...min(now.adding(days: Self.serverDays - 1), notAfter)
    let signed = try Certificate(
      .server(alternatives), subject: names[0], key: key, issuer: (authority, signer), validity: validity)
    try AuthorityFile.write(key.pem(), to: files.key, mode: 0o600)
    try AuthorityFile.write(signed.pem(), to: files.chain, mode: 0o644)
    return files
  }

  /// Whether a certificate can be made for this DNS name or IP address.
  public static func accepts(_ name: String) -> Bool { (try? SubjectNames([name])) != nil }

  private func fits(_ files: CertificateFiles, _ names: SubjectNames, now: Date) -> Bool {
    guard let authority = try? Certificate(pem: AuthorityFile.read(path), at: path),
      let signed = try? Certificate(pem: AuthorityFile.read(files.chain), at: files.chain),
      let key = try? Key(pem: AuthorityFile.read(files.key), at: files.key)
    else { return false }
    return signed.belongs(to: key) && signed.isSigned(by: authority) && signed.stands(for: names)
      && signed.notAfter > now.adding(days: Self.renewalDays)
  }

  private static func make(_ files: CertificateFiles, now: Date) throws(CertificateError) {
    let key = try Key()
    let signed = try Certificate(
      .authority, subject: "asyncd test CA", key: key, issuer: nil,
      validity: now.adding(days: -1)...now.adding(days: years * 365))
    try AuthorityFile.write(key.pem(), to: files.key, mode: 0o600)
    try AuthorityFile.write(signed.pem(), to: files.chain, mode: 0o644)
  }
}

extension Date {
  fileprivate func adding(days: Int) -> Date { addingTimeInterval(Double(days) * 86_400) }
}
