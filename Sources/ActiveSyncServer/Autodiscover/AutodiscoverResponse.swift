import FoundationEssentials
import XML

/// What Autodiscover answers. [MS-ASCMD] 2.2.1.1, 4.2.
enum AutodiscoverResponse: Hashable, Sendable {
  /// Where the user's devices find the server.
  case found(displayName: String, address: String, url: String)
  /// No account of this server goes by that address: Action/Error with Status 2.
  case unknownAddress(String)
  /// The request itself is no good: 600 for a malformed one, 601 for a schema not served.
  case invalid(code: Int, message: String)

  private static let schema = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"

  /// The document; `time` and `server` are in errors only.
  func document(time: Date, server: String) -> String {
    let response =
      switch self {
      case .found(let displayName, let address, let url):
        mobileSync(
          user: [("DisplayName", displayName), ("EMailAddress", address)],
          action: node(
            "Settings", [node("Server", texts: [("Type", "MobileSync"), ("Url", url), ("Name", url)])]))
      case .unknownAddress(let address):
        mobileSync(
          user: [("EMailAddress", address)],
          action: node(
            "Error",
            texts: [
              ("Status", "2"), ("Message", "The address could not be found"), ("DebugData", "MailUser"),
            ]))
      case .invalid(let code, let message): error(code, message, time: time, server: server)
      }
    return XMLElement("Autodiscover", namespace: Self.schema, children: [response]).document
  }

  private func mobileSync(user: [(String, String)], action: XMLElement) -> XMLElement {
    node("Response", [node("Culture", text: "de:de"), node("User", texts: user), node("Action", [action])])
  }

  /// In the namespace of the whole answer, as the schema has it. [MS-ASCMD] 6.4.
  private func error(_ code: Int, _ message: String, time: Date, server: String) -> XMLElement {
    let children = [("ErrorCode", "\(code)"), ("Message", message), ("DebugData", "")].map { name, text in
      XMLElement(name, namespace: Self.schema, text: text)
    }
    let attributes = ["Time": Self.clockTime(time), "Id": Self.identifier(of: server)]
    let error = XMLElement("Error", namespace: Self.schema, attributes: attributes, children: children)
    return XMLElement("Response", namespace: Self.schema, children: [error])
  }

  private func node(_ name: String, _ children: [XMLElement] = [], text: String = "") -> XMLElement {
    XMLElement(name, namespace: AutodiscoverRequest.mobileSync, text: text, children: children)
  }

  private func node(_ name: String, texts: [(String, String)]) -> XMLElement {
    node(name, texts.map { node($0.0, text: $0.1) })
  }

  /// `16:56:32.6164027`, in UTC.
  private static func clockTime(_ time: Date) -> String {
    let ticks = Int64((time.timeIntervalSince1970 * 10_000_000).rounded(.down))
    func digits(_ value: Int64, _ count: Int) -> String {
      let text = "\(value)"
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    let second = (ticks / 10_000_000) % 86_400
    return "\(digits(second / 3600, 2)):\(digits(second / 60 % 60, 2)):\(digits(second % 60, 2))."
      + digits(ticks % 10_000_000, 7)
  }

  /// A hash of the server's name (FNV-1a), the same in each answer.
  private static func identifier(of server: String) -> String {
    "\(server.utf8.reduce(2_166_136_261 as UInt32) { ($0 ^ UInt32($1)) &* 16_777_619 })"
  }
}
