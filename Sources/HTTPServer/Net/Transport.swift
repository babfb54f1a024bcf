/// What a connection's bytes go through: a plain socket, or encryption above one.
///
/// Expected outcomes are values: nothing here throws.
protocol Transport {
  /// The socket below, for epoll.
  var descriptor: Int32 { get }

  /// Reads what is there, as much as fits.
  mutating func read(into buffer: inout [UInt8]) -> ReadResult

  /// Writes from the index `start` on, as much as goes.
  mutating func write(_ bytes: [UInt8], from start: Int) -> WriteResult

  /// Ends the output; input goes on.
  mutating func endOutput()

  /// Closes; what has been written still reaches the peer.
  mutating func close()

  /// Closes and forgets what the peer has not read.
  mutating func abort()
}

/// What came of reading.
enum ReadResult {
  case bytes(Int)
  case wouldBlock
  /// The peer has ended its output.
  case ended
  case failed
}

/// What came of writing.
enum WriteResult {
  case bytes(Int)
  case wouldBlock
  case failed
}
