import Database
import SyncModel

extension FieldDefinition {
  /// The value as it is stored; nil if it is empty. Text that is too long is cut off, as onOffice does.
  func checked(_ value: SQLValue) throws(OfficeError) -> SQLValue? {
    if value == .null || value == .text("") { return nil }
    switch kind {
    case .text(let max): return .text(FieldDefinition.cut(try text(value), to: max))
    case .integer: return .integer(try integer(value))
    case .decimal: return .real(try decimal(value))
    case .boolean: return .integer(try choice(integer(value), of: [0, 1]))
    case .number(let numbers): return .integer(try choice(integer(value), of: numbers))
    case .date: return .text(try date(text(value)))
    case .time: return .text(try time(text(value)))
    case .dateTime: return .text(try dateTime(text(value)))
    case .choice(let keys): return .text(try choice(text(value), of: keys))
    case .choices(let keys):
      for key in try text(value).split(separator: "|") where !keys.isEmpty {
        _ = try choice(String(key), of: keys)
      }
      return value
    }
  }

  private func text(_ value: SQLValue) throws(OfficeError) -> String {
    switch value {
    case .text(let text): return text
    case .integer(let number): return String(number)
    default: throw .invalidValue(field: name)
    }
  }

  private func integer(_ value: SQLValue) throws(OfficeError) -> Int64 {
    switch value {
    case .integer(let number): return number
    case .text(let text):
      guard let number = Int64(text) else { throw .invalidValue(field: name) }
      return number
    default: throw .invalidValue(field: name)
    }
  }

  private func decimal(_ value: SQLValue) throws(OfficeError) -> Double {
    switch value {
    case .real(let number): return number
    case .integer(let number): return Double(number)
    case .text(let text):
      guard let number = Double(text), number.isFinite else { throw .invalidValue(field: name) }
      return number
    default: throw .invalidValue(field: name)
    }
  }

  private func choice<Key: Equatable & CustomStringConvertible>(
    _ key: Key, of keys: [Key]
  ) throws(OfficeError) -> Key {
    guard keys.contains(key) else { throw .unknownChoice(field: name, value: key.description) }
    return key
  }

  /// A time of day behind the date is cut off: onOffice types some dates as points in time.
  private func date(_ text: String) throws(OfficeError) -> String {
    guard let date = CivilDate(text: text) ?? LocalDateTime(text: text)?.date else {
      throw .invalidValue(field: name)
    }
    return date.text
  }

  private func time(_ text: String) throws(OfficeError) -> String {
    let full = text.utf8.count == 5 ? text + ":00" : text
    guard LocalDateTime(text: "2000-01-01 " + full) != nil else { throw .invalidValue(field: name) }
    return full
  }

  private func dateTime(_ text: String) throws(OfficeError) -> String {
    guard let moment = LocalDateTime(text: text) ?? CivilDate(text: text).map({ LocalDateTime(date: $0) })
    else { throw .invalidValue(field: name) }
    return moment.text
  }

  /// As many whole characters as fit into `max` code points, which is what a column counts.
  static func cut(_ text: String, to max: Int?) -> String {
    guard let max, text.utf8.count > max, text.unicodeScalars.count > max else { return text }
    var scalars = 0
    let whole = text.prefix { character in
      scalars += character.unicodeScalars.count
      return scalars <= max
    }
    // One character may have more of them than there is room for, as letters under many accents.
    return whole.isEmpty ? String(text.unicodeScalars.prefix(max)) : String(whole)
  }
}
