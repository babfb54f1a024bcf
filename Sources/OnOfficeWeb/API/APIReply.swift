/// What a request is answered with. `apidoc.onoffice.de`, onOffice API Response.
struct APIReply {
  /// What came of one action.
  struct Result {
    let action: APIAction
    let outcome: Swift.Result<APIRecords, APIError>
  }

  private let status: JSON
  private let results: [JSON]

  /// What came of each action. If one failed the whole says so with 97, whatever came of the others.
  init(_ results: [Result]) {
    let hasFailed = results.contains { if case .failure = $0.outcome { true } else { false } }
    status = hasFailed ? Self.status(500, .errorInAction) : Self.status(200, .success)
    self.results = results.map(\.json)
  }

  /// Nothing was done.
  init(refusing error: APIError) {
    let isStranger = APIError.authentication.contains(error.code)
    status = Self.status(isStranger ? 400 : 500, error)
    results = []
  }

  /// The text.
  var bytes: [UInt8] {
    JSON.object(["status": status, "response": ["results": .array(results)]]).bytes
  }

  private static func status(_ code: Int64, _ error: APIError) -> JSON {
    ["code": .integer(code), "errorcode": .integer(Int64(error.code)), "message": .text(error.message)]
  }
}

extension APIReply.Result {
  fileprivate var json: JSON {
    let (records, error): (APIRecords, APIError) =
      switch outcome {
      case .success(let records): (records, .success)
      case .failure(let error): (APIRecords(), error)
      }
    return [
      "actionid": .text(action.actionId), "resourceid": action.resourceId,
      "resourcetype": .text(action.resourceType), "cacheable": .bool(action.kind?.writes == false),
      "identifier": action.identifier,
      "data": [
        "meta": ["cntabsolute": records.total.map { .integer(Int64($0)) } ?? .null],
        "records": .array(records.records.map(\.json)),
      ],
      "status": ["errorcode": .integer(Int64(error.code)), "message": .text(error.message)],
    ]
  }
}

/// What an action found or made.
struct APIRecords: Sendable {
  /// One of them.
  struct Record: Sendable {
    /// Its number, or what stands for it.
    let id: JSON
    /// What kind it is, as `address`.
    let type: String
    /// What is told of it.
    var elements = JSONObject()
  }

  /// In the order that was asked for.
  var records: [Record] = []
  /// How many there are, beyond the page too; nil where nothing was looked for.
  var total: Int?
}

extension APIRecords.Record {
  /// PHP writes an empty object as an empty list.
  fileprivate var json: JSON {
    [
      "id": id, "type": .text(type), "elements": elements.members.isEmpty ? .array([]) : .object(elements),
    ]
  }
}

extension APIError {
  fileprivate static let success = Self(0, "OK")
  /// The numbers that say that the request comes from somebody who may not ask.
  fileprivate static let authentication: Set<Int> = [22, 41, 42, 43, 104, 134, 136, 137, 153, 243, 286]
}
