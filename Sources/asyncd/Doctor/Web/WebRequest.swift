import CCurl
import Glibc

/// A request as a phone's network would send it: through no proxy of this machine's, following no redirect.
struct WebRequest {
  var method = "GET"
  var url: String
  /// How long the answer may take.
  var seconds = 15
  /// A PEM file of authorities in place of the system's.
  var authorities: String?
  /// Whether the server must prove its name.
  var verifies = true

  /// Sends it and waits; the error says in libcurl's words what was in the way.
  func send() throws(WebFailure) -> WebAnswer {
    guard let handle = curl_easy_init() else { throw WebFailure(code: CURLE_FAILED_INIT, text: "no libcurl") }
    defer { curl_easy_cleanup(handle) }
    let header = Received()
    let body = Received()
    var message = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
    let code = message.withUnsafeMutableBufferPointer { buffer in
      configure(handle, header: header, body: body)
      ccurl_set_buffer(handle, CURLOPT_ERRORBUFFER, buffer.baseAddress)
      return withExtendedLifetime((header, body)) { curl_easy_perform(handle) }
    }
    guard code == CURLE_OK else {
      let words = message.first == 0 ? String(cString: curl_easy_strerror(code)) : text(message)
      throw WebFailure(code: code, text: words)
    }
    return WebAnswer(handle, header: header.bytes, body: body.bytes)
  }

  private func configure(_ handle: UnsafeMutableRawPointer, header: Received, body: Received) {
    let longs: [(CURLoption, Int)] = [
      (CURLOPT_NOSIGNAL, 1), (CURLOPT_CERTINFO, 1), (CURLOPT_CONNECTTIMEOUT, 10), (CURLOPT_TIMEOUT, seconds),
      (CURLOPT_SSL_VERIFYPEER, verifies ? 1 : 0), (CURLOPT_SSL_VERIFYHOST, verifies ? 2 : 0),
      (CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1)),
    ]
    for (option, value) in longs { ccurl_set_long(handle, option, value) }
    let texts: [(CURLoption, String)] = [
      (CURLOPT_URL, url), (CURLOPT_CUSTOMREQUEST, method), (CURLOPT_PROXY, ""),
      (CURLOPT_USERAGENT, "asyncd-doctor"), (CURLOPT_PROTOCOLS_STR, "http,https"),
    ]
    for (option, value) in texts { ccurl_set_text(handle, option, value) }
    if method == "POST" {
      // A content of no bytes: servers refuse one of an unknown length.
      ccurl_set_long(handle, CURLOPT_POSTFIELDSIZE, 0)
      ccurl_set_text(handle, CURLOPT_COPYPOSTFIELDS, "")
    }
    if let authorities { ccurl_set_text(handle, CURLOPT_CAINFO, authorities) }
    for (function, target, received) in [
      (CURLOPT_HEADERFUNCTION, CURLOPT_HEADERDATA, header), (CURLOPT_WRITEFUNCTION, CURLOPT_WRITEDATA, body),
    ] {
      ccurl_set_receiver(handle, function) { bytes, size, count, target in
        guard let bytes, let target else { return 0 }
        let received = Unmanaged<Received>.fromOpaque(target).takeUnretainedValue()
        return received.take(UnsafeRawBufferPointer(start: bytes, count: size * count))
      }
      ccurl_set_pointer(handle, target, Unmanaged.passUnretained(received).toOpaque())
    }
  }

  private func text(_ message: [CChar]) -> String {
    String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// What libcurl hands over; more than a server of ours ever answers is refused.
private final class Received {
  private(set) var bytes: [UInt8] = []
  private static let limit = 256 << 10

  /// Gives how many bytes were taken; fewer than offered end the transfer.
  func take(_ more: UnsafeRawBufferPointer) -> Int {
    guard bytes.count + more.count <= Self.limit else { return 0 }
    bytes += more
    return more.count
  }
}

/// Why there is no answer.
struct WebFailure: Error, CustomStringConvertible {
  let code: CURLcode
  /// libcurl's words.
  let text: String

  var description: String { text }

  /// Whether the server's certificate is what was in the way.
  var isOfCertificate: Bool { code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE }
}
