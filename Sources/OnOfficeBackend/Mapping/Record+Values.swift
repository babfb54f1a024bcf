import Database
import SyncModel

// A field that is empty, or holds what is no such value ("0000-00-00"), reads as nil.
extension Record {
  /// The field's text, as it is.
  func text(_ field: String) -> String? {
    switch self[field] {
    case .text(let text): text.isEmpty ? nil : text
    case .integer(let number): String(number)
    default: nil
    }
  }

  /// The field's whole number.
  func integer(_ field: String) -> Int? {
    switch self[field] {
    case .integer(let number): Int(number)
    case .text(let text): Int(text)
    default: nil
    }
  }

  /// Whether the field is ticked.
  func flag(_ field: String) -> Bool { integer(field) == 1 }

  /// The field's day; a time of day behind it is left out.
  func date(_ field: String) -> CivilDate? {
    text(field).flatMap { CivilDate(text: String($0.prefix(10))) }
  }

  /// The field's point in time; midnight if it is a day alone.
  func dateTime(_ field: String) -> LocalDateTime? {
    text(field).flatMap(LocalDateTime.init(text:)) ?? date(field).map { LocalDateTime(date: $0) }
  }

  /// The field's time of day, in seconds since midnight.
  func timeOfDay(_ field: String) -> Int? {
    text(field).flatMap { LocalDateTime(text: "1970-01-01 " + $0)?.second }
  }
}
