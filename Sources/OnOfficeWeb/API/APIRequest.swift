/// A request of the JSON API: who it comes from and what it wants, one thing after the other.
///
/// `apidoc.onoffice.de`, onOffice API Request.
struct APIRequest: Sendable {
  /// The key that it names.
  let token: String
  /// In their order.
  let actions: [APIAction]

  /// Reads a body.
  init(_ body: [UInt8]) throws(APIError) {
    guard !body.isEmpty else { throw .emptyRequest }
    guard let json = JSON(reading: body) else { throw .malformedJSON }
    guard case .object(let root) = json, case .text(let token)? = root["token"], !token.isEmpty else {
      throw .noToken
    }
    guard let request = root["request"]?.object else { throw .noRequest }
    guard let actions = request["actions"]?.array, !actions.isEmpty else { throw .noActions }
    self.token = token
    var read: [APIAction] = []
    for action in actions { read.append(try APIAction(action)) }
    self.actions = read
  }
}
