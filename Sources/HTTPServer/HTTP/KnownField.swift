/// The fields that the server itself reads or writes.
enum KnownField: String {
  case host
  case expect
  case date
  case connection
  case contentLength = "content-length"
  case acceptEncoding = "accept-encoding"
  case contentEncoding = "content-encoding"
  case transferEncoding = "transfer-encoding"

  /// The field of that name, if it is one of them.
  init?(_ name: Span<UInt8>) {
    let candidate: KnownField
    switch name.count {
    case 4: candidate = name[0].lowercased == 0x68 ? .host : .date
    case 6: candidate = .expect
    case 10: candidate = .connection
    case 14: candidate = .contentLength
    case 15: candidate = .acceptEncoding
    case 16: candidate = .contentEncoding
    case 17: candidate = .transferEncoding
    default: return nil
    }
    guard name.equals(lowercasing: candidate.rawValue.utf8) else { return nil }
    self = candidate
  }
}
