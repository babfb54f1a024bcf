import Database
import SyncModel

/// Brings a record to what a device made of its item: the way from the phone to onOffice.
///
/// A row whose value is still what the record gives is left alone, so that what onOffice has and the phone does
/// not know survives every edit. What a rule refuses is noted, and fails the item.
struct FieldWriter<Source: FieldSource>: FieldMapper {
  /// The record as it was.
  private let original: Source
  /// The record as it becomes.
  private(set) var source: Source
  /// The first refusal of a rule; the record must not be stored then.
  private(set) var refusal: ItemRefusal?

  /// Starts with a record as it is stored.
  init(_ source: Source) {
    original = source
    self.source = source
  }

  mutating func text(_ field: String, _ value: inout String?) {
    let text = value.flatMap { $0.isEmpty ? nil : $0 }
    if text != original.record.text(field) { source.record[field] = text.map { .text($0) } }
  }

  mutating func date(_ field: String, _ value: inout CivilDate?) {
    guard value != original.record.date(field) else { return }
    // Some devices say so that there is none.
    let isDate = value.map { CivilDate.yearsOfExchange.contains($0.year) } ?? false
    source.record[field] = isDate ? value.map { .text($0.text) } : nil
  }

  mutating func value<Rule: WritableRule>(_ field: String, by rule: Rule, _ value: inout Rule.Value?)
  where Rule.Source == Source {
    guard refusal == nil, value != rule.value(of: original) else { return }
    do throws(ItemRefusal) {
      try rule.write(value, to: &source)
    } catch {
      refusal = error
    }
  }

  func sent<Rule: FieldRule>(_ field: String, by rule: Rule, _ value: inout Rule.Value?)
  where Rule.Source == Source {}

  func unsent(_ field: String, writtenBy element: String?, _ remark: String) {}
}
