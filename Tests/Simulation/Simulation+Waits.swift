import ActiveSyncServer
import Foundation
import HTTPServer
import SyncModel
import WBXML

// Devices that wait for changes.
extension Simulation {
  /// Lets a request wait if it likes; returns when it is answered or waits.
  ///
  /// An older wait of the device ends when this one begins.
  func open(
    _ command: String, _ body: [UInt8], _ device: SimulatedDevice
  ) async throws -> WaitingAnswer {
    tally.requests += 1
    let answer = WaitingAnswer()
    let request = site.request(
      command, body, user: device.user, device: "PHONE\(device.name)", device.version)
    site.running.server.handle(request, Exchange(owner: answer, slot: 0, generation: 0, number: 0))
    await answer.begun()
    if answer.waited { try dismiss(device) }
    return answer
  }

  /// A wait that begins now.
  func openWait(
    _ kind: OpenWait.Kind, _ watched: [ItemClass], _ answer: WaitingAnswer, _ device: SimulatedDevice
  ) -> OpenWait {
    if case .sync(let attempt) = kind { (device.last, device.saidNothing) = (attempt.request, true) }
    return OpenWait(
      kind: kind, watched: watched, synced: Set(watched.filter { device.folders[$0]?.key != .initial }),
      answer: answer, day: LocalDateTime(site.now, in: Site.zone).date)
  }

  /// The server ends and starts again; who waits is told before that nothing happened.
  func restart() async throws {
    try await site.restart()
    for device in devices { try dismiss(device) }
  }

  /// The end of a wait of which something else took the place.
  func dismiss(_ device: SimulatedDevice) throws {
    guard let wait = device.wait else { return }
    device.wait = nil
    guard let response = wait.answer.response else {
      throw Violation("the \(wait.name) of \(device.name) goes on, though something newer took its place")
    }
    switch wait.kind {
    case .ping:
      let answer: PingResponse = try WBXMLDocument(response.body).decode()
      guard answer.status == .noChanges else {
        throw Violation("a Ping whose place was taken ends with Status \(answer.status?.text ?? "")")
      }
    case .sync:
      guard response.status == 200, response.body.isEmpty else {
        throw Violation("a Sync whose place was taken tells something")
      }
    }
  }

  /// The end of a waiting Sync behind which another Sync came, whether that waits or not.
  func dismissOlderSync(of device: SimulatedDevice) throws {
    if case .sync = device.wait?.kind { try dismiss(device) }
  }

  /// Takes the answers of those that need wait no more, and looks whether nobody waits in vain.
  ///
  /// `request` may have changed several folders, one after the other; who was told of the first was told in time.
  func lookAtWaits(after request: Attempt? = nil, hasFault: Bool = false) async throws {
    guard devices.contains(where: { $0.wait != nil }) else { return }
    while await site.running.server.isComparing { await Task.yield() }
    for device in devices {
      guard let wait = device.wait else { continue }
      if let response = wait.answer.response {
        device.wait = nil
        let changed = Set((request?.commands ?? []).map(\.itemClass))
        try await end(wait, response, device, changed, hasFault: hasFault)
      } else if silentFolders(of: device).contains(where: { seemsStale($0, device) }) {
        try await compareWithSync(device, told: [], of: wait)
      }
    }
  }

  private func end(
    _ wait: OpenWait, _ response: HTTPResponse, _ device: SimulatedDevice, _ changed: Set<ItemClass>,
    hasFault: Bool
  ) async throws {
    switch wait.kind {
    case .ping:
      let answer: PingResponse = try WBXMLDocument(response.body).decode()
      let told = (answer.folders ?? []).compactMap { ItemClass(folder: $0) }
      note("the Ping of \(device.name) ends: Status \(answer.status?.text ?? ""), \(answer.folders ?? [])")
      guard answer.status == .changes, !told.isEmpty, told.count == answer.folders?.count,
        told.allSatisfy(wait.watched.contains)
      else { throw Violation("a Ping ends with Status \(answer.status?.text ?? "") of \(told)") }
      try await compareWithSync(device, told: told, of: wait, besides: changed)
    case .sync(let attempt):
      try await end(wait, attempt, response, device, since: changed, hasFault: hasFault)
    }
  }

