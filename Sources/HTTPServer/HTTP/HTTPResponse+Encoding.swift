extension HTTPResponse {
  /// Below that gzip's own bytes and time are not worth it.
  private static let smallestGzipped = 1_024

  /// The same response, gzipped if the peer asks for it and it helps.
  func encoded(acceptsGzip: Bool) -> HTTPResponse {
    guard body.count > HTTPResponse.smallestGzipped, headers["Content-Encoding"] == nil else { return self }
    var response = self
    response.headers.append("Vary", "Accept-Encoding")
    guard acceptsGzip, let gzipped = Gzip.compress(body) else { return response }
    response.headers.append("Content-Encoding", "gzip")
    response.body = gzipped
    return response
  }
}
