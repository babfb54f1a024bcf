import Database
import Foundation
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// A first sync in small windows, between whose pages office and device change things and midnights pass.
@Suite("A first sync and what comes between") struct InterleavedFirstSyncTests {
  /// What the office and the device made of the records.
  private struct Truth {
    var titles: [Int64: String] = [:]
    var gone: Set<Int64> = []
    /// An appointment's day; other items have none.
    var days: [Int64: CivilDate] = [:]
  }

  private static let seeds: Range<UInt64> = 0..<4

  @Test(arguments: Draft.all, seeds) func itEndsWithWhatTheRulesSay(draft: Draft, seed: UInt64) async throws {
    try await SyncedOffice.run { _, _ in
    } _: { office, _ in
      var random = SeededGenerator(seed: seed)
      var truth = Truth()
      for number in 0..<24 { try await create("Anfang \(number)", draft, office, &truth, &random) }
      let device = try await Handset(
        Line("theobald", device: "FIRST", to: office.site), draft.itemClass,
        window: .random(in: 1...4, using: &random))
      var day = try #require(CivilDate(text: "2026-03-23"))
      var pending: [SyncRequest.Command] = []
      for step in 0..<24 {
        for _ in 0..<Int.random(in: 0...2, using: &random) {
          try await edit(draft, office, &truth, &random, step)
        }
        if draft.itemClass == .calendar {
          if Int.random(in: 0..<3, using: &random) == 0 {
            day = day.adding(days: .random(in: 1...4, using: &random))
            office.site.clock.set(try berlin("\(day.text) 00:00:00"))
          }
          if Int.random(in: 0..<4, using: &random) == 0 {
            device.options = options([nil, 0, 4, 5, 6, 7].randomElement(using: &random) ?? nil)
          }
        }
        let isRetry = !pending.isEmpty
        if !isRetry { pending = try commands(of: device, draft, truth, &random, step, day) }
        guard let answer = try await device.send(pending) else { continue }
        if !isRetry { note(pending, answer, draft, &truth, day) }
        if Int.random(in: 0..<4, using: &random) == 0 { continue }
        try device.take(answer, to: pending)
        pending = []
      }
      if !pending.isEmpty, let answer = try await device.send(pending) {
        try device.take(answer, to: pending)
      }
      try await device.settle()
      let shown = try device.items.mapValues { try draft.title($0) ?? "" }
      let expected = truth.titles.filter { id, _ in
        !truth.gone.contains(id) && (truth.days[id].map { isInside($0, device.options, day) } ?? true)
      }
      let differing = Set(shown.keys).union(expected.keys).filter { shown[$0] != expected[$0] }
      #expect(
        differing.isEmpty,
        "\(differing.map { ($0, shown[$0], truth.titles[$0], truth.days[$0]?.text, truth.gone.contains($0)) })"
      )
    }
  }

  private func options(_ filter: Int?) -> SyncOptions {
    var options = SyncOptions()
    options.filterType = filter
    return options
  }

  /// Manual 2.3: the days of a period, by another calendar than the server's.
  private func isInside(_ day: CivilDate, _ options: SyncOptions?, _ today: CivilDate) -> Bool {
    var calendar = Foundation.Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let moment = { (day: CivilDate) in Date(timeIntervalSince1970: Double(day.dayNumber) * 86_400) }
    let back: DateComponents =
      switch options?.filterType {
      case 4: DateComponents(day: -14)
      case 6: DateComponents(month: -3)
      case 7: DateComponents(month: -6)
      default: DateComponents(month: -1)
      }
    guard let first = calendar.date(byAdding: back, to: moment(today)),
      let last = calendar.date(byAdding: .month, value: 6, to: moment(today))
    else { return false }
    return first <= moment(day) && moment(day) <= last
  }
}

// MARK: - The office
extension InterleavedFirstSyncTests {
  private func create(
    _ title: String, _ draft: Draft, _ office: SyncedOffice, _ truth: inout Truth,
    _ random: inout SeededGenerator
  ) async throws {
    let people = office.people
    let id = try await office.write { try draft.create($0, people, title) }
    truth.titles[id] = title
    guard draft.itemClass == .calendar else { return }
    // Around the bounds of all periods, and some near today.
    let day = CivilDate(dayNumber: 20_535 + .random(in: -200...200, using: &random))
    truth.days[id] = day
    try await office.write { office in
      try office.modifyAppointment(id) {
        $0.record["start_dt"] = .text("\(day.text) 10:00:00")
        $0.record["end_dt"] = .text("\(day.text) 11:00:00")
      }
    }
  }

