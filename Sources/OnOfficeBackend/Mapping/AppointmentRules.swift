import Database
import Foundation
import SyncModel
import WBXML

/// The kind of appointment (Terminart) as a category: its label. Manual 12.2.
struct AppointmentKind: WritableRule {
  /// The tenant's kinds of appointment.
  let kinds: [ActionType]
  let element = "Categories/Category"
  let remark = """
    the label, as one category; back: the first category that is a label, in any letter case; those that are none \
    are kept for the user
    """

  func value(of appointment: Appointment) -> [String]? { singleCategory(appointment.artLabel) }

  func write(_ value: [String]?, to appointment: inout Appointment) throws(ItemRefusal) {
    let kind = value?.lazy.compactMap { kinds.first(labelled: $0) }.first
    guard let kind, kind.label != appointment.artLabel else { return }
    appointment.record["art"] = .text(kind.key)
    appointment.artLabel = kind.label
  }
}

/// Notes, and under them the estates. Manual 12.2.
struct AppointmentNotes: WritableRule {
  let element = "Body"
  let remark = "plain text, and under it a block with the estates, which is cut off on the way back"

  func value(of appointment: Appointment) -> Body? {
    let block = EstateBlock(appointment.estates)
    let text = block.appending(to: appointment.record.text("note") ?? "")
    // Devices have their own line ends: those of onOffice stay as they are unless the text changes.
    return text.isEmpty ? nil : Body(plain: text.withPlainLineEnds)
  }

  func write(_ value: Body?, to appointment: inout Appointment) throws(ItemRefusal) {
    // Of notes that a device did not get as a whole it has not the whole to give back.
    guard value?.truncated != true else { return }
    let block = EstateBlock(appointment.estates)
    let stored = block.cut(from: appointment.record.text("note") ?? "").text
    let came = block.cut(from: value?.data ?? "")
    guard let text = came.edit(of: stored.asXMLText.withPlainLineEnds) else { return }
    appointment.record["note"] = text.isEmpty ? nil : .text(text)
  }
}

/// Private appointments are private, all others normal.
struct AppointmentSensitivity: WritableRule {
  let element = "Sensitivity"
  let remark = "ticked: 2 private; else 0 normal; back: 2 private and 3 confidential tick it"

  func value(of appointment: Appointment) -> Int? { appointment.record.flag("private") ? 2 : 0 }

  func write(_ value: Int?, to appointment: inout Appointment) throws(ItemRefusal) {
    appointment.record.tick("private", value == 2 || value == 3)
  }
}

/// Where it takes place: a text, behind which onOffice may have an address, an estate or a link.
struct AppointmentPlace: WritableRule {
  let element = "Location"
  let remark = "the text; back: another text as sonstiges, none as keine Angaben"

  func value(of appointment: Appointment) -> String? { appointment.record.text("ort") }

  func write(_ value: String?, to appointment: inout Appointment) throws(ItemRefusal) {
    let text = value?.trimmed ?? ""
    guard text != appointment.record.text("ort")?.trimmed ?? "" else { return }
    appointment.record["ort"] = text.isEmpty ? nil : .text(text)
    appointment.record["location"] = .text(text.isEmpty ? "keine Angaben" : "sonstiges")
  }
}

/// "Teilnehmer verfügbar" blocks no time, and neither does what the user has declined.
struct BusyStatus: FieldRule {
  let viewer: Viewer
  let element = "BusyStatus"
  let remark = """
    participantsAvailable, or declined by the user: 0 free; tentatively accepted: 1; else what the user's device \
    said, or 2 busy
    """
  static let busy = 2

  func value(of appointment: Appointment) -> Int? {
    let link = appointment.users.first { $0.id == viewer.user?.id }
    return busyStatus(of: appointment, answeredAs: link?.confirmationStatus)
  }

  /// What the user's answers to single dates of a series make of them.
  func days(of appointment: Appointment) -> [CivilDate: Int] {
    let answers = viewer.user.flatMap { appointment.answers[$0.id] } ?? [:]
    return answers.mapValues { busyStatus(of: appointment, answeredAs: $0) }
  }

  private func busyStatus(of appointment: Appointment, answeredAs answer: String?) -> Int {
    guard appointment.record.text("status") != "participantsAvailable" else { return 0 }
    return switch answer {
    case "canceled": 0
    case "tentative": 1
    default: Self.busy
    }
  }
}

/// The phone's UID if it made the appointment, else one that stays with the record.
struct AppointmentUID: WritableRule {
  let tenant: Int64
  let element = "UID"
  let remark = """
    the phone's if it made the appointment; else a GlobalObjectId made of tenant and record; back: that of a new \
    appointment, up to 300 characters
    """

  func value(of appointment: Appointment) -> String? {
    appointment.record.text("zpushuuid") ?? globalObjectId(of: appointment.id)
  }

  func write(_ value: String?, to appointment: inout Appointment) throws(ItemRefusal) {
    guard appointment.isNew, let value, !value.isEmpty, value.unicodeScalars.count <= Self.longest else {
      return
    }
    appointment.record["zpushuuid"] = .text(value)
  }

  /// How many characters onOffice's field takes.
  static let longest = 300

  /// [MS-OXOCAL] 2.2.1.27 in upper-case hex: clients that come from Exchange expect this form.
  func globalObjectId(of record: Int64) -> String {
    let marker = "040000008200E00074C5B7101A82E008"
    let noInstanceNoTimeReserved = String(repeating: "0", count: 8 + 16 + 16)
    let data = "onOffice".utf8.map(\.hex).joined() + tenant.hex + record.hex
    return marker + noInstanceNoTimeReserved + Int32(data.utf8.count / 2).byteSwapped.hex + data
  }
}

/// When the appointment was last written.
struct AppointmentStamp: FieldRule {
  let viewer: Viewer
  let element = "DtStamp"
  let remark = "the time of the last change; without one, 1 January 1970"

  // The neutral viewer's item tells whether phones see a change: saving a record alone is none.
  func value(of appointment: Appointment) -> Date? {
    guard viewer.user != nil else { return nil }
    return appointment.record.dateTime("modified")?.instant(in: .gmt) ?? Date(timeIntervalSince1970: 0)
  }
}

extension Appointment {
  /// Whether it is not stored yet: it has no number.
  var isNew: Bool { id == 0 }
}

extension Record {
  /// Ticks a field or takes its tick away, unless it is so already.
  mutating func tick(_ field: String, _ isTicked: Bool) {
    if flag(field) != isTicked { self[field] = .integer(isTicked ? 1 : 0) }
  }
}

extension FixedWidthInteger {
  /// All bytes, the highest first, as upper-case hex.
  fileprivate var hex: String {
    let digits = String(Magnitude(truncatingIfNeeded: self), radix: 16, uppercase: true)
    return String(repeating: "0", count: Self.bitWidth / 4 - digits.utf8.count) + digits
  }
}
