import Certificates
import Foundation
import TestSupport
import Testing

@Suite struct TestAuthorityTests {
  private let temporary: TemporaryDirectory
  private let directory: String

  init() throws {
    temporary = try TemporaryDirectory()
    directory = temporary.file("tls")
  }

  /// What the `openssl` program says, and its exit status.
  private func openssl(_ words: String...) throws -> (status: Int32, text: String) {
    // Foundation's Process reads beyond its buffer if this process has more than 1,364 descriptors open.
    let command = (["openssl"] + words).map { "'\($0)'" }.joined(separator: " ") + " 2>&1"
    let output = try #require(popen(command, "r"))
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = fread(&buffer, 1, buffer.count, output), count > 0 { text += buffer[..<count] }
    return (pclose(output) >> 8 & 0xFF, String(decoding: text, as: UTF8.self))
  }

  private func contents(_ path: String) -> Data? { FileManager.default.contents(atPath: path) }

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test func opensslVerifiesNamesAndAddresses() throws {
    let authority = try TestAuthority(directory: directory)
    let files = try authority.server(for: ["192.0.2.7", "fd00::7", "phone.example"])
    for check in [
      ["-verify_ip", "192.0.2.7"], ["-verify_ip", "fd00::7"], ["-verify_hostname", "phone.example"],
    ] {
      let done = try openssl(
        "verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", authority.path, check[0], check[1],
        files.chain)
      #expect(done.status == 0, "\(done.text)")
    }
    let other = try openssl(
      "verify", "-CAfile", authority.path, "-verify_hostname", "other.example", files.chain)
    #expect(other.status != 0)
  }

  @Test func extensionsAreWhatPhonesAskFor() throws {
    let authority = try TestAuthority(directory: directory)
    let files = try authority.server(for: ["192.0.2.7", "phone.example"])
    let server = try openssl("x509", "-in", files.chain, "-noout", "-text").text
    for words in [
      "CA:FALSE", "TLS Web Server Authentication", "IP Address:192.0.2.7, DNS:phone.example",
      "X509v3 Subject Key Identifier", "X509v3 Authority Key Identifier", "ecdsa-with-SHA256", "P-256",
    ] { #expect(server.contains(words), "\(words)") }
    let root = try openssl("x509", "-in", authority.path, "-noout", "-text").text
    for words in ["CA:TRUE", "Certificate Sign", "X509v3 Subject Key Identifier"] {
      #expect(root.contains(words), "\(words)")
    }
  }

  @Test func serversLiveNoLongerThanAppleAllows() throws {
    let now = Date()
    let files = try TestAuthority(directory: directory).server(for: ["phone.example"], now: now)
    let day = 86_400
    let alive = try openssl("x509", "-in", files.chain, "-noout", "-checkend", "\(395 * day)")
    let dead = try openssl("x509", "-in", files.chain, "-noout", "-checkend", "\(397 * day)")
    #expect(alive.status == 0 && dead.status == 1)
  }

  @Test func itIsTheSameTomorrow() throws {
    let first = try TestAuthority(directory: directory)
    let files = try first.server(for: ["192.0.2.7"])
    let before = [first.path, directory + "/ca.key", files.chain, files.key].map(contents)
    let second = try TestAuthority(directory: directory)
    #expect(try second.server(for: ["192.0.2.7"]) == files)
    #expect([first.path, directory + "/ca.key", files.chain, files.key].map(contents) == before)
    #expect(second.certificate == first.certificate && second.fingerprint == first.fingerprint)
  }

  /// OpenSSL would ask at the terminal, and a service would wait there.
  @Test func aLockedKeyIsRefused() throws {
    let key = try TestAuthority(directory: directory).path.replacingOccurrences(of: "ca.pem", with: "ca.key")
    let done = try openssl("pkey", "-in", key, "-aes256", "-passout", "pass:secret", "-out", key + ".locked")
    #expect(done.status == 0)
    try FileManager.default.removeItem(atPath: key)
    try FileManager.default.moveItem(atPath: key + ".locked", toPath: key)
    let error = #expect(throws: CertificateError.self) { try TestAuthority(directory: directory) }
    #expect(error?.description.contains("passphrase") == true)
  }

  @Test func otherNamesAndTimeMakeANewCertificateOfTheSameAuthority() throws {
    let now = Date()
    let authority = try TestAuthority(directory: directory, now: now)
    var last = try contents(authority.server(for: ["192.0.2.7"], now: now).chain)
    for (names, days) in [
      (["192.0.2.8"], 0), (["192.0.2.8", "a.example"], 0), (["192.0.2.8", "a.example"], 370),
    ] {
      let files = try authority.server(for: names, now: now.addingTimeInterval(Double(days) * 86_400))
      #expect(contents(files.chain) != last)
      last = contents(files.chain)
      #expect(try openssl("verify", "-CAfile", authority.path, "-no_check_time", files.chain).status == 0)
    }
  }

  @Test func keysAreForTheirOwnerAlone() throws {
    let files = try TestAuthority(directory: directory).server(for: ["192.0.2.7"])
    #expect(try [directory, directory + "/ca.key", files.key].map(mode) == [0o700, 0o600, 0o600])
  }

  @Test func certificateForPhonesIsDER() throws {
    let authority = try TestAuthority(directory: directory)
    let file = temporary.file("ca.crt")
    try Data(authority.certificate).write(to: URL(filePath: file))
    let shown = try openssl("x509", "-inform", "DER", "-in", file, "-noout", "-fingerprint", "-sha256").text
    let fingerprint = authority.fingerprint.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
    #expect(shown.contains(fingerprint.joined(separator: ":").uppercased()))
  }

  @Test func halfAnAuthorityIsNotReplaced() throws {
    let authority = try TestAuthority(directory: directory)
    try FileManager.default.removeItem(atPath: directory + "/ca.key")
    let error = #expect(throws: CertificateError.self) { try TestAuthority(directory: directory) }
    #expect(error?.description.contains(directory + "/ca.key") == true)
    #expect(FileManager.default.fileExists(atPath: authority.path))
  }

  @Test(arguments: ["", "a,DNS:evil.example", "a b", "-a.example", "a..example", "ä.example", "*.example"])
  func whatIsNoNameIsRefused(name: String) throws {
    let authority = try TestAuthority(directory: directory)
    #expect(throws: CertificateError.self) { try authority.server(for: [name]) }
  }
}
