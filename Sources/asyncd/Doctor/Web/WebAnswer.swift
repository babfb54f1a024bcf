import CCurl
import Foundation

/// What a server answered, and over which connection.
struct WebAnswer {
  var status: Int
  /// Names in small letters; of several fields of a name the last.
  var headers: [String: String] = [:]
  var body: [UInt8] = []
  /// The address of this machine that the connection came from.
  var localAddress = ""
  /// Until when the server's certificate is valid; nil without TLS.
  var certificateEnd: Date?
}

extension WebAnswer {
  /// What libcurl knows of a transfer that is complete.
  init(_ handle: UnsafeMutableRawPointer, header: [UInt8], body: [UInt8]) {
    var status = 0
    ccurl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
    var address: UnsafePointer<CChar>?
    ccurl_get_text(handle, CURLINFO_LOCAL_IP, &address)
    self.init(
      status: status, headers: Self.fields(header), body: body,
      localAddress: address.map { String(cString: $0) } ?? "", certificateEnd: Self.certificateEnd(handle))
  }

  private static func fields(_ header: [UInt8]) -> [String: String] {
    var fields: [String: String] = [:]
    for line in header.split(whereSeparator: { $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") }) {
      let parts = String(decoding: line, as: UTF8.self).split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      fields[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
    }
    return fields
  }

  private static func certificateEnd(_ handle: UnsafeMutableRawPointer) -> Date? {
    var chain: UnsafeMutablePointer<curl_certinfo>?
    guard ccurl_get_certificates(handle, &chain) == CURLE_OK, let chain, chain.pointee.num_of_certs > 0 else {
      return nil
    }
    var entry = chain.pointee.certinfo[0]
    while let line = entry {
      let text = String(cString: line.pointee.data)
      if text.hasPrefix("Expire date:") { return date(String(text.dropFirst("Expire date:".count))) }
      entry = line.pointee.next
    }
    return nil
  }

  /// Reads OpenSSL's `Nov 22 23:14:17 2027 GMT`.
  static func date(_ text: String) -> Date? {
    let time = curl_getdate(text, nil)
    return time < 0 ? nil : Date(timeIntervalSince1970: Double(time))
  }
}
