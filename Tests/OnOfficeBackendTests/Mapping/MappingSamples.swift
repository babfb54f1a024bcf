import Database
import SyncModel

@testable import OnOfficeBackend

/// A record's fields, written as a literal.
struct SampleFields: ExpressibleByDictionaryLiteral, Sendable {
  private(set) var values: [String: SampleValue] = [:]

  init(dictionaryLiteral elements: (String, SampleValue)...) {
    values = Dictionary(elements) { _, new in new }
  }

  subscript(field: String) -> SampleValue? {
    get { values[field] }
    set { values[field] = newValue }
  }

  /// The fields with others added.
  func adding(_ others: SampleFields) -> SampleFields {
    var fields = self
    fields.values.merge(others.values) { _, new in new }
    return fields
  }

  var record: Record { Record(values.mapValues(\.value)) }
}

/// A field's value, written as a literal.
struct SampleValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, Sendable {
  let value: SQLValue

  init(stringLiteral text: String) { value = .text(text) }
  init(integerLiteral number: Int64) { value = .integer(number) }

  static func text(_ text: String) -> SampleValue { SampleValue(stringLiteral: text) }
  static func integer(_ number: Int64) -> SampleValue { SampleValue(integerLiteral: number) }
}

extension Viewer {
  /// The user of the manual's examples.
  static let theobald = Viewer(
    UserId(tenant: 1, user: 7), name: "Theobald Tiger", email: "theobald.tiger_MeinMandant@onoffice.de")
}

/// A task with these fields, as a phone sees it.
func mappedTask(_ fields: SampleFields, art: String? = nil, reminder: String? = nil, reminders: Bool = true)
  -> TaskItem
{
  let task = OfficeTask(id: 1, record: fields.record, artLabel: art, reminder: reminder)
  return OnOfficeMapping.task(task, zone: "Europe/Berlin", reminders: reminders)
}

/// An appointment with these fields, as Theobald's phone sees it.
func mappedAppointment(
  _ fields: SampleFields, users: [UserLink] = [], addresses: [AddressLink] = [], estates: [EstateLink] = [],
  resources: [ResourceLink] = [], for viewer: Viewer = .theobald
) -> CalendarItem {
  let appointment = Appointment(
    id: 4711, record: fields.record, users: users, addresses: addresses, estates: estates,
    resources: resources)
  return OnOfficeMapping.calendar(appointment, for: viewer, zone: "Europe/Berlin")
}

/// An address with these fields and entries, as a phone sees it.
func mappedContact(_ fields: SampleFields, _ entries: [AddressEntry] = []) -> ContactItem {
  OnOfficeMapping.contact(Address(id: 9, record: fields.record, entries: entries))
}
