import Foundation
import TestSupport
import Testing

@testable import Certificates

private typealias Content = TestCertificate.Content

@Suite struct IdentityTests {
  private let files: Files
  private let root = TestCertificate.root()

  init() throws { files = try Files() }

  private func leaf(_ key: TestCertificate.Key = .p256) -> TestCertificate {
    var content = Content(
      "not.a.name", names: "DNS:Mail.example,DNS:*.sync.example,IP:192.0.2.1,IP:2001:db8::1")
    content.key = key
    return root.issue(content)
  }

  @Test func namesAndEndAreRead() throws {
    let identity = try Identity(files.write([leaf(), root]))
    #expect(identity.names == ["mail.example", "*.sync.example", "192.0.2.1", "2001:db8::1"])
    #expect(abs(identity.notAfter.timeIntervalSinceNow - 90 * 86_400) < 60)
    #expect(identity.key.kind == .ecdsa)
    #expect(identity.chain.count == 2)
    #expect(try Identity(files.write([leaf(.rsa(2_048))])).key.kind == .rsa)
  }

  @Test(arguments: [
    ("mail.example", true), ("MAIL.example", true), ("a.sync.example", true), ("192.0.2.1", true),
    ("2001:db8:0::1", true), ("not.a.name", false), ("sync.example", false), ("a.b.sync.example", false),
    ("192.0.2.2", false),
  ])
  func standsForItsNamesOnly(host: String, isExpected: Bool) throws {
    #expect(try Identity(files.write([leaf()])).stands(for: host) == isExpected)
  }

  @Test func whatIsWrongIsNamed() throws {
    let good = leaf()
    #expect(
      complaint(.init(chain: "/nowhere", key: "/no")) == "/nowhere: cannot be read: No such file or directory"
    )
    #expect(complaint(.init(chain: "/", key: "/no")) == "/: cannot be read: Is a directory")
    for (chain, key, text) in [
      ("hello", good.keyPEM, "chain.pem: not a PEM file"),
      (good.keyPEM, good.keyPEM, "chain.pem: holds no certificate"),
      (String(good.pem.prefix(300)), good.keyPEM, "chain.pem: damaged PEM"),
      (good.pem, good.pem, "key.pem: holds no private key"),
      (good.pem, String(good.keyPEM.prefix(100)), "key.pem: damaged or unknown key"),
      (good.pem, good.lockedKeyPEM, "key.pem: the key has a passphrase"),
      (good.pem, leaf().keyPEM, "key.pem: does not belong to the certificate"),
      (
        root.pem + good.pem, good.keyPEM,
        "chain.pem: out of order; the server's own certificate must come first"
      ),
      (good.pem, leaf(.rsa(1_024)).keyPEM, "key.pem: an RSA key of 1024 bits is too short"),
      (good.pem, leaf(.ed25519).keyPEM, "key.pem: a key that phones do not know"),
      (good.pem, leaf(.ec("secp256k1")).keyPEM, "key.pem: an EC key on the curve secp256k1"),
    ] {
      let complaint = complaint(try files.write(chain: chain, key: key))
      #expect(complaint?.contains(text) == true, "\(complaint ?? "none") instead of \(text)")
      #expect(complaint?.contains("\n") == false)
    }
  }

  @Test func noBrokenFileIsWorseThanAnError() throws {
    let good = leaf()
    var random = SeededGenerator(seed: 7)
    for _ in 0..<300 {
      var bytes = Array((good.pem + good.keyPEM).utf8)
      for _ in 0..<3 {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 32...126, using: &random)
      }
      let text = String(decoding: bytes, as: UTF8.self)
      _ = complaint(try files.write(chain: text, key: text))
    }
    // Both may be in one file, in any order.
    #expect(complaint(try files.write(chain: good.keyPEM + good.pem, key: good.pem + good.keyPEM)) == nil)
  }
}
