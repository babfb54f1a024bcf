import COpenSSL

/// What an action is signed with: the time and the HMAC, of the second or the older form.
///
/// `apidoc.onoffice.de`, Request elements, Action.
struct APISignature: Sendable {
  /// Seconds since 1970.
  let timestamp: Int64
  /// As sent: base64, or hexadecimal digits of the older form.
  let hmac: String
  /// Whether `hmac_version` 2 was said.
  let isSecondForm: Bool
  private let resourceId: String
  private let resourceType: String
  private let actionId: String
  private let identifier: String
  private let parameters: JSON
  /// The time as sent.
  private let time: String

  /// Reads what an action says.
  init(_ action: JSONObject) throws(APIError) {
    guard let given = action["hmac"] else { throw .wrongHMAC }
    guard case .text(let hmac) = given else { throw .hmacIsNoText }
    guard let time = action["timestamp"]?.text, let timestamp = action["timestamp"]?.integer else {
      throw .clockIsWrong
    }
    self.hmac = hmac
    self.time = time
    self.timestamp = timestamp
    isSecondForm = action["hmac_version"]?.integer == 2
    resourceId = action["resourceid"]?.text ?? ""
    resourceType = action["resourcetype"]?.text ?? ""
    actionId = action["actionid"]?.text ?? ""
    identifier = action["identifier"]?.text ?? ""
    parameters = action["parameters"] ?? .array([])
  }

  /// Whether it was made with this token's secret.
  func isMade(with secret: String, of token: String) -> Bool {
    let expected =
      isSecondForm
      ? [second(secret, token)] : [older(secret, token, parameters), older(secret, token, parameters.asPHP)]
    return expected.contains { $0.isSame(as: hmac) }
  }

  private func second(_ secret: String, _ token: String) -> String {
    let message = Array((time + token + resourceType + actionId).utf8)
    let key = Array(secret.utf8)
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    var count = UInt32(digest.count)
    let made = HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &digest, &count)
    precondition(made != nil, "HMAC-SHA-256 of a message in memory cannot fail")
    return digest.base64
  }

  /// The values in the order of their names: accesstoken, actionid, identifier, resourceid, secret, timestamp, type.
  private func older(_ secret: String, _ token: String, _ parameters: JSON) -> String {
    let sorted = if case .object(let object) = parameters { JSON.object(object.sorted) } else { parameters }
    let fields = [token, actionId, identifier, resourceId, secret, time, resourceType]
    let all = sorted.bytes + Array(("," + fields.joined(separator: ",")).utf8)
    return (Array(secret.utf8) + Array(all.md5.utf8)).md5
  }
}

extension JSON {
  /// The value as PHP reads it: there is no empty object, only an empty list.
  fileprivate var asPHP: JSON {
    switch self {
    case .object(let object) where object.members.isEmpty: return .array([])
    case .object(var object):
      for member in object.members { object[member.name] = member.value.asPHP }
      return .object(object)
    case .array(let values): return .array(values.map(\.asPHP))
    default: return self
    }
  }
}

extension [UInt8] {
  fileprivate var base64: String {
    var text = [UInt8](repeating: 0, count: (count + 2) / 3 * 4 + 1)
    let length = EVP_EncodeBlock(&text, self, Int32(count))
    return String(decoding: text.prefix(Int(length)), as: UTF8.self)
  }

  /// Lower-case hexadecimal digits.
  fileprivate var md5: String {
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var length: UInt32 = 0
    let isMade = EVP_Digest(self, count, &digest, &length, EVP_md5(), nil)
    precondition(isMade == 1, "MD5 of bytes in memory cannot fail")
    return digest.prefix(Int(length)).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }
      .joined()
  }
}

extension String {
  /// Compares in a time that depends on the length alone.
  fileprivate func isSame(as other: String) -> Bool {
    let (left, right) = (Array(utf8), Array(other.utf8))
    return left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
  }
}
