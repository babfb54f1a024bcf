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
  /// The peer's address without port.
  public let address: String

  /// A request as tests make it.
  public init(
    method: String, path: String, query: String? = nil, headers: HTTPFields = [:], body: [UInt8] = [],
    address: String = "127.0.0.1"
  ) {
    self.init(
      method: method, path: path, query: query, headers: headers, body: body, gunzipLimit: nil,
      address: address)
  }

  package init(
    method: String, path: String, query: String?, headers: HTTPFields, body: [UInt8], gunzipLimit: Int?,
    address: String
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
    self.gunzipLimit = gunzipLimit
    self.address = address
  }

  /// The content, gunzipped if it was sent so; 400 if that is no gzip, 413 if it is too long.
  ///
  /// A few kilobytes may become a whole limit's worth and cost accordingly: not for a loop, nor for strangers.
  public func content() throws(Rejection) -> [UInt8] {
    guard let gunzipLimit else { return body }
    return try Gzip.expand(body, limit: gunzipLimit)
  }
}
