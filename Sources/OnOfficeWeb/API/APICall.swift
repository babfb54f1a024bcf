import OnOfficeBackend
import SyncModel

/// Something that the JSON API can do: an action with a kind of record.
struct APICall: Sendable {
  /// What may be done with it inside one transaction.
  typealias Work = @Sendable (APIContext) throws -> APIRecords

  let kind: APIAction.Kind
  /// `resourcetype`.
  let resource: String
  let work: Work

  init(_ kind: APIAction.Kind, _ resource: String, _ work: @escaping Work) {
    self.kind = kind
    self.resource = resource
    self.work = work
  }
}

/// What a call works with.
struct APIContext {
  /// The tenant's records.
  let office: OfficeTransaction
  /// The user as whom the client acts.
  let user: Int64
  let action: APIAction

  /// A parameter of the action; null counts as not given.
  subscript(parameter: String) -> JSON? {
    action.parameters[parameter].flatMap { $0 == .null ? nil : $0 }
  }

  /// The number of the record that the action names.
  func recordId() throws -> Int64 {
    guard action.resourceId.text?.isEmpty == false else { throw APIError.missingRecordId }
    guard let id = action.resourceId.integer else { throw APIError.unknownRecord }
    return id
  }
}

extension APIError {
  static let missingRecordId = Self(79, "Missing record id")
  static let unknownRecord = Self(80, "Unknown record")

  /// What onOffice says of a write that it refuses.
  init(_ error: OfficeError) {
    switch error {
    case .unknownField(let field): self = .unknownField(field)
    case .invalidValue(let field): self = .invalidValue(field)
    case .unknownChoice(let field, let value):
      self.init(252, "Unknown value in select field: \(field) \(value)")
    case .missingField(let field): self.init(254, "Missing mandatory field: \(field)")
    case .noSuchRecord: self = .unknownRecord
    case .noSuchResource(let key): self.init(255, "Invalid value for parameter: ressources \(key)")
    }
  }
}
