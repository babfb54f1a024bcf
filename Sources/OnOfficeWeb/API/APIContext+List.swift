import Database
import OnOfficeBackend

// What reading calls have in common: which fields, which records, in which order, and how many.
// `apidoc.onoffice.de`, Read Addresses.
extension APIContext {
  private static let usualLimit: Int64 = 20
  private static let mostRecords = 500

  /// `data`: the names of the fields that are wanted.
  func fields() throws -> [String] {
    guard let data = self["data"] else { return [] }
    guard let names = data.array?.map(\.text) else { throw APIError.noArray("data") }
    return try names.map { name in
      guard let name else { throw APIError(291, "Fieldname is not a string") }
      return name
    }
  }

  /// `filter`, `recordids`, `sortby`, `sortorder`, `listlimit` and `listoffset`.
  func query() throws -> RecordQuery {
    let limit = min(try count("listlimit") ?? Self.usualLimit, Int64(Self.mostRecords))
    var query = RecordQuery(limit: Int(limit), offset: Int(try count("listoffset") ?? 0))
    query.conditions = try conditions()
    query.sort = try sort()
    query.ids = try recordIds()
    return query
  }

  /// `recordids`, or the number of the one record that the action itself names; nil if all are wanted.
  private func recordIds() throws -> [Int64]? {
    guard let list = self["recordids"] else {
      return action.resourceId.text?.isEmpty == false ? [try recordId()] : nil
    }
    guard let values = list.array else { throw APIError.noArray("recordids") }
    guard values.count <= Self.mostRecords else { throw APIError.tooManyIds }
    return try values.map { value in
      guard let id = value.integer else { throw APIError(185, "Missing or invalid record ids") }
      return id
    }
  }

  private func count(_ parameter: String) throws -> Int64? {
    guard let value = self[parameter] else { return nil }
    guard let count = value.integer, count >= 0 else { throw APIError.invalidValue(parameter) }
    return count
  }

  /// `sortby` is a field, or an object of fields and orders of which the first counts.
  private func sort() throws -> (field: String, isDescending: Bool)? {
    guard let sortby = self["sortby"] else { return nil }
    let first = sortby.object?.members.first
    guard let field = first?.name ?? sortby.text else { return nil }
    guard !field.isEmpty else { return nil }
    switch (first?.value ?? self["sortorder"])?.text?.uppercased() {
    case nil, "", "ASC": return (field, false)
    case "DESC": return (field, true)
    default: throw APIError.invalidValue("sortorder")
    }
  }

  /// `"Name": [{"op": "=", "val": "Tiger"}]`.
  private func conditions() throws -> [RecordQuery.Condition] {
    guard let filter = self["filter"] else { return [] }
    guard let fields = filter.object?.members else { throw APIError.invalidValue("filter") }
    return try fields.flatMap { field in
      guard let tests = field.value.array else { throw APIError.noArray("filter") }
      return try tests.map { try condition(field.name, $0) }
    }
  }

  private func condition(_ field: String, _ test: JSON) throws -> RecordQuery.Condition {
    guard let test = test.object, let name = test["op"]?.text, let value = test["val"] else {
      throw APIError(257, "An error occurred while validating the filter: \(field)")
    }
    guard let comparison = Self.comparisons[name.lowercased()] else {
      throw APIError(142, "Unknown operator: \(name)")
    }
    let values = value.array ?? [value]
    return RecordQuery.Condition(
      field, comparison,
      try values.map { value in
        guard let value = SQLValue(value) else {
          throw APIError(257, "An error occurred while validating the filter: \(field)")
        }
        return value
      })
  }

  /// The operators by what clients write, in lower case.
  private static let comparisons: [String: RecordQuery.Comparison] = {
    var comparisons = Dictionary(
      uniqueKeysWithValues: RecordQuery.Comparison.allCases.map { ($0.rawValue, $0) })
    comparisons["is"] = .equal
    comparisons["<>"] = .unequal
    return comparisons
  }()
}

extension SQLValue {
  /// A value of a field as a client writes it; null is empty, a truth 1 or 0. nil for lists and objects.
  init?(_ json: JSON) {
    switch json {
    case .null: self = .text("")
    case .bool(let isTrue): self = SQLValue(isTrue)
    case .integer(let number): self = .integer(number)
    case .number(let number): self = .real(number)
    case .text(let text): self = .text(text)
    case .array, .object: return nil
    }
  }
}
