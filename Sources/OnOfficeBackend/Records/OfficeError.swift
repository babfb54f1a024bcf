/// Why onOffice refuses a write.
package enum OfficeError: Error, Hashable {
  /// There is no such field, or only onOffice itself sets it.
  case unknownField(String)
  /// The value is not of the field's kind, as a date that does not exist.
  case invalidValue(field: String)
  /// The value is none of the field's choices.
  case unknownChoice(field: String, value: String)
  /// A field that must have a value has none.
  case missingField(String)
  /// There is no such record, as `address` 17.
  case noSuchRecord(kind: String, id: Int64)
  /// There is no such resource.
  case noSuchResource(key: String)
}
