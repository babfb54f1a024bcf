import Foundation
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// Devices in every zone write into offices in every zone, and devices of all versions read it there.
@Suite(
  "Zones: every office, every phone, every version",
  .manual(
    "12.2 Beginnt am/um →", "12.2 Beginnt am/um ←", "12.2 Endet am/um →", "12.2 Endet am/um ←",
    "12.2 Ganztagstermin →", "12.2 Ganztagstermin ←", "12.2 Wiederholung →", "12.2 Wiederholung ←"))
struct ZoneMatrixTests {
  static let versions: [ProtocolVersion] = [.v12_1, .v14_1, .v16_0, .v16_1]

  /// What a device did to a series: two dates taken out, before and after summer time, and one moved.
  private static let (leftOut, moved) = ([5, 35], 36)

  /// All zones for the versions that are most in use; for the others that of the office and two more.
  private static func phones(for office: ZoneRow, _ version: ProtocolVersion) -> [ZoneRow] {
    let place = ZoneRow.all.firstIndex { $0.id == office.id } ?? 0
    return ZoneRow.all.enumerated().filter {
      version == .v14_1 || version == .v16_1 || ($0.offset - place) % 5 == 0
    }
    .map(\.element)
  }

  @Test(arguments: ZoneRow.all) func whatAPhoneMeansIsWhatTheOfficeHas(office: ZoneRow) async throws {
    try await SeriesDesk.run(zone: office.id) { desk in
      var all: [(id: Int64, item: ZoneItem)] = []
      for version in Self.versions {
        let device = try await desk.device("WRITER\(version.rawValue)", version)
        let items = Self.phones(for: office, version).flatMap { phone in
          ZoneItem.Kind.allCases.map { ZoneItem(kind: $0, phone: phone, version: version) }
        }
        let added = try Array(zip(await desk.add(items.map { try $0.elements }, by: device), items))
        for (id, item) in added { try await check(id, item, office, desk) }
        let others = try added.filter { try $0.1.isOther(in: office) }.map { "change \($0.0)" }
        #expect(try await desk.told(to: device).sorted() == others.sorted(), "\(office) \(version)")
        try await takeOut(added.filter(\.1.isSeries), device, desk)
        for (id, item) in added where item.isSeries { try await checkExceptions(id, item, office, desk) }
        _ = try await desk.told(to: device)
        all += added.map { ($0.0, $0.1) }
      }
      for version in Self.versions {
        let reader = try await desk.device("READER\(version.rawValue)", version)
        for (id, item) in all { try checkShown(#require(reader.items[id]), item, office, version) }
      }
    }
  }

  private func check(_ id: Int64, _ item: ZoneItem, _ office: ZoneRow, _ desk: SeriesDesk) async throws {
    let record = try await desk.stored(id)
    #expect(
      try [record["start_dt"], record["end_dt"]] == item.times(in: office), "\(item.subject) in \(office)")
    #expect((record["ganztags"] == "1") == item.isAllDay, "\(item.subject)")
    guard item.isSeries else { return }
    let last = try #require(record["rp_ende_datum"].flatMap(CivilDate.init(text:)))
    let first = try item.day(0, in: office)
    #expect((last.dayNumber - first.dayNumber) / 7 == ZoneItem.last, "\(item.subject) in \(office)")
  }
}

// MARK: - Exceptions
extension ZoneMatrixTests {
  /// Takes dates out as the device names them, which by its own rules may be an hour off.
  private func takeOut(_ series: [(Int64, ZoneItem)], _ device: Handset, _ desk: SeriesDesk) async throws {
    var commands: [SyncRequest.Command] = []
    for (id, item) in series {
      let name = ItemClass.calendar.serverId(id)
      guard item.version >= .v16_0 else {
        let exceptions = try Self.leftOut.map { number in
          Wire(
            Calendar.exception,
            [Wire(Calendar.deleted, "1"), Wire(Calendar.exceptionStartTime, try item.start(number).compact)])
        }
        let other = Wire(
          Calendar.exception,
          [Wire(Calendar.exceptionStartTime, try item.start(Self.moved).compact)] + (try other(item)))
        let whole = try item.elements + [Wire(Calendar.exceptions, exceptions + [other])]
        commands.append(.change(name, try whole.fragment))
        continue
      }
      for number in Self.leftOut {
        var command = SyncRequest.Command.delete(name)
        command.instanceId = try item.start(number).compact
        commands.append(command)
      }
      var command = SyncRequest.Command.change(name, try other(item).fragment)
      command.instanceId = try item.start(Self.moved).compact
      commands.append(command)
    }
    #expect(try await desk.push(commands, by: device).isEmpty)
  }

