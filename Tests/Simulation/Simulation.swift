import Foundation
import HTTPServer
import OnOfficeBackend
import SyncModel

/// A history being played.
final class Simulation {
  let site: Site
  let devices: [SimulatedDevice]
  let oracle: Oracle
  let tenant: OtherTenant
  var tally = Tally()
  private let trace: (@Sendable (String) -> Void)?
  let classes: [ItemClass]
  /// What each user has ticked for Z-Push.
  private var ticks: [Int64: Set<ItemClass>] = [:]
  private var typed = 0

  /// The office and the devices of a seed.
  init(seed: UInt64, _ trace: (@Sendable (String) -> Void)?) async throws {
    self.trace = trace
    var dice = Dice(seed ^ 0x5EED)
    let cast = Cast(&dice)
    site = try await Site(at: cast.beginning, calendarLimit: cast.calendarLimit)
    tenant = OtherTenant(site)
    devices = cast.devices
    classes = cast.classes
    oracle = Oracle(try await site.records())
    for device in devices {
      device.oracle = oracle
      note("device \(device.name): user \(device.user), \(device.version.text), \(device.ways)")
    }
  }

  func note(_ line: @autoclosure () -> String) { trace?(line()) }

  /// A text that nobody typed before.
  func text() -> String {
    typed += 1
    return "t\(typed)"
  }

  func records() async throws -> OfficeRecords { try await site.records() }

  /// The server ends.
  func end() async { await site.end() }

  /// Plays an operation.
  func run(_ operation: Operation) async throws {
    note("-- \(operation)")
    var dice = Dice(operation.dice)
    site.clock.pass(Double(dice.number(1...60)))
    let device = devices[dice.below(devices.count)]
    switch operation.kind {
    case .office: try await office(&dice)
    case .edit:
      if let done = try device.edit(site.now, text(), &dice) { note("user of \(device.name) \(done)") }
    case .sync: try await sync(device, &dice)
    case .duplicate: try await duplicate(device, &dice)
    case .startAnew:
      note("\(device.name) starts anew")
      for itemClass in device.classes { device.folders[itemClass]?.startAnew(at: site.now) }
      device.unanswered = nil
      device.last = nil
    case .restart: try await restart()
    case .time: try await pass(&dice)
    case .filter:
      guard device.folders[.calendar] != nil else { return }
      let filter = dice.pick(Cast.filters) ?? nil
      device.folders[.calendar]?.filterType = filter
      device.folders[.calendar]?.isUnseen = true
      note("\(device.name) asks for period \(filter.map(String.init) ?? "none")")
    case .ticks: try await tick(&dice)
    case .estimate: try await estimate(device, &dice)
    case .ping: try await ping(device, &dice)
    case .wait: try await waitingSync(device, &dice)
    case .short: try await shortSync(device, &dice)
    case .fetch: try await fetchItems(device, &dice)
    case .damage: try await damage(device, &dice)
    case .absence: if dice.once(in: 3) { try await absence() }
    case .occurrence: try await occurrence(device, &dice)
    case .cross: try await cross(device, &dice)
    case .lock: try await lock(&dice)
    case .tenant: try await otherTenant(&dice)
    case .quiet: try await settle()
    }
    try await lookAtWaits()
  }

  private func office(_ dice: inout Dice) async throws {
    for _ in 0..<dice.number(1...3) {
      let text = text()
      let actor = OfficeActor(site: site, records: oracle.records, text: text, mark: "o\(text)")
      let itemClass = dice.pick(classes) ?? .contacts
      guard let done = try await actor.act(on: itemClass, &dice) else { continue }
      note("onOffice \(done)")
      try oracle.officeWrote(try await records())
      try await lookAtWaits()
    }
  }

  /// What a device is to hold by the records.
  func expectation(of device: SimulatedDevice) -> Expectation {
    Expectation(
      records: oracle.records, user: device.user,
      ticks: ticks[device.user] ?? Set(ItemClass.allCases), now: site.now, calendarLimit: site.calendarLimit)
  }

  /// A user's tick of a class is taken away or set again; devices see the folder come.
  private func tick(_ dice: inout Dice) async throws {
    let user = Int64(dice.number(1...2))
    let itemClass = dice.pick(classes) ?? .contacts
    let set = (ticks[user] ?? Set(ItemClass.allCases)).symmetricDifference([itemClass])
    // Without any tick nobody may synchronise at all.
    guard !set.isEmpty else { return }
    ticks[user] = set
    try await site.running.office.write(tenant: Site.tenant) { try $0.modifyUser(user) { $0.ticks = set } }
    note("user \(user) has ticked \(set.map(\.folder).sorted())")
    try await folderChange(of: user, itemClass)
    for device in devices where device.user == user && set.contains(itemClass) {
      device.folders[itemClass]?.isThere = true
    }
  }

  private func pass(_ dice: inout Dice) async throws {
    let seconds = dice.weighted([
      (4, 60...3600), (3, 3600...86_400), (3, 86_400...200_000), (1, 600_000...3_000_000),
    ])
    let passed = dice.number(seconds)
    site.clock.pass(Double(passed))
    note("\(passed) seconds pass: \(LocalDateTime(site.now, in: Site.zone).text)")
    if passed >= 86_400 { await site.running.purges.day() }
  }
}

/// Who takes part in a history.
struct Cast {
  /// The periods of a calendar that devices ask for.
  static let filters: [Int?] = [nil, 0, 4, 5, 6, 7]

  let classes: [ItemClass]
  let devices: [SimulatedDevice]
  let beginning: Date
  let calendarLimit: Int

  init(_ dice: inout Dice) {
    beginning = Site.beginning.addingTimeInterval(Double(dice.below(365 * 24)) * 3600)
    calendarLimit = dice.number(6...10)
    classes =
      dice.pick([[.contacts], [.calendar], [.calendar], [.tasks], [.notes], ItemClass.allCases]) ?? [
        .contacts
      ]
    var devices: [SimulatedDevice] = []
    for index in 0..<dice.number(2...5) {
      let ways = SimulatedDevice.Ways(
        conflict: dice.pick([0, 1, nil]) ?? nil, getChanges: dice.pick([true, nil, nil]) ?? nil,
        sendsOptions: !dice.once(in: 4), ignoresSoftDelete: dice.once(in: 2), isBundling: dice.once(in: 2),
        windowSize: dice.pick([nil, 0, 1, 2, 3, 5, 1000]) ?? nil,
        requestWindow: dice.pick([nil, nil, 0, 1, 2, 4, 1000]) ?? nil, renames: dice.once(in: 2))
      let hasOnlyNotes = classes == [.notes]
      let version = dice.pick(ProtocolVersion.allCases.filter { !hasOnlyNotes || $0 >= .v14_0 }) ?? .v14_1
      devices.append(
        SimulatedDevice(
          index, user: Int64(dice.number(1...2)), version: version, ways,
          classes: classes.filter { $0 != .notes || version >= .v14_0 }))
    }
    for device in devices {
      device.saysSupported = dice.once(in: 3)
      device.saysLittle = dice.once(in: 2)
      device.folders[.calendar]?.filterType = dice.pick(Self.filters) ?? nil
    }
    self.devices = devices
  }
}
