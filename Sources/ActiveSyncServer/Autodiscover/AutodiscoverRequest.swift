import XML

/// What a device asks Autodiscover. [MS-ASCMD] 2.2.1.1.
struct AutodiscoverRequest: Hashable, Sendable {
  /// The only schema of answers that is given here.
  static let mobileSync = "http://schemas.microsoft.com/exchange/autodiscover/mobilesync/responseschema/2006"

  /// The user's address as typed.
  let address: String
  /// The schema the answer is to have.
  let acceptableSchema: String

  /// Reads a body; nil if it is no such request.
  init?(_ body: [UInt8]) {
    guard let root = try? XMLElement(parsing: body), root.name == "Autodiscover",
      let request = root.child("Request"), let address = request.child("EMailAddress"),
      let schema = request.child("AcceptableResponseSchema")
    else { return nil }
    self.address = Self.trimmed(address.text)
    acceptableSchema = Self.trimmed(schema.text)
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }
}
