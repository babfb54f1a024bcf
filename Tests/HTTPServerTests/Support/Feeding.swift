@testable import HTTPServer

extension RequestReader {
  /// What a reader makes of bytes that come in pieces of `size`: all events but `incomplete`.
  static func events(_ text: String, inPiecesOf size: Int, limits: HTTPLimits = HTTPLimits()) -> [String] {
    events(Array(text.utf8), inPiecesOf: size, limits: limits)
  }

  static func events(_ bytes: [UInt8], inPiecesOf size: Int, limits: HTTPLimits = HTTPLimits()) -> [String] {
    var reader = RequestReader()
    var texts: [String] = []
    var next = 0
    while next < bytes.count {
      let piece = Array(bytes[next..<min(next + size, bytes.count)])
      next += piece.count
      var event = reader.receive(piece.span, limits: limits)
      while let text = event.text {
        texts.append(text)
        if case .refused = event { return texts }
        event = reader.next(limits: limits)
      }
    }
    return texts
  }
}

extension RequestReader.Event {
  /// A short text; nil for `incomplete`.
  var text: String? {
    switch self {
    case .incomplete: nil
    case .expectsContinue: "100"
    case .request(let head, let body):
      head.line.method + " " + head.line.path + (head.line.query.map { "?" + $0 } ?? "") + " "
        + String(decoding: body, as: UTF8.self)
    case .refused(let rejection): String(rejection.status)
    }
  }
}
