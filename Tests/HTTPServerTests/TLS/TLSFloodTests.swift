import COpenSSL
import Dispatch
import Testing

@testable import HTTPServer

private func get(_ path: String) -> String { "GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n" }

/// Peers that send records without application data, as many as they can.
@Suite struct TLSFloodTests {
  @Test func othersHaveTheirTurnWhileOneFloods() async throws {
    let order = Inbox<String>()
    let (isBusy, goOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let site = TestSite { request in
      order.put(request.path)
      if request.path == "/busy" {
        isBusy.signal()
        goOn.wait()
      }
      return HTTPResponse(status: 200)
    }
    try await TestServer.encrypted(site: site, loops: 1) { server in
      let busy = try server.encryptedClient()
      let flooding = try server.encryptedClient(.init(versions: TLS1_3_VERSION...TLS1_3_VERSION))
      let other = try server.encryptedClient()
      // Both requests lie there when the only loop gets to look.
      busy.send(get("/busy"))
      isBusy.wait()
      flooding.sendRaw(flooding.flood(500, then: get("/flood")))
      other.send(get("/other"))
      goOn.signal()
      #expect([order.next(), order.next(), order.next()] == ["/busy", "/other", "/flood"])
      #expect(flooding.answer()?.status == 200)
    }
  }

  @Test(arguments: [false, true])
  func floodIsEnded(isParked: Bool) async throws {
    try await TestServer.encrypted(loops: 1) { server in
      let client = try server.encryptedClient(.init(versions: TLS1_3_VERSION...TLS1_3_VERSION))
      if isParked {
        client.send(get("/park"))
        let exchange = try #require(server.site.parked.next())
        client.sendRaw(client.flood(20_000, then: get("/flood")))
        #expect(server.site.abandoned.next() == exchange)
      } else {
        client.sendRaw(client.flood(20_000, then: get("/flood")))
      }
      #expect(client.answer() == nil)
      #expect(server.statistics { $0.connections == 0 } != nil)
    }
  }
}

extension TLSClient {
  /// Changes of keys, each a record of its own, and a request behind them.
  fileprivate func flood(_ count: Int, then request: String) -> [UInt8] {
    let output = BIO_new(BIO_s_mem())
    SSL_set0_wbio(session, output)
    for _ in 0..<count {
      SSL_key_update(session, SSL_KEY_UPDATE_NOT_REQUESTED)
      SSL_do_handshake(session)
    }
    send(request)
    var bytes = [UInt8](repeating: 0, count: BIO_ctrl_pending(output))
    let length = BIO_read(output, &bytes, Int32(bytes.count))
    SSL_set0_wbio(session, SocketBIO.make(descriptor))
    return Array(bytes.prefix(Int(max(0, length))))
  }
}
