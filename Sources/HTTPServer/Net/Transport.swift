/// What a connection's bytes go through: a plain socket, or encryption above one.
///
/// Expected outcomes are values: nothing here throws.
protocol Transport {
  /// The socket below, for epoll.
  var descriptor: Int32 { get }

  /// Whether nobody on the way can read along.
  var isEncrypted: Bool { get }

  /// Whether encryption is still being agreed upon.
  var isHandshaking: Bool { get }

  /// Goes on with the handshake.
  mutating func handshake() -> HandshakeResult

  /// Reads what is there, as much as fits.
  mutating func read(into buffer: inout [UInt8]) -> ReadResult

  /// Looks what comes next; bytes stay where they are.
  mutating func peek() -> ReadResult

  /// Whether there is something to read that the socket does not know of.
  var holdsInput: Bool { get }

  /// Writes from the index `start` on, as much as goes.
  mutating func write(_ bytes: [UInt8], from start: Int) -> WriteResult

  /// Ends the output; input goes on.
  mutating func endOutput()

  /// Closes; what has been written still reaches the peer.
  mutating func close()

  /// Closes and forgets what the peer has not read.
  mutating func abort()
}

/// What came of a handshake.
enum HandshakeResult {
  case done
  /// It goes on when the peer has sent more.
  case wantsInput
  /// It goes on when the peer has read more.
  case wantsOutput
  /// The peer speaks HTTP without encryption; what it has sent lies in the socket.
  case plainHTTP
  case failed(reason: String)
}

/// What came of reading.
enum ReadResult {
  case bytes(Int)
  case wouldBlock
  /// Encryption has something to send first.
  case wantsOutput
  /// The peer has ended its output.
  case ended
  case failed
}

/// What came of writing.
enum WriteResult {
  case bytes(Int)
  case wouldBlock
  /// Encryption has something to receive first.
  case wantsInput
  case failed
}
