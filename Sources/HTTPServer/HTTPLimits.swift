/// What a stranger may cost the server; each limit names the answer to who exceeds it.
public struct HTTPLimits: Sendable {
  /// Bytes of the request line: 414.
  public var requestLineBytes = 8 << 10
  /// Bytes of the request line and header section together, and of the trailer section: 431.
  public var headerBytes = 32 << 10
  /// Header fields: 431.
  public var headerCount = 100
  /// Bytes of content, as sent and as gunzipped (``HTTPRequest/content()``): 413.
  public var bodyBytes = 16 << 20
  /// Bytes of content, in parts of 64 KiB, that one loop holds of requests that are not whole yet: 503. A stranger
  /// may send content before anybody has asked who he is.
  public var unfinishedBytes = 128 << 20
  /// Connections of the whole server: 503.
  public var connections = 20_000
  /// Connections of one IPv4 address or IPv6 /64 network: 503.
  public var connectionsPerAddress = 2_000
  /// Requests on one connection; the last one's answer carries `Connection: close`.
  public var requestsPerConnection = 10_000

  /// From the connection to its first byte; then closed without a word.
  public var firstByteTime = Duration.seconds(30)
  /// From the first byte to the end of the header section: 408.
  public var headerTime = Duration.seconds(30)
  /// For each 64 KiB of content: 408.
  public var bodyTime = Duration.seconds(60)
  /// Between two requests; then closed without a word.
  public var idleTime = Duration.seconds(120)
  /// For any progress of an answer that the peer does not read; then closed.
  public var writeTime = Duration.seconds(60)
  /// How long an answer may take once the peer has shut down its side: it may have gone for good, which TCP does
  /// not tell apart.
  public var halfClosedTime = Duration.seconds(10)
  /// How long a connection is read on, to no purpose, behind its last answer, so that the peer can read that.
  public var lingerTime = Duration.seconds(2)

  /// The defaults.
  public init() {}
}
