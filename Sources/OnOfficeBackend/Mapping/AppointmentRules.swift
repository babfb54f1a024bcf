import Foundation
import SyncModel

/// The kind of appointment (Terminart) as a category: its label. Manual 12.2.
struct AppointmentKind: FieldRule {
  let element = "Categories/Category"
  let remark = "the label, as one category"

  func value(of appointment: Appointment) -> [String]? { singleCategory(appointment.artLabel) }
}

/// Notes, and under them the estates. Manual 12.2.
struct AppointmentNotes: FieldRule {
  let element = "Body"
  let remark = "plain text, and under it a block with the estates, which is cut off on the way back"

  func value(of appointment: Appointment) -> Body? {
    let text = EstateBlock.appending(appointment.estates, to: appointment.record.text("note") ?? "")
    return text.isEmpty ? nil : Body(plain: text)
  }
}

/// Private appointments are private, all others normal.
struct AppointmentSensitivity: FieldRule {
  let element = "Sensitivity"
  let remark = "ticked: 2 private; else 0 normal"

  func value(of appointment: Appointment) -> Int? { appointment.record.flag("private") ? 2 : 0 }
}

/// "Teilnehmer verfügbar" blocks no time.
struct BusyStatus: FieldRule {
  let element = "BusyStatus"
  let remark = "participantsAvailable: 0 free; else 2 busy"

  func value(of appointment: Appointment) -> Int? {
    appointment.record.text("status") == "participantsAvailable" ? 0 : 2
  }
}

/// The phone's UID if it made the appointment, else one that stays with the record.
struct AppointmentUID: FieldRule {
  let tenant: Int64
  let element = "UID"
  let remark = "the phone's if it made the appointment; else a GlobalObjectId made of tenant and record"

  func value(of appointment: Appointment) -> String? {
    appointment.record.text("zpushuuid") ?? globalObjectId(of: appointment.id)
  }

  /// [MS-OXOCAL] 2.2.1.27 in upper-case hex: clients that come from Exchange expect this form.
  private func globalObjectId(of record: Int64) -> String {
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

extension FixedWidthInteger {
  /// All bytes, the highest first, as upper-case hex.
  fileprivate var hex: String {
    let digits = String(Magnitude(truncatingIfNeeded: self), radix: 16, uppercase: true)
    return String(repeating: "0", count: Self.bitWidth / 4 - digits.utf8.count) + digits
  }
}