  /// The moved occurrence: a day later, and two hours if it is none of whole days.
  private func other(_ item: ZoneItem) throws -> [Wire] {
    let shift = item.isAllDay ? 0.0 : 7200
    let start = try item.moment(item.span.start, 7 * Self.moved + 1).addingTimeInterval(shift)
    let end = try item.moment(item.span.end, 7 * Self.moved + (item.isAllDay ? 2 : 1)).addingTimeInterval(
      shift)
    return [
      Wire(Calendar.subject, "Verlegt: " + item.subject), Wire(Calendar.startTime, try start.compact),
      Wire(Calendar.endTime, try end.compact),
    ]
  }

  private func checkExceptions(
    _ id: Int64, _ item: ZoneItem, _ office: ZoneRow, _ desk: SeriesDesk
  ) async throws {
    let days = try (Self.leftOut + [Self.moved]).map { "#" + (try item.day($0, in: office).text) }
    let record = try await desk.stored(id)
    #expect(record["rp_exception"] == days.joined(), "\(item.subject) in \(office)")
    #expect(try [record["start_dt"], record["end_dt"]] == item.times(in: office), "\(item.subject)")
    let own = try #require(await desk.numbers(of: "Verlegt: " + item.subject).first)
    let start =
      item.isAllDay
      ? try #require(CivilDate(text: item.span.start)).adding(days: 7 * Self.moved + 1).text + " 00:00:00"
      : try office.text(item.moment(item.span.start, 7 * Self.moved + 1).addingTimeInterval(7200))
    #expect(try await desk.stored(own)["start_dt"] == start, "\(item.subject) in \(office)")
  }
}

// MARK: - On other devices
extension ZoneMatrixTests {
  private func checkShown(
    _ shown: Fragment, _ item: ZoneItem, _ office: ZoneRow, _ version: ProtocolVersion
  ) throws {
    let comment = Comment(rawValue: "\(item.subject) in \(office) for \(version)")
    let isBare = item.isAllDay && version >= .v16_0
    #expect(try shown.text(Calendar.timezone) == (isBare ? nil : office.blob()), comment)
    #expect(try shown.text(Calendar.allDayEvent) == (item.isAllDay ? "1" : "0"), comment)
    #expect(try shown.text(Calendar.startTime) == item.start(0, in: office, for: version).compact, comment)
    let times = try item.times(in: office)
    let day = try #require(CivilDate(text: String(times[1].prefix(10))))
    let end = item.isAllDay ? day.adding(days: 1).text + " 00:00:00" : times[1]
    #expect(try shown.text(Calendar.endTime) == (isBare ? ZoneRow.utc : office).moment(end).compact, comment)
    guard item.isSeries else { return }
    let until = try item.start(ZoneItem.last, in: office, for: version).compact
    #expect(try shown.text(Calendar.recurrence, Calendar.until) == until, comment)
    let weekday = try item.day(0, in: office).weekday
    #expect(try shown.text(Calendar.recurrence, Calendar.dayOfWeek) == "\(1 << weekday)", comment)
    let series = try shown.decode(CalendarItem.self)
    let starts = try (Self.leftOut + [Self.moved]).map { try item.start($0, in: office, for: version) }
    #expect(series.exceptions?.map(\.deleted) == [true, true, true], comment)
    let names = series.exceptions?.map { version >= .v16_0 ? $0.instanceId : $0.exceptionStartTime }
    #expect(names == starts, comment)
    // Each version has one of the two names only.
    #expect(series.exceptions?.allSatisfy { ($0.instanceId == nil) == (version < .v16_0) } == true, comment)
    #expect(
      series.exceptions?.allSatisfy { ($0.exceptionStartTime == nil) == (version >= .v16_0) } == true, comment
    )
  }
}
