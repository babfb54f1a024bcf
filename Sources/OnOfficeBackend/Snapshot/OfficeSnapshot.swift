import ChangeLog
import Database
import Foundation
import SyncModel
import WBXML

/// One user's records in one read transaction.
class OfficeSnapshot: Snapshot {
  let connection: any SQLConnection
  let user: UserId
  let options: OnOfficeOptions
  let changeLog: ChangeLog
  let reader: RecordReader
  private var knownZone: TimeZone?

  init(_ connection: any SQLConnection, of user: UserId, _ options: OnOfficeOptions) {
    self.connection = connection
    self.user = user
    self.options = options
    changeLog = ChangeLog(connection, tenant: user.tenant)
    reader = RecordReader(connection: connection, tenant: user.tenant)
  }

  /// The tenant's time zone.
  func zone() throws -> TimeZone {
    if let knownZone { return knownZone }
    let zone = try reader.zone()
    knownZone = zone
    return zone
  }

  func position(of itemClass: ItemClass) throws -> LogPosition { try changeLog.position(of: itemClass) }

  func rows(of itemClass: ItemClass, above number: ChangeNumber, limit: Int) throws -> [LogRow] {
    try changeLog.rows(of: itemClass, user: user.user, above: number, limit: limit)
  }

  func rows(of itemClass: ItemClass, records: [Int64]) throws -> [LogRow] {
    try changeLog.rows(of: itemClass, user: user.user, records: records)
  }

  func items(of itemClass: ItemClass, records: [Int64]) throws -> [Int64: Result<Item, BrokenItem>] {
    try mapped(try rows(of: itemClass, records: records).filter(\.isThere).map(\.record), of: itemClass)
  }

  /// The user's items of these records, whether they are on his devices or not.
  func mapped(_ ids: [Int64], of itemClass: ItemClass) throws -> [Int64: Result<Item, BrokenItem>] {
    guard !ids.isEmpty else { return [:] }
    let kept = try changeLog.kept(of: itemClass, user: user.user, records: ids)
    return switch itemClass {
    case .contacts: try contacts(ids, beside: kept)
    case .calendar: try appointments(ids, beside: kept)
    case .tasks: try tasks(ids, beside: kept)
    case .notes: try notes(ids, beside: kept)
    }
  }

  /// The user as organizer. The presentation puts in the address that the device knows.
  func viewer() throws -> Viewer {
    let link = try reader.user(user.user)
    return Viewer(user, name: link?.name ?? "", email: link?.email ?? "")
  }
}

// All records are read at once and mapped one by one.
extension OfficeSnapshot {
  private typealias Items = [Int64: Result<Item, BrokenItem>]

  private func contacts(_ ids: [Int64], beside kept: [Int64: [UInt8]]) throws -> Items {
    var items: Items = [:]
    for address in try reader.addresses(ids) {
      items[address.id] = Self.item(kept[address.id], address.defect) { kept in
        .contact(OnOfficeMapping.contact(address, over: kept))
      }
    }
    return items
  }

  private func appointments(_ ids: [Int64], beside kept: [Int64: [UInt8]]) throws -> Items {
    let viewer = try viewer()
    let zone = try zone().identifier
    var items: Items = [:]
    for appointment in try reader.appointments(ids) {
      items[appointment.id] = Self.item(kept[appointment.id], appointment.defect) { (kept: CalendarItem) in
        var item = OnOfficeMapping.calendar(appointment, for: viewer, zone: zone, over: kept)
        item.refine(by: kept)
        return .calendar(item)
      }
    }
    return items
  }

  private func tasks(_ ids: [Int64], beside kept: [Int64: [UInt8]]) throws -> Items {
    let zone = try zone().identifier
    var items: Items = [:]
    for task in try reader.tasks(ids, user: user.user) {
      items[task.id] = Self.item(kept[task.id], task.defect) { kept in
        .task(OnOfficeMapping.task(task, zone: zone, reminders: options.taskReminders, over: kept))
      }
    }
    return items
  }

  private func notes(_ ids: [Int64], beside kept: [Int64: [UInt8]]) throws -> Items {
    var items: Items = [:]
    for note in try reader.notes(ids) {
      items[note.id] = Self.item(kept[note.id], note.defect) { kept in
        .note(OnOfficeMapping.note(note, over: kept))
      }
    }
    return items
  }

  /// The item that `map` makes over what is kept beside the record, if both can be read.
  private static func item<Content: Element>(
    _ kept: [UInt8]?, _ defect: BrokenItem?, _ map: (Content) -> Item
  ) -> Result<Item, BrokenItem> {
    if let defect { return .failure(defect) }
    do {
      return .success(map(try KeptItem.read(kept)))
    } catch {
      return .failure(error)
    }
  }
}
