/// What a server has done so far and holds now.
public struct HTTPServerStatistics: Sendable, Equatable {
  /// Connections that are open now, those included that are being turned away.
  public var connections = 0
  /// Of these, encrypted ones.
  public var encrypted = 0
  /// Of these, those whose handshake is not over.
  public var handshaking = 0
  /// Connections accepted since the start.
  public var accepted = 0
  /// Requests handed to the site since the start.
  public var requests = 0
  /// Connections and requests that the server itself refused since the start, by the answer's status.
  public var refused: [Int: Int] = [:]
  /// Bytes read from peers since the start, without encryption.
  public var bytesIn = 0
  /// Bytes of answers since the start, without encryption.
  public var bytesOut = 0

  /// Nothing yet.
  public init() {}

  static func + (left: HTTPServerStatistics, right: HTTPServerStatistics) -> HTTPServerStatistics {
    var sum = left
    sum.connections += right.connections
    sum.encrypted += right.encrypted
    sum.handshaking += right.handshaking
    sum.accepted += right.accepted
    sum.requests += right.requests
    sum.refused.merge(right.refused, uniquingKeysWith: +)
    sum.bytesIn += right.bytesIn
    sum.bytesOut += right.bytesOut
    return sum
  }
}
