import Foundation

/// An iOS configuration profile: the authority's certificate, and the account that needs it. Apple, "Configuration
/// Profile Reference".
///
/// It holds no password, so that the iPhone asks for it: the profile travels over plain HTTP.
struct MobileConfiguration {
  /// The authority's certificate in DER, and its SHA-256 fingerprint.
  let certificate: [UInt8]
  let fingerprint: [UInt8]
  /// `192.0.2.7:8443`
  let host: String
  let user: String
  let mail: String

  /// The profile as an XML property list.
  func encoded() throws -> [UInt8] {
    let encoder = PropertyListEncoder()
    encoder.outputFormat = .xml
    return Array(try encoder.encode(profile))
  }

  private enum Value: Encodable {
    case text(String)
    case number(Int)
    case flag(Bool)
    case data([UInt8])
    case list([[String: Value]])

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .text(let text): try container.encode(text)
      case .number(let number): try container.encode(number)
      case .flag(let flag): try container.encode(flag)
      case .data(let bytes): try container.encode(Data(bytes))
      case .list(let list): try container.encode(list)
      }
    }
  }

  private var profile: [String: Value] {
    payload("Configuration", "profile", number: 0, name: "asyncd \(host)").merging(
      [
        "PayloadContent": .list([root, account]), "PayloadOrganization": .text("asyncd"),
        "PayloadDescription": .text("The demo's certificate authority and an Exchange account on \(host)."),
        "PayloadRemovalDisallowed": .flag(false),
      ], uniquingKeysWith: { $1 })
  }

  private var root: [String: Value] {
    payload("com.apple.security.root", "ca", number: 1, name: "asyncd test CA").merging(
      ["PayloadCertificateFileName": .text("ca.crt"), "PayloadContent": .data(certificate)],
      uniquingKeysWith: { $1 })
  }

  private var account: [String: Value] {
    payload("com.apple.eas.account", "account", number: 2, name: "asyncd").merging(
      [
        "Host": .text(host), "SSL": .flag(true), "UserName": .text(user), "EmailAddress": .text(mail),
      ], uniquingKeysWith: { $1 })
  }

  private func payload(_ type: String, _ name: String, number: UInt8, name display: String) -> [String: Value]
  {
    [
      "PayloadType": .text(type), "PayloadVersion": .number(1), "PayloadDisplayName": .text(display),
      "PayloadIdentifier": .text("asyncd.demo.\(name)"), "PayloadUUID": .text(identifier(number)),
    ]
  }

  /// The same as long as the authority is: a profile installed again replaces the former one. RFC 9562, 5.8.
  private func identifier(_ number: UInt8) -> String {
    var bytes = Array(fingerprint.prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    bytes[15] = number
    let digits = Hexadecimal.text(bytes).uppercased()
    var groups: [Substring] = []
    var rest = digits[...]
    for length in [8, 4, 4, 4, 12] {
      groups.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return groups.joined(separator: "-")
  }
}
