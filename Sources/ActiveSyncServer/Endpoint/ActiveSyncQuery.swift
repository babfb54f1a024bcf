import SyncModel

/// What a request's query says, in either of its two forms. [MS-ASHTTP] 2.2.1.1.1.
struct ActiveSyncQuery: Hashable, Sendable {
  /// How a query names its command.
  enum CommandReference: Hashable, Sendable {
    /// `Cmd=FolderSync`.
    case name(String)
    /// The command code of the base64 form. [MS-ASHTTP] 2.2.1.1.1.1.2.
    case code(UInt8)

    /// The command; nil if there is none such.
    var command: ActiveSyncCommand? {
      switch self {
      case .name(let name): ActiveSyncCommand(name: name)
      case .code(let code): ActiveSyncCommand(rawValue: code)
      }
    }
  }

  /// The command; nil if the plain form has no `Cmd`.
  var command: CommandReference?
  /// The device's id as sent; nil if it is missing.
  var deviceId: String?
  /// The device's type; nil if it is missing.
  var deviceType: String?
  /// Ten times the version, as 141; nil in the plain form, which has a header for it.
  var version: Int?

  /// Reads a query; nil if it is neither form. Everything else that a query may say is of no use here: `User`
  /// must not differ from the credentials, and policies are never demanded.
  init?(_ query: String) {
    if let plain = ActiveSyncQuery(plain: query) {
      self = plain
    } else if let text = PercentEncoding.decode(query), let bytes = Base64.decode(text),
      let encoded = ActiveSyncQuery(fields: bytes)
    {
      self = encoded
    } else {
      return nil
    }
  }

  /// The plain form. [MS-ASHTTP] 2.2.1.1.1.2. Names may have any letter case; of a repeated one the first counts.
  private init?(plain query: String) {
    var parameters: [String: String] = [:]
    for part in query.utf8.split(separator: UInt8(ascii: "&")) {
      let pair = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2, let bytes = PercentEncoding.decode(Substring(pair[1])),
        let value = String(validating: bytes, as: UTF8.self)
      else { continue }
      let name = Substring(pair[0]).lowercased()
      if parameters[name] == nil { parameters[name] = value }
    }
    // A base64 form may end in `=`, so only a known name tells them apart.
    guard parameters["cmd"] != nil || parameters["deviceid"] != nil else { return nil }
    command = parameters["cmd"].map(CommandReference.name)
    deviceId = parameters["deviceid"]
    deviceType = parameters["devicetype"]
  }

  /// The base64 form, decoded. [MS-ASHTTP] 2.2.1.1.1.1.
  private init?(fields bytes: [UInt8]) {
    var reader = FieldReader(bytes[...])
    guard let version = reader.byte(), let code = reader.byte(), reader.bytes(2) != nil,
      let id = reader.field(), let policyKey = reader.field(), policyKey.isEmpty || policyKey.count == 4,
      let type = reader.field()
    else { return nil }
    while !reader.isAtEnd {
      guard reader.byte() != nil, reader.field() != nil else { return nil }
    }
    self.version = Int(version)
    command = .code(code)
    deviceId = ActiveSyncQuery.deviceId(of: id)
    deviceType = String(validating: type, as: UTF8.self)
  }

  /// "A string or a GUID": letters and digits as they are, anything else as hexadecimal digits.
  private static func deviceId(of bytes: ArraySlice<UInt8>) -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    if bytes.isEmpty || DeviceId(text) != nil { return text }
    return bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}

/// Reads the fields of the base64 form.
private struct FieldReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func byte() -> UInt8? { rest.popFirst() }

  mutating func bytes(_ count: Int) -> ArraySlice<UInt8>? {
    guard rest.count >= count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  /// A field behind a byte that tells its length.
  mutating func field() -> ArraySlice<UInt8>? { byte().flatMap { bytes(Int($0)) } }
}
