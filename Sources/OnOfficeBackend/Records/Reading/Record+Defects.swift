import Database
import SyncModel

// What another program wrote into the tables need not be what onOffice writes. A record that cannot be understood is
// no item: half of one would come back with the device's next change and take the place of the rest.
extension Record {
  /// What is wrong with a field that holds no value of its kind.
  ///
  /// Choices that onOffice does not have are not meant: the mapping has a way with each.
  func defect(as table: RecordTable) -> BrokenItem? {
    for field in table.fields {
      guard let value = self[field.name], !field.takes(value) else { continue }
      return BrokenItem(field: field.name, reason: "no value of the field's kind")
    }
    return nil
  }

  /// What is wrong with an appointment of these fields.
  fileprivate var appointmentDefect: BrokenItem? { defect(as: .appointment) ?? scheduleDefect }

  /// Why nobody can say when an appointment takes place.
  var scheduleDefect: BrokenItem? {
    guard dateTime("start_dt") != nil else {
      return BrokenItem(field: "start_dt", reason: "no point in time")
    }
    guard isReadable("end_dt") else { return BrokenItem(field: "end_dt", reason: "no point in time") }
    guard flag("rp_flag") else { return nil }
    guard Series(self) != nil else { return BrokenItem(field: "rp_type", reason: "no recurrence") }
    // Whatever number it is, the mapping makes an interval of it.
    guard RecordTable.appointment.takes(self["rp_tage"] ?? .null, as: "rp_tage") else {
      return BrokenItem(field: "rp_tage", reason: "no interval")
    }
    guard isReadable("rp_ende_datum") else { return BrokenItem(field: "rp_ende_datum", reason: "no day") }
    guard daysLeftOut != nil else {
      return BrokenItem(field: "rp_exception", reason: "no list of days")
    }
    return nil
  }

  /// The days in `#2024-05-26#2024-05-28`, those that a series leaves out; nil if it is no list of days.
  var daysLeftOut: Set<CivilDate>? {
    var days: Set<CivilDate> = []
    for text in (text("rp_exception") ?? "").split(separator: "#") {
      guard let day = CivilDate(text: text.trimmed) else { return nil }
      days.insert(day)
    }
    return days
  }

  /// Whether a date field is empty or holds a date.
  private func isReadable(_ field: String) -> Bool {
    switch self[field] {
    case nil, .text(""): true
    case .text(let text): FieldDefinition.isEmptyDate(text) || dateTime(field) != nil
    default: false
    }
  }
}

extension Address {
  /// Why it gives no item; nil if it gives one.
  var defect: BrokenItem? { record.defect(as: .address) }
}

extension Appointment {
  /// Why it gives no item; nil if it gives one.
  var defect: BrokenItem? { record.appointmentDefect }
}

extension AppointmentDraft {
  /// Why it gives no item; nil if it gives one.
  var defect: BrokenItem? { record.appointmentDefect }
}

extension OfficeTask {
  /// Why it gives no item; nil if it gives one.
  var defect: BrokenItem? { record.defect(as: .task) }
}

extension OfficeNote {
  /// Why it gives no item; nil if it gives one.
  var defect: BrokenItem? { record.defect(as: .note) }
}

extension RecordTable {
  /// Whether a stored value is of a field's kind.
  func takes(_ value: SQLValue, as name: String) -> Bool {
    fields.first { $0.name == name }?.takes(value) ?? false
  }
}

extension FieldDefinition {
  /// Whether a stored value is of the field's kind.
  fileprivate func takes(_ value: SQLValue) -> Bool {
    switch (kind, value) {
    case (_, .null), (_, .text("")): true
    case (.text, .text), (.choice, .text), (.choices, .text): true
    case (.text, .integer), (.choice, .integer), (.choices, .integer): true
    case (.integer, .integer), (.boolean, .integer), (.number, .integer), (.decimal, .integer): true
    case (.integer, .text(let text)), (.boolean, .text(let text)), (.number, .text(let text)):
      Int64(text) != nil
    case (.decimal, .real(let number)): number.isFinite
    case (.decimal, .text(let text)): Double(text)?.isFinite == true
    case (.date, .text(let text)):
      FieldDefinition.isEmptyDate(text) || CivilDate(text: String(text.prefix(10))) != nil
    case (.dateTime, .text(let text)):
      FieldDefinition.isEmptyDate(text)
        || (LocalDateTime(text: text) ?? CivilDate(text: text).map { LocalDateTime(date: $0) }) != nil
    case (.time, .text(let text)):
      LocalDateTime(text: "2000-01-01 " + (text.utf8.count == 5 ? text + ":00" : text)) != nil
    default: false
    }
  }

  /// Whether a text is how some databases write that there is no date.
  fileprivate static func isEmptyDate(_ text: String) -> Bool { text.hasPrefix("0000-00-00") }
}
