public import SyncModel

/// The mapping of a class as people read it: a row for each field, in the order of the manual.
public struct MappingTable: Sendable {
  /// The name of the class in the plural, as `contacts`.
  public let name: String
  /// The class.
  public let itemClass: ItemClass
  /// A heading and a table in Markdown: onOffice's field, direction, element, versions, rule.
  public let text: String

  /// Those of all classes, in the order of the manual's section 12.
  public static let all = [
    MappingTable(
      "tasks", .tasks, "Tasks (manual, 12.1)",
      FieldLister<OfficeTask>.rows(for: TaskItem()) { mapTask(&$0, &$1, in: TaskSurroundings(zone: "")) }),
    MappingTable(
      "appointments", .calendar, "Appointments (manual, 12.2)",
      FieldLister<Appointment>.rows(for: CalendarItem()) {
        mapAppointment(&$0, &$1, viewer: .neutral(tenant: 0), zone: "")
      }),
    MappingTable(
      "contacts", .contacts, "Contacts (manual, 12.3)",
      FieldLister<Address>.rows(for: ContactItem()) { mapContact(&$0, &$1) }),
    MappingTable(
      "notes", .notes, "Notes", FieldLister<OfficeNote>.rows(for: NoteItem()) { mapNote(&$0, &$1) }),
  ]

  private init<Source: FieldSource>(
    _ name: String, _ itemClass: ItemClass, _ title: String, _ rows: [FieldLister<Source>.Row]
  ) {
    self.name = name
    self.itemClass = itemClass
    let head =
      "# \(title)\n\n| onOffice | | ActiveSync | versions | rule |\n| --- | --- | --- | --- | --- |\n"
    text = rows.reduce(into: head) { text, row in
      let versions = row.direction == .notSynced ? "–" : itemClass.versionText(of: row.element)
      text += "| \(row.field) | \(row.direction.rawValue) | \(row.element) | \(versions) | \(row.remark) |\n"
    }
  }
}

extension ItemClass {
  /// Which versions know the elements of a row, `StartTime, EndTime` or `Attendees/Attendee`, in words.
  fileprivate func versionText(of elements: String) -> String {
    let names = elements.split(separator: ",").map(\.trimmed)
    let texts = names.flatMap { name in
      let versions = versions(ofElement: String(name.prefix { $0 != "/" }))
      return versions.map { known in
        (names.count > 1 ? "\(name) " : "") + known.versions.text
          + (versions.count > 1 ? " (\(known.namespace))" : "")
      }
    }
    return texts.isEmpty ? self.versions.text : texts.joined(separator: ", ")
  }
}

extension ClosedRange<ProtocolVersion> {
  /// `from 14.0`, `up to 14.1`, `all`.
  fileprivate var text: String {
    let newest = ProtocolVersion.allCases.max()
    if lowerBound == ProtocolVersion.allCases.min() && upperBound == newest { return "all" }
    return upperBound == newest ? "from \(lowerBound.text)" : "up to \(upperBound.text)"
  }
}
