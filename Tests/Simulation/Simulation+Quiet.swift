import Database
import Foundation
import HTTPServer
import ServerTestSupport
import SyncModel
import WBXML

// What holds when nobody has anything to say.
extension Simulation {
  /// Lets all devices sync until nothing is pending and no answer says anything, and compares them with the records.
  func settle() async throws {
    note("-- everybody falls silent")
    try await chooseAnew()
    var dice = Dice(0)
    // By device and class: how much had been written when the server had nothing to say to it.
    var silent: [String: Int] = [:]
    for round in 0... {
      guard round < 60 else { throw Violation("the devices never fall silent") }
      var isQuiet = true
      for device in devices {
        let classes = device.classes.filter { device.folders[$0]?.isThere == true }
        guard !classes.isEmpty else { continue }
        for group in device.ways.isBundling ? [classes] : classes.map({ [$0] }) {
          let name = "\(device.name) \(group)"
          // Nothing was written since, not even in vain.
          if device.isClean, silent[name] == site.officeFaults.writes { continue }
          let attempt = try device.attempt(group, share: 100, at: site.now, &dice)
          if try await send(attempt, .arrives, &dice) || !device.isClean {
            isQuiet = false
          } else {
            silent[name] = site.officeFaults.writes
          }
        }
      }
      if isQuiet { break }
    }
    try oracle.checkTexts()
    var fresh: [FreshDevice: [OfficeRecord.Name: Fragment]] = [:]
    for device in devices { try await compare(device, &fresh) }
  }

  /// What a fresh device gets depends on this.
  private struct FreshDevice: Hashable {
    let user: Int64
    let version: ProtocolVersion
    let itemClass: ItemClass
    let filter: Int?
  }

  /// Which appointments are the nearest changes with the hour, and devices hear of it when something happens.
  private func chooseAnew() async throws {
    guard classes.contains(.calendar) else { return }
    let text = text()
    let actor = OfficeActor(site: site, records: oracle.records, text: text, mark: "q\(text)")
    let done = try await actor.createMeeting()
    note("onOffice \(done)")
    try oracle.officeWrote(try await records())
    try await lookAtWaits()
  }

  private func compare(
    _ device: SimulatedDevice, _ known: inout [FreshDevice: [OfficeRecord.Name: Fragment]]
  ) async throws {
    let expectation = expectation(of: device)
    for itemClass in device.classes {
      guard let holding = device.folders[itemClass], holding.isThere else { continue }
      let names = holding.items.compactMap(\.name)
      guard Set(names).count == names.count else { throw Violation("\(device.name) holds something twice") }
      let expected = expectation.names(itemClass, filter: device.options(itemClass)?.filterType)
      let shown = Set(holding.items.filter { !$0.isGhost }.compactMap(\.name))
      let pinned = holding.items.filter(\.isPinned).compactMap(\.name)
      let there = pinned.filter { oracle.records[$0]?.isFor(device.user) == true }
      guard shown == expected.union(there) else {
        for record in oracle.records.records(of: itemClass) where record.isFor(device.user) {
          note("\(record) \(expected.contains(record.name))")
        }
        throw Violation(
          "\(device.name), \(LocalDateTime(site.now, in: Site.zone)), holds of \(itemClass.folder) \(shown.subtracting(expected).sorted()) too much, "
            + "\(expected.subtracting(shown).sorted()) too little")
      }
      let key = FreshDevice(
        user: device.user, version: device.version, itemClass: itemClass,
        filter: device.options(itemClass)?.filterType)
      var fresh = known[key] ?? [:]
      if known[key] == nil { fresh = try await self.fresh(like: device, itemClass) }
      known[key] = fresh
      guard Set(fresh.keys) == expected else {
        throw Violation("a fresh device gets other \(itemClass.folder) than \(device.name)")
      }
      for item in holding.items {
        if item.isGhost, item.text != item.name.flatMap({ oracle.records[$0]?.text }) {
          throw Violation("\(device.name) shows an old text of the ghost \(item.mark)")
        }
        guard let name = item.name else { continue }
        // Where a fresh device gets nothing: what the device itself put outside its period.
        if fresh[name] == nil, item.isPinned, let record = oracle.records[name],
          record.isFor(device.user), record.text != item.text
        {
          throw Violation("\(device.name) shows an old text of \(item.mark), which it put outside its period")
        }
        guard let told = fresh[name] else { continue }
        try compare(item, told, device)
      }
    }
  }

  /// What came from the server equals what it says now; what the device wrote is part of that.
  private func compare(_ item: LocalItem, _ told: Fragment, _ device: SimulatedDevice) throws {
    if item.isServers {
      guard item.content == told else {
        throw Violation("\(device.name) shows \(item.mark) otherwise than a fresh device")
      }
      return
    }
    guard let name = item.name, try Making.typed(name.itemClass, told).text == item.text else {
      throw Violation("\(device.name) shows another text of \(item.mark) than a fresh device")
    }
    let children = try Dictionary(told.children().map { ($0.tag, $0.content) }) { first, _ in first }
    for child in try item.content.children()
    where !Self.computed.contains(child.tag) && !child.content.isEmpty {
      guard children[child.tag] == child.content else {
        throw Violation(
          "\(device.name) has \(child.tag.name ?? "") of \(item.mark) otherwise than a fresh device")
      }
    }
  }

  /// Elements that the server makes, whatever a device says.
  static let computed: Set<Tag> = [
    AirSyncBase.nativeBodyType.tag, AirSyncBase.body.tag, Calendar.timezone.tag, Calendar.dtStamp.tag,
    Calendar.organizerName.tag, Calendar.organizerEmail.tag, Calendar.meetingStatus.tag,
    Calendar.responseType.tag, Calendar.uid.tag, Tasks.utcDueDate.tag, Tasks.utcStartDate.tag,
    Calendar.clientUid.tag, Calendar.recurrence.tag, Calendar.exceptions.tag, Tasks.dateCompleted.tag,
    Notes.lastModifiedDate.tag,
  ]

  /// What a device of the same user, version and options gets that starts anew; nothing is left of it.
  func fresh(
    like device: SimulatedDevice, _ itemClass: ItemClass
  ) async throws -> [OfficeRecord.Name: Fragment] {
    var content: [OfficeRecord.Name: Fragment] = [:]
    var key = SyncKey.initial
    for _ in 0..<100 {
      var collection = SyncRequest.Collection()
      collection.collectionId = CollectionId(rawValue: itemClass.folder)
      collection.syncKey = key
      collection.options = device.options(itemClass).map { [$0] } ?? []
      if key != .initial { collection.windowSize = 512 }
      var request = SyncRequest()
      request.collections = [collection]
      let response = await site.running.server.answered(
        site.request(
          "Sync", try WBXMLEncoder.encode(request), user: device.user, device: "FRESH", device.version))
      guard response.status == 200 else { throw Violation("HTTP \(response.status) for a fresh device") }
      guard !response.body.isEmpty else { break }
      let answer: SyncResponse = try WBXMLDocument(response.body).decode()
      guard let told = answer.collections?.first, told.status == .success else {
        throw Violation("a fresh device is refused")
      }
      key = told.syncKey ?? key
      for command in told.commands {
        guard let name = itemClass.name(of: command.serverId), command.kind == .add else {
          throw Violation("a fresh device gets \(command.kind)")
        }
        content[name] = command.applicationData
      }
      if !told.commands.isEmpty, !told.moreAvailable { break }
    }
    try await site.running.syncDatabase.write {
      try $0.execute("DELETE FROM device WHERE device_id LIKE 'fresh'")
    }
    return content
  }
}
