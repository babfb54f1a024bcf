/// A response; the writer adds Date, Content-Length, Content-Encoding and Connection.
///
/// A handler may set `Connection: close` to end the connection behind this answer.
public struct HTTPResponse: Sendable {
  /// The status code, 200 to 599.
  public var status: Int
  /// The header fields in their order.
  public var headers: HTTPFields
  /// The content; empty if there is none.
  public var body: [UInt8]

  /// A response of these parts.
  public init(status: Int, headers: HTTPFields = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}
