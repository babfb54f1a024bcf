import Database
import OnOfficeBackend

// Values of fields as the API writes and reads them.
extension FieldDefinition {
  /// What is stored as clients get it; MySQL's zeros for a date that there is not.
  func shown(_ value: SQLValue?) -> JSON {
    switch (value, kind) {
    case (.text(let text)?, _): .text(text)
    case (.integer(let number)?, .integer), (.integer(let number)?, .decimal): .integer(number)
    case (.integer(let number)?, _): .text(String(number))
    case (.real(let number)?, _): .number(number)
    case (_, .date): "0000-00-00"
    case (_, .dateTime): "0000-00-00 00:00:00"
    case (_, .boolean): "0"
    default: ""
    }
  }

  /// What a client writes as it is stored; null for what empties the field.
  func read(_ value: JSON) throws(APIError) -> SQLValue {
    if case .array(let keys) = value, case .choices = kind {
      return .text(
        try keys.map { key throws(APIError) in
          guard let key = key.text else { throw .invalidValue(name) }
          return "|\(key)|"
        }.joined())
    }
    guard let read = SQLValue(value) else { throw .invalidValue(name) }
    if case .text(let text) = read, isDate, text.hasPrefix("0000-00-00") { return .null }
    return read
  }

  private var isDate: Bool {
    switch kind {
    case .date, .dateTime: true
    default: false
    }
  }
}
