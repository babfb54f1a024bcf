import Database
import Foundation
import SyncModel

extension OfficeSnapshot {
  func window(_ request: WindowRequest) throws -> CalendarWindow {
    var choice = WindowChoice(request, zone: try zone())
    var unreadable: [Int64] = []
    for (id, occurrences) in try candidates(request) {
      if let occurrences { choice.add(occurrences, of: id) } else { unreadable.append(id) }
    }
    let order = choice.records
    let rows = Dictionary(
      try rows(of: .calendar, records: order + unreadable).map { ($0.record, $0) },
      uniquingKeysWith: { first, _ in first })
    return CalendarWindow(
      rows: order.compactMap { rows[$0] }, total: choice.total, unreadable: unreadable.compactMap { rows[$0] }
    )
  }

  func ended(_ records: [Int64], before moment: Date?) throws -> Set<Int64> {
    guard let instant = moment else { return [] }
    let bound = Moment(instant, in: try zone())
    // Of one whose times cannot be read nobody can say that it is over.
    return try those(of: records) { $0.map { $0.next(at: bound) == nil } ?? false }
  }

  func undated(_ records: [Int64]) throws -> Set<Int64> { try those(of: records) { $0 == nil } }

  /// Those appointments of `records` that are there and take place when `condition` wants; it gets nil of those
  /// whose times cannot be read.
  private func those(of records: [Int64], where condition: (Occurrences?) -> Bool) throws -> Set<Int64> {
    guard !records.isEmpty else { return [] }
    let there = try rows(of: .calendar, records: records).filter(\.isThere).map(\.record)
    let appointments = try RecordTable.appointment.records(there, tenant: user.tenant, on: connection)
    return Set(appointments.filter { condition(Occurrences($0.record)) }.map(\.id))
  }

  /// The user's appointments that may lie in the period, and few others: by wall clocks, a day more on each side.
  /// What begins with no digit is no time, and so may mean any.
  private func candidates(_ request: WindowRequest) throws -> [(id: Int64, occurrences: Occurrences?)] {
    let zone = try zone()
    let earliest = request.from.map { LocalDateTime($0, in: zone).adding(days: -1).text } ?? ""
    let latest = LocalDateTime(request.until, in: zone).adding(days: 1).text
    let columns = Self.timeFields.map { "a.\"\($0)\"" }.joined(separator: ", ")
    return try connection.query(
      """
      SELECT a.id, \(columns)
      FROM appointment_participant p JOIN appointment a ON a.tenant = p.tenant AND a.id = p.appointment
      WHERE p.tenant = ? AND p.user_id = ? AND p.last_dt >= ? AND (a."start_dt" < ? OR a."start_dt" > '9z')
        AND a."status" <> 'canceled'
      """, [.integer(user.tenant), .integer(user.user), .text(earliest), .text(latest)]
    ) { row in
      (row.integer(0), Occurrences(Self.timeRecord(row, from: 1)))
    }
  }

  /// The fields that tell when an appointment takes place.
  static let timeFields = [
    "start_dt", "end_dt", "ganztags", "rp_flag", "rp_type", "rp_tage", "rp_ende_datum", "rp_ende_status",
    "rp_exception",
  ]

  /// Those fields, which begin at `column`.
  static func timeRecord(_ row: any SQLRow, from column: Int) -> Record {
    var record = Record()
    for (index, field) in timeFields.enumerated() where !row.isNull(column + index) {
      record[field] = row.value(column + index)
    }
    return record
  }
}
