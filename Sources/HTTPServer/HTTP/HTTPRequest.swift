/// A whole request: the body is de-chunked.
public struct HTTPRequest: Sendable {
  /// The method as sent, case-sensitive (RFC 9110, 9.1).
  public let method: String
  /// The request target up to `?`, as sent; of an absolute target (RFC 9112, 3.2.2) what follows the authority.
  public let path: String
  /// What follows `?`, as sent; nil without one.
  public let query: String?
  /// The header fields in their order.
  public let headers: HTTPFields
  /// The content as sent, which may be gzipped; empty if there is none.
  public let body: [UInt8]
  /// How many bytes the content may have gunzipped; nil if it is not gzipped.
  private let gunzipLimit: Int?
  /// The client's address without port: the peer's, or if that is a trusted proxy, the one that it names.
  public let address: String
  /// Whether nobody on the way could read along: the connection is encrypted, or a trusted proxy says that the
  /// client's is.
  public let isSecure: Bool
  /// Whether a trusted proxy says that the client's connection is not encrypted.
  public let isForwardedInsecurely: Bool

  /// A request as tests make it.
  public init(
    method: String, path: String, query: String? = nil, headers: HTTPFields = [:], body: [UInt8] = [],
    address: String = "127.0.0.1", isSecure: Bool = false, isForwardedInsecurely: Bool = false
  ) {
    self.init(
      method: method, path: path, query: query, headers: headers, body: body, gunzipLimit: nil,
      address: address, isSecure: isSecure, isForwardedInsecurely: isForwardedInsecurely)
  }

  package init(
    method: String, path: String, query: String?, headers: HTTPFields, body: [UInt8], gunzipLimit: Int?,
    address: String, isSecure: Bool = false, isForwardedInsecurely: Bool = false
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
    self.gunzipLimit = gunzipLimit
    self.address = address
    self.isSecure = isSecure
    self.isForwardedInsecurely = isForwardedInsecurely
  }

  /// The content, gunzipped if it was sent so; 400 if that is no gzip, 413 if it is too long.
  ///
  /// A few kilobytes may become a whole limit's worth and cost accordingly: not for a loop, nor for strangers.
  public func content() throws(Rejection) -> [UInt8] {
    guard let gunzipLimit else { return body }
    return try Gzip.expand(body, limit: gunzipLimit)
  }
}
