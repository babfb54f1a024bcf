import ChangeLog
import Database
import Foundation
import SyncModel

extension OfficeWriter {
  /// Adds an appointment in which the user takes part, and those that the item becomes besides.
  func add(_ item: CalendarItem) throws -> Int64 {
    let id = try create(item)
    try writeFurther(
      of: id, like: try stored(id), from: CalendarItem(), to: item, as: DeviceStanding(knows: nil))
    return id
  }

  /// Brings an appointment to what a device made of it, and those that it became besides.
  func change(
    _ id: Int64, from before: CalendarItem, to item: CalendarItem, as standing: DeviceStanding
  ) throws {
    let stored = try stored(id)
    try modify(id, from: before, to: item)
    try writeFurther(of: id, like: stored, from: before, to: item, as: standing)
  }

  func confirm(_ record: Int64, as answer: MeetingAnswer, on day: CivilDate?) throws {
    try requireMember(of: record, in: .calendar)
    let confirmation: OfficeTransaction.Confirmation =
      switch answer {
      case .accepted: .confirmed
      case .tentative: .tentative
      case .declined: .canceled
      }
    try office.confirm(record, of: user.user, as: confirmation, on: day)
    try office.stampChanges()
  }

  /// Adds an appointment of the user, or another one with the links of `model`, and its answers of a day.
  func create(
    _ item: CalendarItem, like model: Appointment? = nil, on day: CivilDate? = nil
  ) throws -> Int64 {
    let blank = model?.template ?? Appointment(id: 0, record: Record())
    let edited = try appointment(blank, from: CalendarItem(), changedTo: item)
    var draft =
      try model.flatMap { try reader.draft($0.id) } ?? AppointmentDraft(Record(), users: [user.user])
    draft.take(edited, over: blank)
    draft.record["von"] = .text(try login())
    let id = try office.createAppointment(draft)
    if let model, let day { try office.copyConfirmations(from: model.id, of: day, to: id) }
    try settle(id, item, over: CalendarItem())
    return id
  }

  /// Brings one appointment alone to what a device made of its item.
  func modify(_ id: Int64, from before: CalendarItem, to item: CalendarItem) throws {
    try requireMember(of: id, in: .calendar)
    let stored = try stored(id)
    let edited = try appointment(stored, from: before, changedTo: item)
    try office.modifyAppointment(id) { draft in
      draft.take(edited, over: stored)
      // A series of which no occurrence is left is deleted, as it would be with a single one.
      if Occurrences(draft.record)?.isEmpty == true { draft.record["status"] = .text("canceled") }
    }
    try settle(id, item, over: before)
  }

  private func stored(_ id: Int64) throws -> Appointment {
    guard let stored = try office.appointment(id) else {
      throw OfficeError.noSuchRecord(kind: "appointment", id: id)
    }
    return stored
  }

  private func appointment(
    _ stored: Appointment, from before: CalendarItem, changedTo item: CalendarItem
  ) throws -> Appointment {
    try OnOfficeMapping.appointment(
      stored, from: before, changedTo: item, for: viewer(), zone: zone().identifier,
      kinds: reader.actionTypes(.appointment),
      directory: directory(for: item.attendees(besidesThoseOf: before)))
  }

  /// Whom attendees may mean; nobody if none is to be linked.
  private func directory(for attendees: [Attendee]) throws -> Directory {
    switch options.attendees {
    case .link: try reader.directory(for: attendees, of: user.user, on: office.localNow().date)
    case .keep: Directory()
    }
  }

  private func settle(_ id: Int64, _ item: CalendarItem, over before: CalendarItem) throws {
    try office.stampChanges()
    let appointment = try stored(id)
    let stored = try OnOfficeMapping.calendar(appointment, for: viewer(), zone: zone().identifier)
    let others = item.attendees(besidesThoseOf: stored)
    let participants = Participants(viewer: try viewer(), directory: try directory(for: others))
    var rest = item
    // Who was linked by another of his mail addresses is not somebody else besides.
    rest.attendees = participants.others(than: appointment, among: others)
    let kinds = try reader.actionTypes(.appointment)
    let kept: CalendarItem = try KeptItem.read(
      changeLog.kept(of: .calendar, user: user.user, records: [id])[id])
    // What an answer showed that is forgotten by now the device has not said.
    if item.busyStatus == before.busyStatus { rest.busyStatus = kept.busyStatus ?? stored.busyStatus }
    let bytes = try KeptItem.bytes(of: rest, beside: stored, kinds: kinds, insteadOf: kept)
    try keep(bytes, beside: id, of: .calendar)
  }
}

extension AppointmentDraft {
  /// Takes over the fields of an appointment that a device edited, and the links that it added. None is taken
  /// away: manual 12.2.
  fileprivate mutating func take(_ edited: Appointment, over stored: Appointment) {
    record = edited.record
    let knownUsers = Set(stored.users.map(\.id))
    users.formUnion(edited.users.map(\.id).filter { !knownUsers.contains($0) })
    for address in edited.addresses where addresses[address.id] == nil {
      addresses[address.id] = address.confirmationStatus
    }
    resources.formUnion(edited.resources.map(\.key))
  }
}
