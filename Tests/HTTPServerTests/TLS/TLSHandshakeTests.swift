import COpenSSL
import Certificates
import Synchronization
import TestSupport
import Testing

@testable import HTTPServer

private let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

@Suite struct TLSHandshakeTests {
  @Test(arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
  func modernVersionsAreSpoken(version: Int32) async throws {
    try await TestServer.encrypted { server in
      let client = try server.encryptedClient(.init(versions: version...version))
      #expect(client.version == version)
      #expect(client.cipher.contains("GCM") || client.cipher.contains("CHACHA20"))
      client.send(get)
      #expect(client.answer()?.status == 200)
    }
  }

  @Test(arguments: [TLS1_VERSION, TLS1_1_VERSION])
  func oldVersionsAreRefused(version: Int32) async throws {
    try await TestServer.encrypted { server in
      let client = try TLSClient(server.addresses[0], .init(versions: version...version))
      #expect(!client.shakeHands())
      #expect(client.reason == "tlsv1 alert protocol version")
      #expect(server.log.next()?.contains("unsupported protocol") == true)
    }
  }

  @Test func nameChoosesTheCertificate() async throws {
    let identities = try TestIdentities()
    let service = try TLSService([
      identities.make("first", "DNS:a.example"), identities.make("second", "DNS:b.example,DNS:c.example"),
      identities.make("wild", "DNS:*.b.example"),
    ])
    try await TestServer.encrypted(by: service) { server in
      for (name, expected) in [
        ("a.example", "first"), ("B.example", "second"), ("c.example.", "second"), ("x.b.example", "wild"),
        ("x.y.b.example", "first"), ("unknown", "first"), (nil, "first"),
      ] {
        let client = try server.encryptedClient(.init(serverName: name))
        #expect(client.peer == expected, "\(name ?? "none")")
      }
    }
  }

  @Test(arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
  func abilitiesOfTheClientChooseBetweenTwins(version: Int32) async throws {
    let identities = try TestIdentities()
    let service = try TLSService([
      identities.make("twins", key: .rsa(2_048)), identities.make("twins", key: .p256),
    ])
    try await TestServer.encrypted(by: service) { server in
      for (signatures, kind) in [("ECDSA+SHA256", EVP_PKEY_EC), ("RSA-PSS+SHA256", EVP_PKEY_RSA)] {
        let client = try server.encryptedClient(.init(versions: version...version, signatures: signatures))
        #expect(client.peerKey == kind)
      }
    }
  }

  @Test(arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
  func bothKindsOfKeysServeTheNamesThatTheyShare(version: Int32) async throws {
    let identities = try TestIdentities()
    let service = try TLSService([
      identities.make("ec", "DNS:a.example"), identities.make("ec b", "DNS:b.example,DNS:x.wild.example"),
      identities.make("rsa", "DNS:a.example,DNS:b.example", key: .rsa(2_048)),
      identities.make("rsa wild", "DNS:*.wild.example", key: .rsa(2_048)),
    ])
    try await TestServer.encrypted(by: service) { server in
      for (name, ec, rsa) in [
        ("a.example", "ec", "rsa"), ("b.example", "ec b", "rsa"), (nil, "ec", "rsa"),
        ("x.wild.example", "ec b", "rsa wild"), ("y.wild.example", nil, "rsa wild"),
      ] {
        for (signatures, expected) in [("ECDSA+SHA256", ec), ("RSA-PSS+SHA256", rsa)] {
          let client = try TLSClient(
            server.addresses[0],
            .init(versions: version...version, serverName: name, signatures: signatures))
          #expect(client.shakeHands() == (expected != nil))
          #expect(client.peer == expected, "\(name ?? "none"), \(signatures)")
        }
      }
    }
  }

  @Test func protocolIsHTTP11OrNone() async throws {
    try await TestServer.encrypted { server in
      let both = try server.encryptedClient(.init(protocols: ["h2", "http/1.1"]))
      #expect(both.chosenProtocol == "http/1.1")
      let none = try server.encryptedClient()
      #expect(none.chosenProtocol == nil)
      let stranger = try TLSClient(server.addresses[0], .init(protocols: ["h2"]))
      #expect(!stranger.shakeHands())
      #expect(stranger.reason.contains("alert no application protocol"))
    }
  }

  @Test(arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
  func ticketsResumeAcrossNewCertificates(version: Int32) async throws {
    let identities = try TestIdentities()
    let service = try TLSService([identities.make("old")])
    let new = try identities.make("new")
    try await TestServer.encrypted(by: service) { server in
      let first = try server.encryptedClient(.init(versions: version...version))
      first.send(get)
      #expect(first.answer()?.status == 200 && !first.isResumed)
      try service.use([new])
      let second = try server.encryptedClient(.init(versions: version...version, ticket: first.ticket))
      #expect(second.isResumed)
      second.send(get)
      #expect(second.answer()?.status == 200)
      #expect(try server.encryptedClient().peer == "new")
    }
  }

  @Test func ticketKeysLastOneTurnLonger() async throws {
    let hours = Mutex(0)
    let keys = TicketKeys { hours.withLock { $0 } * 3_600 }
    let service = try TLSService([TestIdentities().make("only")], keys: keys)
    try await TestServer.encrypted(by: service) { server in
      func freshTicket() throws -> TLSClient.Ticket? {
        let client = try server.encryptedClient()
        client.send(get)
        #expect(client.answer()?.status == 200)
        return client.ticket
      }
      let ticket = try freshTicket()
      for (hour, isResumed) in [(11, true), (13, true), (23, true), (25, false)] {
        hours.withLock { $0 = hour }
        #expect(try server.encryptedClient(.init(ticket: ticket)).isResumed == isResumed, "\(hour)")
      }
    }
  }

  @Test func renegotiationIsRefused() async throws {
    try await TestServer.encrypted { server in
      let client = try server.encryptedClient(.init(versions: TLS1_2_VERSION...TLS1_2_VERSION))
      client.send(get)
      #expect(client.answer()?.status == 200)
      SSL_renegotiate(client.session)
      #expect(!client.shakeHands())
      #expect(client.reason == "no renegotiation")
    }
  }

  @Test func newCertificatesLeaveParkedRequestsAlone() async throws {
    let identities = try TestIdentities()
    let service = try TLSService([identities.make("old")])
    let new = try identities.make("new")
    try await TestServer.encrypted(by: service) { server in
      let parked = try server.encryptedClient()
      parked.send("GET /park HTTP/1.1\r\nHost: a\r\n\r\n")
      let exchange = try #require(server.site.parked.next())
      try service.use([new])
      #expect(throws: CertificateError.self) { try service.use([]) }
      #expect(try server.encryptedClient().peer == "new")
      exchange.respond(HTTPResponse(status: 200))
      #expect(parked.answer()?.status == 200)
      parked.send(get)
      #expect(parked.answer()?.status == 200)
    }
  }

  /// Its end comes while a handshake of the old certificates runs.
  @Test func newCertificatesLeaveHandshakesAlone() async throws {
    let identities = try TestIdentities()
    let service = try TLSService([identities.make("old"), identities.make("named", "DNS:b.example")])
    let new = try identities.make("new")
    try await TestServer.encrypted(by: service) { server in
      let client = try server.encryptedClient(.init(serverName: "b.example"))
      let clients = try (0..<20).map { _ in try TLSClient(server.addresses[0], .init(serverName: "b.example"))
      }
      try service.use([new])
      for client in clients { #expect(client.shakeHands()) }
      client.send(get)
      #expect(client.answer()?.status == 200)
    }
  }
}
