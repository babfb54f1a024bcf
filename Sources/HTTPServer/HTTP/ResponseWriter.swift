/// What the answer's form takes from its request.
struct AnswerForm {
  var isHead = false
  var isHTTP10 = false
  var keepsAlive = false
}

/// Turns responses into bytes.
enum ResponseWriter {
  /// The whole answer; `date` is the Date field's value.
  static func bytes(_ response: HTTPResponse, form: AnswerForm, date: String) -> [UInt8] {
    // RFC 9110, 6.4.1 and 8.6: these have neither content nor a length.
    let isBare = response.status == 204 || response.status == 304
    var bytes: [UInt8] = []
    bytes.reserveCapacity(320 + (isBare || form.isHead ? 0 : response.body.count))
    bytes.append(contentsOf: "HTTP/1.1 ".utf8)
    append(response.status, to: &bytes)
    bytes.append(.space)
    bytes.append(contentsOf: phrase(response.status).utf8)
    bytes.append(contentsOf: "\r\nDate: ".utf8)
    bytes.append(contentsOf: date.utf8)
    bytes.append(contentsOf: "\r\n".utf8)
    response.headers.forEach { name, value in
      switch KnownField(name) {
      // They follow from the message itself; a second one of them would contradict it.
      case .date, .connection, .contentLength, .transferEncoding: break
      default: append(name, value, to: &bytes)
      }
    }
    if !isBare {
      bytes.append(contentsOf: "Content-Length: ".utf8)
      append(response.body.count, to: &bytes)
      bytes.append(contentsOf: "\r\n".utf8)
    }
    if !form.keepsAlive {
      bytes.append(contentsOf: "Connection: close\r\n".utf8)
    } else if form.isHTTP10 {
      bytes.append(contentsOf: "Connection: keep-alive\r\n".utf8)
    }
    bytes.append(contentsOf: "\r\n".utf8)
    if !isBare, !form.isHead { bytes.append(contentsOf: response.body) }
    return bytes
  }

  private static func append(_ name: Span<UInt8>, _ value: Span<UInt8>, to bytes: inout [UInt8]) {
    name.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    bytes.append(.colon)
    bytes.append(.space)
    let start = bytes.count
    value.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    // A line end in a value, whoever put it there, must not begin another field.
    for index in start..<bytes.count where !bytes[index].isText { bytes[index] = .space }
    bytes.append(.carriageReturn)
    bytes.append(.lineFeed)
  }

  private static func append(_ number: Int, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: String(number).utf8)
  }

  private static func phrase(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 204: "No Content"
    case 302: "Found"
    case 303: "See Other"
    case 304: "Not Modified"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 408: "Request Timeout"
    case 411: "Length Required"
    case 413: "Content Too Large"
    case 414: "URI Too Long"
    case 415: "Unsupported Media Type"
    case 417: "Expectation Failed"
    case 429: "Too Many Requests"
    case 431: "Request Header Fields Too Large"
    case 449: "Retry With"
    case 451: "Redirect"
    case 500: "Internal Server Error"
    case 501: "Not Implemented"
    case 503: "Service Unavailable"
    case 505: "HTTP Version Not Supported"
    case 507: "Insufficient Storage"
    default: ""
    }
  }
}
