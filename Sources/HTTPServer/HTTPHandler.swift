/// What a site does with its requests.
public protocol HTTPHandler: Sendable {
  /// Takes a request. Called on the connection's loop, so it must return at once: work goes into a task, and
  /// `exchange.respond` is called when there is an answer, at any time and from anywhere.
  func handle(_ request: HTTPRequest, _ exchange: Exchange)

  /// The peer went away before its answer, or the server stops without waiting any longer; a later `respond`
  /// does nothing. Called on the loop, once, and again when ``Exchange/confirm()`` asks.
  func abandoned(_ exchange: Exchange)
}
