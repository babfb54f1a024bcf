/// A version of the protocol that this server speaks. [MS-ASHTTP] 2.2.1.1.2.6.
public enum ProtocolVersion: Int, CaseIterable, Comparable, Sendable {
  // swift-format-ignore: AlwaysUseLowerCamelCase
  case v12_1 = 121
  // swift-format-ignore: AlwaysUseLowerCamelCase
  case v14_0 = 140
  // swift-format-ignore: AlwaysUseLowerCamelCase
  case v14_1 = 141
  // swift-format-ignore: AlwaysUseLowerCamelCase
  case v16_0 = 160
  // swift-format-ignore: AlwaysUseLowerCamelCase
  case v16_1 = 161

  /// Reads `14.1`; nil for a version not spoken.
  public init?(text: String) {
    guard let match = ProtocolVersion.allCases.first(where: { $0.text == text }) else { return nil }
    self = match
  }

  /// As in the header: `14.1`.
  public var text: String { "\(rawValue / 10).\(rawValue % 10)" }

  /// Older is smaller.
  public static func < (left: ProtocolVersion, right: ProtocolVersion) -> Bool {
    left.rawValue < right.rawValue
  }
}
