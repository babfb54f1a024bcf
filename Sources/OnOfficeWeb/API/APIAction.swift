/// One action of a request: what is to be done to which records.
struct APIAction: Sendable {
  /// What onOffice calls an action, without the URN before it.
  enum Kind: String, Sendable, CaseIterable {
    case read, create, modify, get, delete
    case perform = "do"

    /// Whether it may change something.
    var writes: Bool { self != .read && self != .get }

    /// What stands before the name.
    static let prefix = "urn:onoffice-de-ns:smart:2.5:smartml:action:"
  }

  /// The whole URN, as sent.
  let actionId: String
  /// nil if there is no such action.
  let kind: Kind?
  /// The record's number or the like, as sent; may be empty.
  let resourceId: JSON
  /// The kind of record, as `address`.
  let resourceType: String
  /// What the client calls it; comes back with the result.
  let identifier: JSON
  /// Everything else.
  let parameters: JSONObject
  /// What proves who sends it.
  let signature: APISignature

  /// Reads an action of a request.
  init(_ json: JSON) throws(APIError) {
    guard let action = json.object else { throw .noActions }
    guard let actionId = action["actionid"]?.text else { throw .noActionId }
    guard !actionId.isEmpty else { throw .emptyActionId }
    guard let resourceId = action["resourceid"] ?? .some(""), resourceId.text != nil || resourceId == .null
    else { throw .noResourceId }
    guard let resourceType = action["resourcetype"]?.text else { throw .noResourceType }
    guard let parameters = (action["parameters"] ?? .null).parameters else { throw .noParameters }
    self.actionId = actionId
    self.resourceId = resourceId
    self.resourceType = resourceType
    self.parameters = parameters
    kind =
      actionId.hasPrefix(Kind.prefix)
      ? Kind(rawValue: String(actionId.dropFirst(Kind.prefix.count))) : nil
    identifier = action["identifier"] ?? ""
    signature = try APISignature(action)
  }
}

extension JSON {
  /// Parameters of an action: an object, or what PHP makes of an empty one; null is none.
  fileprivate var parameters: JSONObject? { self == .null ? JSONObject() : object }
}