  /// A Ping names a folder if and only if the next Sync of it tells something.
  private func compareWithSync(
    _ device: SimulatedDevice, told: [ItemClass], of wait: OpenWait, besides changed: Set<ItemClass> = []
  ) async throws {
    var dice = Dice(0)
    let judged = told.isEmpty ? silentFolders(of: device) : wait.watched.filter { isSettled($0, device) }
    guard !judged.isEmpty else { return }
    for group in device.ways.isBundling ? [judged] : judged.map({ [$0] }) {
      let attempt = try device.attempt(group, share: 0, at: site.now, &dice)
      let answer = try await fetch(attempt, device)
      for itemClass in group {
        let news = self.news(of: itemClass, in: answer, device)
        let isAsked =
          wait.synced.contains(itemClass) && !changed.contains(itemClass)
          && isPeriodStill(of: itemClass, device, since: wait)
        guard told.contains(itemClass) || !news || !isAsked else {
          throw Violation("\(device.name) is not told in its \(wait.name) of news in \(itemClass.folder)")
        }
        guard news || !told.contains(itemClass) || isExpected(itemClass, answer) else {
          throw Violation(
            "\(device.name) is told in its Ping of news in \(itemClass.folder), and there is none")
        }
      }
    }
  }

  /// A Sync outside the usual way, with nothing to say.
  private func fetch(_ attempt: Attempt, _ device: SimulatedDevice) async throws -> SyncResponse? {
    note("\(device.name) fetches \(attempt)")
    tally.requests += 1
    let response = await post(attempt)
    let answer = try await judge(attempt, response, isStray: false, hasFault: false)
    _ = try device.take(answer, to: attempt, oracle, expectation(of: device))
    return answer
  }

  /// Whether an answer tells something of a folder that a device is woken for.
  func news(of itemClass: ItemClass, in answer: SyncResponse?, _ device: SimulatedDevice) -> Bool {
    guard let told = answer?.collections?.first(where: { $0.collectionId?.rawValue == itemClass.folder })
    else { return false }
    let awaited = told.commands.filter { command in
      // What the device itself finished goes without waking it.
      guard command.kind == .delete, itemClass == .tasks, let name = itemClass.name(of: command.serverId)
      else { return true }
      return !oracle.isHidden(name, by: device.index)
    }
    return !awaited.isEmpty || told.moreAvailable && !hasFinished(itemClass, device)
      || told.status != .success
  }

  /// Whether a device has something to lose that it finished itself: more to come may be just that.
  private func hasFinished(_ itemClass: ItemClass, _ device: SimulatedDevice) -> Bool {
    device.folders[itemClass]?.items.contains { item in
      item.name.map { oracle.isHidden($0, by: device.index) } == true
    } == true
  }

  private func isExpected(_ itemClass: ItemClass, _ answer: SyncResponse?) -> Bool {
    answer?.collections?.contains {
      $0.collectionId?.rawValue == itemClass.folder && (!$0.commands.isEmpty || $0.moreAvailable)
    } == true
  }

  /// Whether a device has seen all that the server knows of its folder: only then it can say what comes next.
  func isSettled(_ itemClass: ItemClass, _ device: SimulatedDevice) -> Bool {
    guard let holding = device.folders[itemClass] else { return false }
    return holding.isThere && holding.key != .initial && holding.strays == 0 && !holding.isUnseen
      && device.unanswered == nil && holding.items.allSatisfy { $0.firstTried == nil }
      && expectation(of: device).ticks.contains(itemClass)
  }

  /// The folders of which the next Sync must tell nothing, since the device still waits for news of them.
  func silentFolders(of device: SimulatedDevice) -> [ItemClass] {
    guard let wait = device.wait else { return [] }
    return wait.watched.filter { itemClass in
      wait.synced.contains(itemClass) && isSettled(itemClass, device)
        && isPeriodStill(of: itemClass, device, since: wait)
    }
  }

  /// Whether no appointment comes or goes by time alone. The wait's timer, which knows of midnight, does not run here;
  /// and which appointments are the nearest changes with the hour, of which nobody is told.
  private func isPeriodStill(
    of itemClass: ItemClass, _ device: SimulatedDevice, since wait: OpenWait
  ) -> Bool {
    guard itemClass == .calendar else { return true }
    let names = expectation(of: device).names(.calendar, filter: device.options(.calendar)?.filterType)
    return LocalDateTime(site.now, in: Site.zone).date == wait.day && names.count < site.calendarLimit
  }

  /// Whether a device seems not to show what it should.
  private func seemsStale(_ itemClass: ItemClass, _ device: SimulatedDevice) -> Bool {
    guard let holding = device.folders[itemClass] else { return false }
    let isOld = holding.items.contains { item in
      guard item.isServers, !item.isGhost, let record = item.name.flatMap({ oracle.records[$0] }) else {
        return false
      }
      return record.isFor(device.user) && record.text != item.text
    }
    guard !isOld, itemClass != .calendar else { return isOld }
    let held = Set((holding.items + holding.deleted).compactMap(\.name))
    return held != expectation(of: device).names(itemClass, filter: nil)
  }
}
