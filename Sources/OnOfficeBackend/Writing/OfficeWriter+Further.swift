import ChangeLog
import SyncModel

// One item of a device, several appointments of onOffice.
//
// A further appointment belongs to its series only for a device that does not know yet that it left it, and only as
// long as it is as that user's devices left it through the series. It is then a part of the series' item: read with
// it, written with it, and cancelled where the item has it no longer. In all other cases it is an appointment of its
// own, which no write of the series touches.
extension OfficeWriter {
  func item(_ record: Int64, of itemClass: ItemClass, as standing: DeviceStanding) throws -> Item? {
    let item = try item(record, of: itemClass)
    guard case .calendar(let series)? = item, series.recurrence != nil else { return item }
    return .calendar(try series.joined(with: furtherItems(of: record, as: standing)))
  }

  /// The further appointments that are a part of the item, and the dates that somebody else has changed: what the
  /// device says of those it says of what is there now.
  private func furtherItems(
    of record: Int64, as standing: DeviceStanding
  ) throws -> [(name: FurtherAppointment.Name, item: CalendarItem)] {
    let parts = try parts(of: record, as: standing).filter { part in
      if case .day = part.name { true } else { part.isAsLeft }
    }
    let items = try items(of: .calendar, records: parts.map(\.kept.record))
    return parts.compactMap { part in
      guard case .success(.calendar(let item))? = items[part.kept.record] else { return nil }
      return (part.name, item)
    }
  }

  /// Brings the further appointments of a series to what a device made of its item.
  func writeFurther(
    of record: Int64, like stored: Appointment, from before: CalendarItem, to item: CalendarItem,
    as standing: DeviceStanding
  ) throws {
    let wanted = try FurtherAppointment.all(of: item)
    let kept = try changeLog.parts(of: record, in: .calendar, user: user.user)
    guard !wanted.isEmpty || !kept.isEmpty else { return }
    let parts = try parts(of: record, as: standing)
    let told = Set(try FurtherAppointment.all(of: before))
    var made: [(FurtherAppointment, Int64)] = []
    for further in wanted {
      if let part = parts.first(where: { $0.name == further.name }) {
        // What the device does not speak of stays as it is.
        if part.isThere, told.contains(further) { continue }
        guard try mayWrite(further, over: part, standing) else { continue }
        if part.isThere {
          try modify(part, of: record, to: further)
          continue
        }
      } else if further.isOver(kept[further.name.text], of: stored) {
        continue
      }
      made.append((further, try create(further.item, like: stored, on: further.answeredDay)))
    }
    try keep(made, of: record)
    try cancel(
      parts.filter { part in !wanted.contains { $0.name == part.name } }, without: item, standing, of: record)
  }

  /// Cancels the further appointments of a series that a device deletes.
  func cancelFurther(of record: Int64, as standing: DeviceStanding) throws {
    for part in try parts(of: record, as: standing) where part.isAsLeft { try cancel(part, of: record) }
  }
}

// MARK: - Parts of an item
/// A further appointment that a device does not know of, as it is now.
private struct Part {
  let name: FurtherAppointment.Name
  let kept: ItemPart
  let isThere: Bool
  /// Whether it is as the user's devices left it through the series.
  let isAsLeft: Bool

  /// Whether it was the occurrence of one of these days.
  func isDay(of days: Set<CivilDate>) -> Bool {
    if case .day(let day) = name { days.contains(day) } else { false }
  }
}

extension OfficeWriter {
  /// The further appointments of which a device does not know yet that they left the item; where it speaks of a day that
  /// the item has no longer, the series on other weekdays.
  private func parts(of record: Int64, as standing: DeviceStanding) throws -> [Part] {
    let kept = try changeLog.parts(of: record, in: .calendar, user: user.user).values.filter { part in
      if standing.isOfFormerDay { return FurtherAppointment.Name(part.name)?.isWeekday == true }
      return part.since != .zero && standing.knows.map { $0 < part.since } ?? true
    }
    let rows = try rows(of: .calendar, records: kept.map(\.record))
    let known = Dictionary(rows.map { ($0.record, $0) }, uniquingKeysWith: { first, _ in first })
    return kept.compactMap { part in
      FurtherAppointment.Name(part.name).map { name in
        let row = known[part.record]
        let isThere = row?.isThere == true
        return Part(
          name: name, kept: part, isThere: isThere, isAsLeft: isThere && row?.number == part.number)
      }
    }
  }

  /// Whether a device that does not know of a further appointment may write it; throws if somebody else has changed
  /// it and the device says something new.
  private func mayWrite(
    _ further: FurtherAppointment, over part: Part, _ standing: DeviceStanding
  ) throws(WriteConflict) -> Bool {
    guard !part.isAsLeft else { return true }
    guard part.kept.said != further.digest else { return false }
    guard standing.winsConflicts else { throw WriteConflict(record: part.kept.record) }
    return true
  }

  private func modify(_ part: Part, of record: Int64, to further: FurtherAppointment) throws {
    let id = part.kept.record
    guard case .calendar(let present)? = try item(id, of: .calendar) else { return }
    try modify(id, from: present, to: further.item)
    try keep(further, as: id, of: record, since: part.kept.since)
  }

  /// Keeps which further appointments the series led to just now. Its own record is stamped for that, as it may not
  /// have changed itself: who has it from now on knows of them.
  private func keep(_ made: [(FurtherAppointment, Int64)], of record: Int64) throws {
    guard !made.isEmpty else { return }
    try office.touch(record, of: .calendar, user: user.user)
    let since = try number(of: record)
    for (further, id) in made { try keep(further, as: id, of: record, since: since) }
  }

  private func keep(
    _ further: FurtherAppointment, as id: Int64, of record: Int64, since: ChangeNumber
  ) throws {
    let part = ItemPart(
      name: further.name.text, record: id, number: try number(of: id), since: since, said: further.digest)
    try changeLog.keep(part, of: record, in: .calendar, user: user.user)
  }

  private func number(of record: Int64) throws -> ChangeNumber {
    try rows(of: .calendar, records: [record]).first?.number ?? .zero
  }

  /// Cancels the further appointments that the item has no longer. What somebody else has changed stays, unless the
  /// device says that just this date is to be deleted.
  private func cancel(
    _ parts: [Part], without item: CalendarItem, _ standing: DeviceStanding, of record: Int64
  ) throws {
    let deleted = Set((item.exceptions ?? []).filter { $0.deleted == true }.compactMap(\.occurrence))
    for part in parts where part.isThere {
      let isDeleted = part.isDay(of: deleted)
      if part.isAsLeft || isDeleted && standing.winsConflicts {
        try cancel(part, of: record)
      } else if isDeleted {
        throw WriteConflict(record: part.kept.record)
      }
    }
  }

  private func cancel(_ part: Part, of record: Int64) throws {
    try office.cancelAppointment(part.kept.record)
    try office.stampChanges()
    try changeLog.forgetPart(part.kept.name, of: record, in: .calendar)
  }
}

extension FurtherAppointment {
  /// A hash of what the device says of it alone.
  fileprivate var digest: [UInt8] { ContentDigest.of(nil) { .calendar(own) } }

  /// Whether a device that knows that the date left the series says again what made it leave: some cannot take that
  /// and keep theirs.
  fileprivate func isOver(_ kept: ItemPart?, of stored: Appointment) -> Bool {
    guard case .day(let day) = name, stored.record.daysLeftOut?.contains(day) == true else { return false }
    return kept?.said == digest
  }
}
