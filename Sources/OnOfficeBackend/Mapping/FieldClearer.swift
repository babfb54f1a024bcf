import SyncModel

/// Takes out of an item all that has a row, so that what onOffice has no field for is left.
struct FieldClearer<Source: FieldSource>: FieldMapper {
  func text(_ field: String, _ value: inout String?) { value = nil }

  func date(_ field: String, _ value: inout CivilDate?) { value = nil }

  func value<Rule: WritableRule>(_ field: String, by rule: Rule, _ value: inout Rule.Value?)
  where Rule.Source == Source {
    value = nil
  }

  func sent<Rule: FieldRule>(_ field: String, by rule: Rule, _ value: inout Rule.Value?)
  where Rule.Source == Source {
    value = nil
  }

  func unsent(_ field: String, writtenBy element: String?, _ remark: String) {}
}
