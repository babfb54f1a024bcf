import Certificates
import Foundation
import Logging
import TestSupport

@testable import HTTPServer

/// Certificates of a test, as files.
final class TestIdentities {
  private let directory: TemporaryDirectory
  private let root = TestCertificate.root()
  private var count = 0

  init() throws { directory = try TemporaryDirectory() }

  /// One for `names`, told apart by its common name.
  func make(_ commonName: String, _ names: String = "DNS:a.example", key: TestCertificate.Key = .p256) throws
    -> Identity
  {
    count += 1
    var content = TestCertificate.Content(commonName, names: names)
    content.key = key
    let certificate = root.issue(content)
    let files = CertificateFiles(
      chain: directory.file("chain-\(count).pem"), key: directory.file("key-\(count).pem"))
    try Data(certificate.pem.utf8).write(to: URL(fileURLWithPath: files.chain))
    try Data(certificate.keyPEM.utf8).write(to: URL(fileURLWithPath: files.key))
    return try Identity(files)
  }
}

extension TestServer {
  /// As `run`, encrypted; the log tells everything, and no address is a proxy's.
  static func encrypted(
    by service: TLSService, site: TestSite = TestSite(), loops: Int = 2, limits: HTTPLimits = HTTPLimits(),
    _ body: @escaping @Sendable (TestServer) throws -> Void
  ) async throws {
    guard let address = ListenAddress("127.0.0.1:0") else { return }
    var configuration = HTTPServerConfiguration(
      listen: [Listening(.address(address), tls: service)], loops: loops)
    configuration.limits = limits
    configuration.proxies = []
    let lines = Inbox<String>()
    let log = Log(level: .debug) { lines.put($0) }
    let server = HTTPServer(configuration: configuration, handler: site, log: log)
    let running = TestServer(addresses: try await server.start(), site: site, server: server, log: lines)
    let result = await blocking { Result { try body(running) } }
    await server.drain(within: .zero)
    try result.get()
  }

  /// The same with one certificate.
  static func encrypted(
    site: TestSite = TestSite(), loops: Int = 2, limits: HTTPLimits = HTTPLimits(),
    _ body: @escaping @Sendable (TestServer) throws -> Void
  ) async throws {
    try await encrypted(
      by: TLSService([TestIdentities().make("only")]), site: site, loops: loops, limits: limits, body)
  }

  /// A client whose handshake has succeeded.
  func encryptedClient(_ options: TLSClient.Options = .init()) throws -> TLSClient {
    let client = try TLSClient(addresses[0], options)
    guard client.shakeHands() else { throw ClientError(call: "handshake: " + client.reason, errno: 0) }
    return client
  }
}
