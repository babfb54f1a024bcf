import Foundation
import HTTPServer
import SyncModel
import WBXML

// Syncs that wait.
extension Simulation {
  /// A device syncs, and waits if nobody has anything to say.
  func waitingSync(_ device: SimulatedDevice, _ dice: inout Dice) async throws {
    var classes = device.classes.filter { device.folders[$0]?.isThere == true }
    if !device.ways.isBundling { classes = dice.pick(classes).map { [$0] } ?? [] }
    guard !classes.isEmpty else { return }
    let attempt = try device.attempt(classes, share: dice.pick([0, 0, 60]) ?? 0, at: site.now, &dice)
    var request = attempt.request
    if device.version >= .v14_0, dice.once(in: 2) {
      request.heartbeatInterval = 3000
    } else {
      request.wait = 50
    }
    try await sendOpen(
      Attempt(
        device: attempt.device, body: try WBXMLEncoder.encode(request), request: request,
        commands: attempt.commands),
      &dice)
  }

  /// Sends a Sync that waits if nobody has anything to say.
  func sendOpen(_ attempt: Attempt, _ dice: inout Dice) async throws {
    let device = devices[attempt.device]
    note("\(device.name) sends (and waits) \(attempt)")
    let repeatable = try attempt.withoutWait()
    device.sent = device.sent.suffix(7) + [repeatable]
    device.unanswered = repeatable
    device.leaveUnseen(attempt)
    let silent = silentFolders(of: device)
    let losesItsAnswer = dice.once(in: 5)
    let answer = try await open("Sync", attempt.body, device)
    if answer.waited {
      note("  waits")
      device.unanswered = nil
      device.seeNothing(of: attempt)
      device.wait = openWait(.sync(attempt), attempt.classes, answer, device)
      device.wait?.losesItsAnswer = losesItsAnswer
    } else {
      let told = try await judge(attempt, try response(answer), isStray: false, hasFault: false)
      try checkSilence(silent, told, attempt, device)
      if !losesItsAnswer {
        device.unanswered = nil
        _ = try device.take(told, to: attempt, oracle, expectation(of: device))
      }
    }
    try await lookAtWaits(after: attempt)
  }

  func response(_ answer: WaitingAnswer) throws -> HTTPResponse {
    guard let response = answer.response else { throw Violation("no answer") }
    return response
  }

  /// The answer to a Sync that has waited.
  func end(
    _ wait: OpenWait, _ attempt: Attempt, _ response: HTTPResponse, _ device: SimulatedDevice,
    since changed: Set<ItemClass>, hasFault: Bool
  ) async throws {
    note("the waiting Sync of \(device.name) ends\(wait.losesItsAnswer ? ", which it does not see" : "")")
    device.leaveUnseen(attempt)
    if hasFault, response.status != 200 { return }
    let told = try await judge(attempt, response, isStray: false, hasFault: hasFault)
    guard told?.collections?.isEmpty == false else {
      throw Violation("the waiting Sync of \(device.name) ends without news")
    }
    guard !wait.losesItsAnswer else {
      device.unanswered = try attempt.withoutWait()
      return
    }
    _ = try device.take(
      told, to: attempt, oracle, expectation(of: device), since: changed, hasFault: hasFault)
  }

  /// A device that waits for news of a folder in vain is told of none when it comes by itself.
  func checkSilence(
    _ silent: [ItemClass], _ answer: SyncResponse?, _ attempt: Attempt, _ device: SimulatedDevice
  ) throws {
    for itemClass in silent where attempt.key(itemClass) == device.folders[itemClass]?.key {
      guard !attempt.commands.contains(where: { $0.itemClass == itemClass }) else { continue }
      guard !news(of: itemClass, in: answer, device) else {
        throw Violation("\(device.name) waited for news of \(itemClass.folder), and there were some")
      }
    }
  }
}

extension Holding {
  /// What was tried is not named now, and may come down if the server knows it: until then its user lets it be.
  mutating func letTriedBe(at now: Date) {
    for index in items.indices where items[index].firstTried != nil {
      (items[index].isFrozen, items[index].isAdrift) = (true, true)
    }
    forgetOld(at: now)
  }
}

extension Attempt {
  /// The same without a Wait, as it is sent once more.
  func withoutWait() throws -> Attempt {
    var request = request
    request.wait = nil
    request.heartbeatInterval = nil
    return Attempt(
      device: device, body: try WBXMLEncoder.encode(request), request: request, commands: commands)
  }
}

extension SimulatedDevice {
  /// Notes that the server may know more of the folders of an attempt than the device does.
  func leaveUnseen(_ attempt: Attempt) {
    for itemClass in attempt.classes { folders[itemClass]?.isUnseen = true }
  }

  /// The whole request that an empty or a Partial one means with the device's keys; nil if there is none that the
  /// device could send.
  func whole(of last: SyncRequest, with partial: SyncRequest, at now: Date) -> SyncRequest? {
    var whole = last
    let named = partial.collections ?? []
    let before = (last.collections ?? []).filter { kept in
      !named.contains { $0.collectionId == kept.collectionId }
    }
    whole.collections = []
    for var kept in before {
      guard let itemClass = ItemClass(folder: kept.collectionId?.rawValue), let holding = folders[itemClass],
        holding.isThere, holding.key != .initial,
        // What was edited since it was tried has to be told: nobody else could recognise it later.
        holding.items.allSatisfy({ $0.firstTried == nil || $0.triedText == $0.text })
      else { return nil }
      kept.syncKey = holding.key
      kept.commands = []
      folders[itemClass]?.letTriedBe(at: now)
      whole.collections?.append(kept)
    }
    whole.collections? += named
    return whole
  }

  /// Notes that the server had nothing to say to an attempt.
  func seeNothing(of attempt: Attempt) {
    for itemClass in attempt.classes where attempt.key(itemClass) == folders[itemClass]?.key {
      see(itemClass, attempt)
    }
  }

  /// Notes that the device has the newest that the server knows of a folder for the period that it asks for.
  func see(_ itemClass: ItemClass, _ attempt: Attempt) {
    // Who wants no changes sees none.
    let asked = attempt.request.collections?.first { $0.collectionId?.rawValue == itemClass.folder }
    if attempt.key(itemClass) == .initial { wait?.synced.remove(itemClass) }
    let isOther = asked?.options.first?.filterType != options(itemClass)?.filterType
    folders[itemClass]?.isUnseen = isOther || asked?.getChanges == false
  }
}