  private func edit(
    _ draft: Draft, _ office: SyncedOffice, _ truth: inout Truth, _ random: inout SeededGenerator, _ step: Int
  ) async throws {
    let there = truth.titles.keys.filter { !truth.gone.contains($0) }.sorted()
    guard let id = there.randomElement(using: &random) else { return }
    switch Int.random(in: 0..<4, using: &random) {
    case 0: try await create("Neu im Schritt \(step)", draft, office, &truth, &random)
    case 1:
      let (people, removal) = (office.people, draft.removals.randomElement(using: &random))
      try await office.write { try removal?($0, people, id) }
      truth.gone.insert(id)
    default:
      let title = "Office im Schritt \(step)"
      try await office.write { try draft.rename($0, id, title) }
      truth.titles[id] = title
    }
  }
}

// MARK: - The device
extension InterleavedFirstSyncTests {
  /// What the device's user did since: he sees only what has come down by now. Of appointments he edits those
  /// that lie in every period: what he edits outside stays on the device.
  private func commands(
    of device: Handset, _ draft: Draft, _ truth: Truth, _ random: inout SeededGenerator, _ step: Int,
    _ today: CivilDate
  ) throws -> [SyncRequest.Command] {
    let bounds = today...today.adding(days: 150)
    let near = device.items.keys.filter { truth.days[$0].map(bounds.contains) ?? true }
    let chosen = near.sorted().shuffled(using: &random).prefix(.random(in: 0...2, using: &random))
    var commands = try chosen.map { id in
      let serverId = draft.itemClass.serverId(id)
      if Int.random(in: 0..<4, using: &random) == 0 { return SyncRequest.Command.delete(serverId) }
      return .change(serverId, try content("Geraet im Schritt \(step)", of: device.items[id], draft))
    }
    if Int.random(in: 0..<2, using: &random) == 0 {
      commands.append(
        .add("\(step)", try added("Vom Geraet im Schritt \(step)", draft, today.adding(days: 1))))
    }
    return commands
  }

  /// A new item; an appointment of `day`.
  private func added(_ title: String, _ draft: Draft, _ day: CivilDate) throws -> Fragment {
    guard draft.itemClass == .calendar else { return try draft.make(title) }
    var new = CalendarItem()
    new.subject = title
    new.startTime = try berlin("\(day.text) 10:00:00")
    new.endTime = try berlin("\(day.text) 11:00:00")
    return try Fragment(encoding: new)
  }

  /// The item under another title; an appointment stays where it is.
  private func content(_ title: String, of item: Fragment?, _ draft: Draft) throws -> Fragment {
    guard draft.itemClass == .calendar, let item else { return try draft.make(title) }
    let old = try item.decode(CalendarItem.self)
    var new = CalendarItem()
    (new.subject, new.startTime, new.endTime) = (title, old.startTime, old.endTime)
    return try Fragment(encoding: new)
  }

  /// What the device's commands did when they came first.
  private func note(
    _ commands: [SyncRequest.Command], _ answer: SyncResponse.Collection, _ draft: Draft,
    _ truth: inout Truth,
    _ today: CivilDate
  ) {
    for command in commands {
      let refused = answer.responses.contains { $0.serverId == command.serverId && $0.status != .success }
      let title = command.applicationData.flatMap { try? draft.title($0) }
      if command.kind == .add {
        let response = answer.responses.first { $0.clientId == command.clientId }
        guard let id = draft.itemClass.record(of: response?.serverId) else { continue }
        truth.titles[id] = title
        if draft.itemClass == .calendar { truth.days[id] = today.adding(days: 1) }
      } else if let id = draft.itemClass.record(of: command.serverId), !refused {
        if command.kind == .delete { truth.gone.insert(id) } else { truth.titles[id] = title }
      }
    }
  }
}
