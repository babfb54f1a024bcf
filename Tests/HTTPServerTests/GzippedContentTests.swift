import Testing

@testable import HTTPServer

@Suite struct GzippedContentTests {
  private func head(_ count: Int) -> [UInt8] {
    Array("POST / HTTP/1.1\r\nHost: a\r\nContent-Encoding: x-gzip\r\nContent-Length: \(count)\r\n\r\n".utf8)
  }

  /// Sends gzipped content to a site that answers with the content, or refuses as it is told.
  private func answer(to gzipped: [UInt8], limit: Int) async throws -> Answer {
    let site = TestSite { request in
      do throws(Rejection) {
        return HTTPResponse(status: 200, body: try request.content())
      } catch {
        return HTTPResponse(status: error.status, body: Array(error.reason.utf8))
      }
    }
    var limits = HTTPLimits()
    limits.bodyBytes = limit
    let answers = Inbox<Answer>()
    try await TestServer.run(site: site, limits: limits) { server in
      let client = try server.client()
      client.send(head(gzipped.count) + gzipped)
      answers.put(try #require(client.answer()))
    }
    return try #require(answers.waiting.first)
  }

  @Test func isExpandedAsFarAsTheLimit() async throws {
    let content = [UInt8](repeating: 0x61, count: 100_000)
    let gzipped = try #require(Gzip.compress(content))
    let answer = try await answer(to: gzipped, limit: 100_000)
    #expect(answer.status == 200 && answer.body == content)
    #expect(try await self.answer(to: gzipped, limit: 99_999).status == 413)
  }

  @Test func whatIsNoGzipIsRefused() async throws {
    let answer = try await answer(to: Array("abc".utf8), limit: 100)
    #expect(answer.status == 400 && answer.text.contains("RFC"))
  }

  @Test func theLoopLeavesItAsItIs() async throws {
    let gzipped = try #require(Gzip.compress(Array(repeating: 0x61, count: 100_000)))
    let site = TestSite { HTTPResponse(status: 200, body: $0.body) }
    try await TestServer.run(site: site) { server in
      let client = try server.client()
      client.send(head(gzipped.count) + gzipped)
      #expect(client.answer()?.body == gzipped)
    }
  }
}
