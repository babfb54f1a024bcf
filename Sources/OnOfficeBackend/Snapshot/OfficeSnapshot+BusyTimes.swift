import Database
import Foundation
import SyncModel

extension OfficeSnapshot {
  func busyTimes(of calendar: FoundRecipient.Calendar, in period: Range<Date>) throws -> [BusyTime] {
    let found = try blocking(calendar, period)
    let states = try self.states(of: found.map(\.id), in: calendar)
    let zone = try zone()
    return found.flatMap { id, occurrences in
      let state = states[id] ?? State(whole: .busy)
      return state.isFree ? [] : occurrences.times(in: period, zone, state)
    }
  }

  /// How the appointments of a calendar block its time: for a user as his own phones show them.
  private func states(
    of appointments: [Int64], in calendar: FoundRecipient.Calendar
  ) throws -> [Int64: State] {
    guard case .user(let id) = calendar else { return [:] }
    let owner = OfficeSnapshot(connection, of: UserId(tenant: user.tenant, user: id), options)
    return try owner.mapped(appointments, of: .calendar).compactMapValues { item in
      guard case .calendar(let appointment)? = try? item.get() else { return nil }
      return State(appointment)
    }
  }

  /// The appointments of a calendar that may take place in a period, and few others.
  private func blocking(
    _ calendar: FoundRecipient.Calendar, _ period: Range<Date>
  ) throws -> [(id: Int64, occurrences: Occurrences)] {
    let zone = try zone()
    let earliest = LocalDateTime(period.lowerBound, in: zone).adding(days: -1).text
    let latest = LocalDateTime(period.upperBound, in: zone).adding(days: 1).text
    let columns = Self.timeFields.map { "a.\"\($0)\"" }.joined(separator: ", ")
    let (table, column, value): (String, String, SQLValue) =
      switch calendar {
      case .user(let id): ("appointment_participant", "user_id", .integer(id))
      case .resource(let key): ("appointment_resource", "resource_key", .text(key))
      }
    return try connection.query(
      """
      SELECT a.id, \(columns)
      FROM \(table) p JOIN appointment a ON a.tenant = p.tenant AND a.id = p.appointment
      WHERE p.tenant = ? AND p.\(column) = ? AND a.last_dt >= ? AND a."start_dt" < ?
        AND a."status" NOT IN ('canceled', 'participantsAvailable')
      """, [.integer(user.tenant), value, .text(earliest), .text(latest)]
    ) { row in
      Occurrences(Self.timeRecord(row, from: 1)).map { (row.integer(0), $0) }
    }.compactMap(\.self)
  }
}

/// How an appointment blocks the time of one user: as a whole, and on dates of a series that he answers by themselves.
private struct State {
  let whole: FreeBusy
  private var days: [CivilDate: FreeBusy] = [:]

  init(whole: FreeBusy) { self.whole = whole }

  init(_ appointment: CalendarItem) {
    whole = Self.freeBusy(appointment.busyStatus)
    for exception in appointment.exceptions ?? [] {
      guard let day = exception.occurrence, let status = exception.answered else { continue }
      days[day] = Self.freeBusy(status)
    }
  }

  /// Whether nothing of it blocks any time.
  var isFree: Bool { whole == .free && days.values.allSatisfy { $0 == .free } }

  /// How the occurrence that begins on a day does.
  func status(on day: CivilDate) -> FreeBusy { days[day] ?? whole }

  /// Who works elsewhere is not free; the digits have no more than these. [MS-ASCAL] 2.2.2.9.
  private static func freeBusy(_ busyStatus: Int?) -> FreeBusy {
    busyStatus == 4 ? .tentative : busyStatus.flatMap(FreeBusy.init) ?? .busy
  }
}

extension Occurrences {
  /// The times of those that lie in a period, each at its moment; of several at once only the first and what goes on
  /// after it.
  fileprivate func times(in period: Range<Date>, _ zone: TimeZone, _ state: State) -> [BusyTime] {
    var times: [BusyTime] = []
    var moment = Moment(period.lowerBound, in: zone)
    while let next = next(at: moment) {
      let (start, end) = (next.start.instant(in: zone), next.end.instant(in: zone))
      guard start < period.upperBound else { break }
      times.append(BusyTime(start: start, end: end, status: state.status(on: next.start.date)))
      moment = Moment(max(end, start.addingTimeInterval(1), moment.instant.addingTimeInterval(1)), in: zone)
    }
    return times
  }
}
