import ActiveSyncServer
import Foundation
import HTTPServer
import SyncModel
import WBXML

// One occurrence of a series, as devices change and delete it from 16.0. [MS-ASAIRS] 2.2.2.25.
extension Simulation {
  /// A device deletes an occurrence, which leaves the series, or changes it, which makes an appointment of it.
  func occurrence(_ device: SimulatedDevice, _ dice: inout Dice) async throws {
    guard device.version >= .v16_0, isSettled(.calendar, device), let holding = device.folders[.calendar],
      expectation(of: device).names(.calendar, filter: device.options(.calendar)?.filterType).count + 1
        < site.calendarLimit,
      let item = dice.pick(holding.items.filter(isSeries)), let name = item.name,
      let before = oracle.records[name],
      // Of a series that leaves the period by that the device has to be told nothing more.
      case let near = occurrences(of: before), near.count > 2, let occurrence = dice.pick(near)
    else { return }
    var command = SyncRequest.Command()
    command.serverId = ServerId(rawValue: name.description)
    command.instanceId = Self.compact(occurrence.start)
    command.kind = .delete
    let typed = (mark: "i\(device.newId())\(device.name)", text: text())
    if dice.once(in: 2) {
      command.kind = .change
      var changed = CalendarException()
      changed.subject = "\(typed.mark) \(typed.text)"
      command.applicationData = try Fragment(encoding: changed)
    }
    note("\(device.name) sends \(command.kind) of \(before.mark) at \(occurrence.local.text)")
    let attempt = try attempt(device, holding, command)
    // The first answer may be lost: what comes again is not done again.
    if dice.once(in: 3) { _ = await post(attempt) }
    let response = await post(attempt)
    try check(
      try await records(), before, occurrence.local.date, command.kind == .change ? typed : nil, device)
    let answer = try await judge(attempt, response, isStray: false, hasFault: false)
    guard (answer?.collections?.first?.responses ?? []).allSatisfy({ $0.status == .success }) else {
      throw Violation("\(command.kind) of an occurrence of \(before.mark) is refused")
    }
    try await refetch(item, device)
    _ = try device.take(answer, to: attempt, oracle, expectation(of: device))
    let key = device.folders[.calendar]?.key
    try await lookAtWaits(after: attempt)
    // Whom the end of a wait told of the series means another one by the date.
    if command.kind == .change, device.folders[.calendar]?.key == key, dice.once(in: 2) {
      try await sayAgain(command, of: item, typed.mark, device, &dice)
    }
  }

  /// The device, which was told of the new appointment and not yet of the series without it, changes or deletes the
  /// date once more: there is one appointment of it, or none.
  private func sayAgain(
    _ earlier: SyncRequest.Command, of item: LocalItem, _ mark: String, _ device: SimulatedDevice,
    _ dice: inout Dice
  ) async throws {
    guard let holding = device.folders[.calendar] else { return }
    var command = earlier
    let text = text()
    command.kind = dice.once(in: 2) ? .delete : .change
    var changed = CalendarException()
    changed.subject = "\(mark) \(text)"
    command.applicationData = command.kind == .change ? try Fragment(encoding: changed) : nil
    note("\(device.name) sends \(command.kind) of \(mark) through its series")
    let attempt = try attempt(device, holding, command)
    if dice.once(in: 3) { _ = await post(attempt) }
    let response = await post(attempt)
    let after = try await records()
    let shown = after.all.values.filter { $0.mark == mark && $0.isShown }
    guard shown.map(\.places.first) == (command.kind == .change ? [text] : []) else {
      throw Violation("\(command.kind) of \(mark) through its series leaves \(shown.map(\.text))")
    }
    oracle.note(after, author: device.index, isStray: false)
    try oracle.checkMarks()
    let answer = try await judge(attempt, response, isStray: false, hasFault: false)
    guard (answer?.collections?.first?.responses ?? []).allSatisfy({ $0.status == .success }) else {
      throw Violation("\(command.kind) of \(mark) through its series is refused")
    }
    try await refetch(item, device)
    _ = try device.take(answer, to: attempt, oracle, expectation(of: device))
    try await lookAtWaits(after: attempt)
  }

  private func isSeries(_ item: LocalItem) -> Bool {
    guard let name = item.name, let record = oracle.records[name], let time = record.time else {
      return false
    }
    return time.unit != nil && !time.isAllDay && item.isServers && !item.isDirty && !item.isGhost
      && item.revision == oracle.revision(of: name) && item.text == record.text
  }

  /// Those that are near, within every period.
  private func occurrences(
    of record: OfficeRecord
  ) -> [(start: Date, end: Date, local: LocalDateTime)] {
    let today = LocalDateTime(site.now, in: Site.zone).date
    let all = record.time?.occurrences(until: today.adding(days: 60)) ?? []
    return all.filter { $0.start > site.now.addingTimeInterval(-3 * 86_400) }
  }

  private func attempt(
    _ device: SimulatedDevice, _ holding: Holding, _ command: SyncRequest.Command
  ) throws -> Attempt {
    var collection = SyncRequest.Collection()
    collection.collectionId = CollectionId(rawValue: ItemClass.calendar.folder)
    collection.syncKey = holding.key
    collection.options = device.options(.calendar).map { [$0] } ?? []
    collection.commands = [command]
    var request = SyncRequest()
    request.collections = [collection]
    return Attempt(
      device: device.index, body: try WBXMLEncoder.encode(request), request: request, commands: [])
  }

  /// The series lacks the day, and what was changed is an appointment of its own, once.
  private func check(
    _ after: OfficeRecords, _ before: OfficeRecord, _ day: CivilDate, _ typed: (mark: String, text: String)?,
    _ device: SimulatedDevice
  ) throws {
    let changed = after.all.values.filter { oracle.records[$0.name] != $0 }
    let born = changed.filter { oracle.records[$0.name] == nil }
    guard let series = after[before.name], series.text == before.text, series.users == before.users,
      series.time?.exceptions.contains(day.text) == true
    else { throw Violation("the occurrence of \(before.mark) on \(day.text) is still in the series") }
    // Body and place it has from the series.
    let places = [typed?.text ?? ""] + before.places.dropFirst()
    guard changed.count - born.count == 1, born.map(\.mark) == (typed.map { [$0.mark] } ?? []),
      born.allSatisfy({ $0.places == places && $0.isFor(device.user) })
    else {
      throw Violation(
        "a changed occurrence of \(before.mark) leads to \(born.map { "\($0.mark) \($0.text)" })")
    }
    oracle.note(after, author: device.index, isStray: false)
    try oracle.checkMarks()
  }

  /// The device shows the series as it is now: how it shows what it did itself is its own affair.
  private func refetch(_ item: LocalItem, _ device: SimulatedDevice) async throws {
    guard let name = item.name, let place = device.folders[.calendar]?.index(of: name) else { return }
    let content = try await fresh(like: device, .calendar)[name] ?? item.content
    device.folders[.calendar]?.items[place].content = content
    device.folders[.calendar]?.items[place].base = content
    device.folders[.calendar]?.items[place].revision = oracle.revision(of: name)
    // Told once more, it is told nothing new.
    device.folders[.calendar]?.items[place].isVictor = true
  }

  /// A moment as an InstanceId has it.
  private static func compact(_ moment: Date) -> String {
    LocalDateTime(moment, in: .gmt).text.filter { $0 != "-" && $0 != ":" }
      .replacing(" ", with: "T") + "Z"
  }
}
