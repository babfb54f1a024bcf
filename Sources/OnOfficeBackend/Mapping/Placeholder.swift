/// Stands for the mail address of somebody or something that has none in onOffice.
enum Placeholder: Hashable {
  case user(Int64)
  case address(Int64)
  /// The key in the form of ``localPart(of:)``.
  case resource(String)

  /// Reads what ``text`` writes; nil for real mail addresses.
  init?(_ email: String) {
    let parts = email.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    switch (parts[1].lowercased(), Int64(parts[0])) {
    case ("benutzer.invalid", let id?): self = .user(id)
    case ("adresse.invalid", let id?): self = .address(id)
    case ("resource.invalid", _): self = .resource(String(parts[0]))
    default: return nil
    }
  }

  /// The address.
  var text: String {
    switch self {
    case .user(let id): "\(id)@benutzer.invalid"
    case .address(let id): "\(id)@adresse.invalid"
    case .resource(let name): name + "@resource.invalid"
    }
  }

  /// A resource's key with everything but letters, digits, `_` and `-` as `=` and hex digits, so that it can
  /// stand before the @ and no two keys become the same.
  static func localPart(of key: String) -> String {
    key.utf8.reduce(into: "") { text, byte in
      let character = Character(Unicode.Scalar(byte))
      if character.isASCII, character.isLetter || character.isNumber || "_-".contains(character) {
        text.append(character)
      } else {
        text += "=" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
  }
}
