import SyncModel

/// Fills an item from a record: the way from onOffice to the phone.
struct FieldReader<Source: FieldSource>: FieldMapper {
  let source: Source

  func text(_ field: String, _ value: inout String?) { value = source.record.text(field) }

  func date(_ field: String, _ value: inout CivilDate?) { value = source.record.date(field) }

  func value<Rule: WritableRule>(_ field: String, by rule: Rule, _ value: inout Rule.Value?)
  where Rule.Source == Source {
    value = rule.value(of: source)
  }

  func sent<Rule: FieldRule>(_ field: String, by rule: Rule, _ value: inout Rule.Value?)
  where Rule.Source == Source {
    value = rule.value(of: source)
  }

  func unsent(_ field: String, writtenBy element: String?, _ remark: String) {}
}
