import SyncModel

/// Walks the rows of a mapping between a record and an item; what a row does depends on who walks.
///
/// There is one row per field, in the order of the manual's tables: field, rule, property. ``FieldReader``
/// fills an item from a record, ``FieldWriter`` brings a record to an item, ``FieldLister`` prints the rows.
protocol FieldMapper<Source> {
  associatedtype Source: FieldSource

  /// Text that is taken over as it is.
  mutating func text(_ field: String, _ value: inout String?)
  /// A day that is taken over as it is.
  mutating func date(_ field: String, _ value: inout CivilDate?)
  /// A value that `rule` makes and takes back, of `field` or of several things; `field` names them in the
  /// printed table.
  mutating func value<Rule: WritableRule>(_ field: String, by rule: Rule, _ value: inout Rule.Value?)
  where Rule.Source == Source
  /// A value that `rule` makes and that is not taken back.
  mutating func sent<Rule: FieldRule>(_ field: String, by rule: Rule, _ value: inout Rule.Value?)
  where Rule.Source == Source
  /// A row of the manual of which nothing is sent; `element` is what the phone writes it with, if anything.
  mutating func unsent(_ field: String, writtenBy element: String?, _ remark: String)
}

extension FieldMapper {
  /// A row of the manual that is not synced.
  mutating func unsent(_ field: String, _ remark: String) {
    unsent(field, writtenBy: nil, remark)
  }
}

/// How a row that is not plain makes the phone's value out of onOffice's.
protocol FieldRule<Source, Value> {
  associatedtype Source: FieldSource
  associatedtype Value

  /// The ActiveSync elements that the value becomes, for the printed table.
  var element: String { get }
  /// The rule in words, for the printed table.
  var remark: String { get }
  /// The phone's value; nil leaves the element out.
  func value(of source: Source) -> Value?
}

/// A rule that also brings the phone's value back into onOffice.
protocol WritableRule<Source, Value>: FieldRule where Value: Equatable {
  /// Brings `source` to the phone's value; nil is an element that is empty or not there. Called only if the
  /// value differs from what ``FieldRule/value(of:)`` gives.
  func write(_ value: Value?, to source: inout Source) throws(ItemRefusal)
}

/// Which way a row goes.
enum FieldDirection: String {
  case both = "↔"
  case toPhone = "→"
  case toOnOffice = "←"
  case notSynced = "–"
}

/// Something with the plain fields of a record.
protocol FieldSource: Sendable {
  /// The fields by their API names.
  var record: Record { get set }
}

extension Address: FieldSource {}
extension Appointment: FieldSource {}
extension OfficeTask: FieldSource {}
extension OfficeNote: FieldSource {}
