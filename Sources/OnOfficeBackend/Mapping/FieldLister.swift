import SyncModel

/// Lists the rows of a mapping: onOffice field, ActiveSync element, direction, rule.
struct FieldLister<Source: FieldSource>: FieldMapper {
  /// One row of the printed table.
  struct Row: Equatable {
    let field: String
    var element: String
    let direction: FieldDirection
    let remark: String
  }

  private(set) var rows: [Row] = []
  /// The plain row whose property is set in this walk, so that its name can be told.
  private let probed: Int?

  private init(probing probed: Int?) { self.probed = probed }

  /// The rows that `map` walks on an item of which nothing is set.
  static func rows<Item>(
    for empty: Item, _ map: (inout FieldLister<Source>, inout Item) -> Void
  ) -> [Row] {
    var lister = FieldLister(probing: nil)
    var unchanged = empty
    map(&lister, &unchanged)
    return lister.rows.enumerated().map { number, row in
      guard row.element.isEmpty else { return row }
      var prober = FieldLister(probing: number)
      var item = empty
      map(&prober, &item)
      var row = row
      row.element = elementName(of: item)
      return row
    }
  }

  mutating func text(_ field: String, _ value: inout String?) {
    if probed == rows.count { value = field }
    rows.append(Row(field: field, element: "", direction: .both, remark: "the text as it is"))
  }

  mutating func date(_ field: String, _ value: inout CivilDate?) {
    if probed == rows.count { value = CivilDate(dayNumber: 0) }
    rows.append(
      Row(field: field, element: "", direction: .both, remark: "the day; none for 0000-00-00"))
  }

  mutating func value<Rule: WritableRule>(_ field: String, by rule: Rule, _ value: inout Rule.Value?)
  where Rule.Source == Source {
    rows.append(Row(field: field, element: rule.element, direction: .both, remark: rule.remark))
  }

  mutating func sent<Rule: FieldRule>(_ field: String, by rule: Rule, _ value: inout Rule.Value?)
  where Rule.Source == Source {
    rows.append(Row(field: field, element: rule.element, direction: .toPhone, remark: rule.remark))
  }

  mutating func unsent(_ field: String, writtenBy element: String?, _ remark: String) {
    let direction = element == nil ? FieldDirection.notSynced : .toOnOffice
    rows.append(Row(field: field, element: element ?? "–", direction: direction, remark: remark))
  }

  /// The element of the one property that is set: properties are named after their elements.
  private static func elementName(of item: Any) -> String {
    let property = Mirror(reflecting: item).children.first { child in
      Mirror(reflecting: child.value).children.isEmpty == false
    }
    guard let name = property?.label, let initial = name.first else { return "–" }
    return initial.uppercased() + name.dropFirst()
  }
}
