import SyncModel

@testable import OnOfficeBackend

/// An appointment with these fields and links, as onOffice has it.
func storedAppointment(
  _ fields: SampleFields, id: Int64 = 4711, artLabel: String? = nil, users: [UserLink] = [],
  addresses: [AddressLink] = [], estates: [EstateLink] = [], resources: [ResourceLink] = []
) -> Appointment {
  Appointment(
    id: id, record: fields.record, artLabel: artLabel, users: users, addresses: addresses, estates: estates,
    resources: resources)
}

extension Appointment {
  /// The item that Theobald's phone has of it.
  var item: CalendarItem { OnOfficeMapping.calendar(self, for: .theobald, zone: "Europe/Berlin") }

  /// What becomes of it when Theobald's phone changes its item.
  func edited(
    kinds: [ActionType] = [], directory: Directory = Directory(), _ change: (inout CalendarItem) -> Void
  ) throws -> Appointment {
    var item = item
    change(&item)
    var writer = FieldWriter(self)
    mapAppointment(
      &writer, &item, viewer: .theobald, zone: "Europe/Berlin", kinds: kinds, directory: directory)
    if let refusal = writer.refusal { throw refusal }
    return writer.source
  }

  /// A new appointment, made by Theobald's phone.
  static func added(_ item: CalendarItem) throws -> Appointment {
    try Appointment(id: 0, record: Record()).edited { $0 = item }
  }
}

extension Schedule {
  /// From `YYYY-MM-DD HH:MM:SS` to the same.
  static func timed(_ start: String, _ end: String, zone: String = "Europe/Berlin") -> Schedule? {
    guard let start = LocalDateTime(text: start), let end = LocalDateTime(text: end) else { return nil }
    return .timed(start: start, end: end, zone: zone)
  }

  /// Whole days from `YYYY-MM-DD` to the same.
  static func days(_ first: String, _ last: String) -> Schedule? {
    guard let first = CivilDate(text: first), let last = CivilDate(text: last) else { return nil }
    return .allDay(first: first, last: last, zone: "Europe/Berlin")
  }
}

extension Recurrence {
  /// A recurrence with some of its parts.
  init(
    _ type: Int, every interval: Int? = 1, dayOfWeek: Int? = nil, dayOfMonth: Int? = nil, month: Int? = nil,
    occurrences: Int? = nil, until last: String? = nil
  ) {
    self.init()
    self.type = type
    self.interval = interval
    self.dayOfWeek = dayOfWeek
    self.dayOfMonth = dayOfMonth
    monthOfYear = month
    self.occurrences = occurrences
    lastDay = last.flatMap(CivilDate.init(text:))
  }
}
