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
  /// Connections of the whole server: 503; with encryption closed at once. For 20,000 phones, of which some have a
  /// Sync beside their Ping or have just come back, and the idle connections of a proxy.
  public var connections = 25_000
  /// Connections of one IPv4 address or IPv6 /64 network: 503; with encryption closed at once.
  public var connectionsPerAddress = 2_000
  /// Requests on one connection; the last one's answer carries `Connection: close`.
  public var requestsPerConnection = 10_000

  /// TLS handshakes under way at a time: closed at once.
  public var handshakes = 2_000
  /// TLS handshakes under way of one IPv4 address or IPv6 /64 network: closed at once. A company's phones behind one
  /// address all come back at once when its network does.
  public var handshakesPerAddress = 500
  /// From the connection to the end of the TLS handshake; then closed without a word.
  public var handshakeTime = Duration.seconds(15)

  /// From the connection, or the end of its handshake, to its first byte; then closed without a word.
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
  /// Bytes that are read so; then closed, and the peer may not get to read the answer.
  public var lingerBytes = 256 << 10
  /// How long a connection that has not sent a byte may still begin its first request once the server ends: it was
  /// accepted here, so nobody else can answer it.
  public var lastRequestTime = Duration.seconds(5)

  /// Silence after which a peer is asked whether it is still there (TCP_KEEPIDLE); only a wait is ever silent for
  /// so long.
  ///
  /// Each question wakes a phone's radio for seconds. With a quarter of an hour, the longest wait of 59 minutes is
  /// disturbed three times, and the usual ones of a quarter of an hour never, while a phone that has vanished is
  /// found out long before its wait ends. Network address translators that forget sooner cannot be the measure: some
  /// do after 4 minutes, and phones find out by themselves how long a wait their network bears.
  public var keepAliveIdle = Duration.seconds(900)
  /// Between two questions without an answer (TCP_KEEPINTVL): with `keepAliveProbes`, time for a long tunnel.
  public var keepAliveInterval = Duration.seconds(60)
  /// So many questions without an answer make a dead peer (TCP_KEEPCNT).
  public var keepAliveProbes = 5
  /// How long an answer may lie unacknowledged before the peer is given up (TCP_USER_TIMEOUT).
  public var acknowledgeTime = Duration.seconds(60)

  /// The defaults.
  public init() {}
}
