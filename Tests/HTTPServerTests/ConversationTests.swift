import Testing

@testable import HTTPServer

/// Drives a conversation and notes its actions as text.
private struct Talk {
  var conversation = Conversation()
  var limits = HTTPLimits()

  mutating func feed(_ text: String) -> String {
    let bytes = Array(text.utf8)
    return note(conversation.receive(bytes.span, limits: limits))
  }

  mutating func answer(_ response: HTTPResponse = HTTPResponse(status: 200)) -> String {
    note(conversation.answer(response, date: "now"))
  }

  mutating func sent() -> String { note(conversation.sent(limits: limits)) }
  mutating func end() -> String { note(conversation.inputEnded()) }
  mutating func timeIsUp() -> String { note(conversation.timeIsUp()) }

  private func note(_ action: Conversation.Action) -> String {
    switch action {
    case .read(let phase): "read \(phase)"
    case .send(let bytes):
      "send " + (String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").first ?? "")
        + (String(decoding: bytes, as: UTF8.self).contains("close") ? " close" : "")
    case .handle(let head, _): "handle \(head.line.path)"
    case .refuse(let rejection): "refuse \(rejection.status)"
    case .linger: "linger"
    case .close: "close"
    }
  }
}

private let get = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n"

@Suite struct ConversationTests {
  @Test func requestsAreHandedOverOneAfterTheOther() {
    var talk = Talk()
    #expect(talk.feed("GET /1 HTTP/1.1\r\n") == "read head")
    #expect(talk.feed("Host: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n") == "handle /1")
    #expect(talk.conversation.isWaiting && !talk.conversation.wantsInput)
    #expect(talk.answer() == "send HTTP/1.1 200 OK")
    #expect(!talk.conversation.isWaiting)
    #expect(talk.sent() == "handle /2")
    #expect(talk.answer() == "send HTTP/1.1 200 OK")
    #expect(talk.sent() == "read idle")
    #expect(talk.conversation.isIdle && talk.conversation.requests == 2)
  }

  @Test func lastAnswerIsFollowedByLingering() {
    var talk = Talk()
    #expect(talk.feed("GET /a HTTP/1.0\r\n\r\n") == "handle /a")
    #expect(talk.answer() == "send HTTP/1.1 200 OK close")
    #expect(talk.sent() == "linger")
    #expect(talk.feed("more") == "read lingering")
    #expect(talk.end() == "close")
  }

  @Test func handlerMayEndTheConnection() {
    var talk = Talk()
    _ = talk.feed(get)
    #expect(
      talk.answer(HTTPResponse(status: 200, headers: ["Connection": "Close"])) == "send HTTP/1.1 200 OK close"
    )
  }

  @Test func lastRequestOfAConnectionEndsIt() {
    var talk = Talk()
    talk.limits.requestsPerConnection = 2
    _ = talk.feed(get)
    #expect(talk.answer() == "send HTTP/1.1 200 OK")
    _ = talk.sent()
    _ = talk.feed(get)
    #expect(talk.answer() == "send HTTP/1.1 200 OK close")
  }

  @Test func leaveToSendIsGivenAndTheContentAwaited() {
    var talk = Talk()
    #expect(
      talk.feed("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
        == "send HTTP/1.1 100 Continue")
    #expect(talk.sent() == "read body(part: 0)")
    #expect(talk.feed("ab") == "handle /a")
  }

  @Test func refusalIsAnsweredAndEndsTheConnection() {
    var talk = Talk()
    #expect(talk.feed("GET / HTTP/3.0\r\n\r\n") == "refuse 505")
    #expect(talk.answer(HTTPResponse(status: 505)) == "send HTTP/1.1 505 HTTP Version Not Supported close")
    #expect(talk.sent() == "linger")
  }

  @Test func endOfInputClosesOrRefusesWhatIsIncomplete() {
    var talk = Talk()
    #expect(talk.end() == "close")
    talk = Talk()
    _ = talk.feed("GET")
    #expect(talk.end() == "refuse 400")
  }

  @Test func timeIsUpSilentlyWhenIdleAndWithAWordOtherwise() {
    var talk = Talk()
    #expect(talk.timeIsUp() == "close")
    talk = Talk()
    _ = talk.feed("GET")
    #expect(talk.timeIsUp() == "refuse 408")
    talk = Talk()
    _ = talk.feed("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na")
    #expect(talk.timeIsUp() == "refuse 408")
  }

  @Test func drainingMakesTheNextAnswerTheLast() {
    var talk = Talk()
    _ = talk.feed(get + get)
    talk.conversation.drain()
    #expect(talk.answer() == "send HTTP/1.1 200 OK close")
    #expect(talk.sent() == "linger")
  }

  @Test func secondAnswerIsNone() {
    var talk = Talk()
    _ = talk.feed(get)
    _ = talk.answer()
    #expect(!talk.conversation.isWaiting)
  }
}
