import Foundation
import HTTPServer
import ServerTestSupport
import SyncModel
import WBXML

// A device's requests and what befalls them.
extension Simulation {
  /// What befalls a request.
  enum Fate: String {
    case arrives, isLost, losesItsAnswer, comesTwice, meetsAnOfficeFault, meetsASyncFault, meetsARestart
  }

  /// A device syncs once, or until it has everything.
  func sync(_ device: SimulatedDevice, _ dice: inout Dice) async throws {
    let rounds = dice.once(in: 4) ? 4 : 1
    for _ in 0..<rounds where device.isThere {
      let fate: Fate = dice.weighted([
        (12, .arrives), (2, .isLost), (4, .losesItsAnswer), (1, .comesTwice), (1, .meetsAnOfficeFault),
        (2, .meetsASyncFault), (1, .meetsARestart),
      ])
      guard try await send(try attempt(device, &dice), fate, &dice) else { return }
    }
  }

  /// The next request: the one that was not answered once more, or another.
  private func attempt(_ device: SimulatedDevice, _ dice: inout Dice) throws -> Attempt {
    if let unanswered = device.unanswered, dice.once(in: 3), !device.hasGivenUp(unanswered, at: site.now),
      device.classes.allSatisfy({ unanswered.key($0) == nil || unanswered.key($0) == device.folders[$0]?.key }
      )
    {
      return unanswered
    }
    var classes = device.classes.filter { device.folders[$0]?.isThere == true }
    if !device.ways.isBundling { classes = dice.pick(classes).map { [$0] } ?? [] }
    return try device.attempt(
      classes, share: dice.pick([30, 60, 100, 100]) ?? 100, at: site.now, isDeaf: dice.once(in: 10), &dice)
  }

  /// Sends a request; returns whether the device got an answer that says something.
  @discardableResult func send(_ attempt: Attempt, _ fate: Fate, _ dice: inout Dice) async throws -> Bool {
    let device = devices[attempt.device]
    note("\(device.name) sends (\(fate)) \(attempt)")
    tally.requests += 1
    device.sent = device.sent.suffix(7) + [attempt]
    device.unanswered = attempt
    let silent = silentFolders(of: device)
    if fate != .isLost { device.leaveUnseen(attempt) }
    switch fate {
    case .isLost: return false
    case .meetsAnOfficeFault: site.officeFaults.fail(after: dice.below(2))
    case .meetsASyncFault: site.syncFaults.fail(after: dice.below(4))
    default: break
    }
    let answer: SyncResponse?
    var wasHit = false
    if fate == .comesTwice {
      answer = try await twice(attempt, &dice)
    } else {
      let response = await post(attempt)
      let hasFault = site.officeFaults.end()
      let isHit = site.syncFaults.end() || hasFault
      answer = try await judge(attempt, response, isStray: false, hasFault: isHit)
      wasHit = isHit
      if !isHit { try checkSilence(silent, answer, attempt, device) }
      if response.status != 200 {
        try await lookAtWaits(after: attempt, hasFault: isHit)
        if fate == .meetsASyncFault { try await repeatPredecessor(of: attempt, &dice) }
        return false
      }
    }
    if fate == .meetsARestart {
      try await lookAtWaits(after: attempt)
      try await restart()
    }
    if fate == .losesItsAnswer || fate == .meetsARestart && dice.once(in: 2) {
      try await lookAtWaits(after: attempt, hasFault: wasHit)
      return false
    }
    device.unanswered = nil
    let hasNews = try device.take(
      answer, to: attempt, oracle, expectation(of: device), hasFault: wasHit)
    // The other answer may have been the later one.
    if fate == .comesTwice { stray(attempt) }
    try await lookAtWaits(after: attempt, hasFault: wasHit)
    return hasNews
  }

  /// An earlier request arrives once more; nobody sees the answer.
  func duplicate(_ device: SimulatedDevice, _ dice: inout Dice) async throws {
    guard let place = dice.pick(device.sent.indices.filter { !device.hasEdited(since: $0) }) else { return }
    let attempt = device.sent[place]
    note("\(device.name)'s earlier request arrives: \(attempt)")
    try await repeatUnseen(attempt)
  }

  /// A request arrives of which the device sees no answer.
  func repeatUnseen(_ attempt: Attempt) async throws {
    let response = await post(attempt)
    stray(attempt)
    _ = try await judge(attempt, response, isStray: true, hasFault: false)
  }

  /// The same request on two connections at once; the device sees one answer.
  private func twice(_ attempt: Attempt, _ dice: inout Dice) async throws -> SyncResponse? {
    let server = site.running.server
    let request = request(attempt)
    async let first = server.answered(request)
    async let second = server.answered(request)
    let responses = await [first, second]
    stray(attempt)
    let seen = dice.below(2)
    let answer = try await judge(attempt, responses[seen], isStray: false, hasFault: false)
    _ = try await judge(attempt, responses[1 - seen], isStray: true, hasFault: false)
    return answer
  }

  /// Counts what was carried out behind a device's back.
  func stray(_ attempt: Attempt) {
    let device = devices[attempt.device]
    for itemClass in device.classes where attempt.key(itemClass) != nil {
      device.folders[itemClass]?.strays += 1
    }
  }

  func judge(
    _ attempt: Attempt, _ response: HTTPResponse, isStray: Bool, hasFault: Bool
  ) async throws -> SyncResponse? {
    // What fails at once does not get so far as to end an older wait.
    let isStillborn = response.status != 200 && devices[attempt.device].wait?.answer.response == nil
    if !isStillborn { try dismissOlderSync(of: devices[attempt.device]) }
    let after = try await records()
    let device = devices[attempt.device]
    let answer = try oracle.judge(
      attempt, response, by: sender(of: device), after, isStray: isStray, hasFault: hasFault)
    note("  HTTP \(response.status) \(answer.map(Trace.text) ?? "")")
    device.last = isStray || hasFault || response.status != 200 ? nil : attempt.request
    device.saidNothing = answer == nil && attempt.commands.isEmpty
    return answer
  }

  /// Who sends, as the oracle wants to know it.
  func sender(of device: SimulatedDevice) -> SentFields.Sender {
    SentFields.Sender(user: device.user, version: device.version, now: site.now)
  }

  func post(_ attempt: Attempt) async -> HTTPResponse {
    await site.running.server.answered(request(attempt))
  }

  func request(_ attempt: Attempt) -> HTTPRequest {
    let device = devices[attempt.device]
    return site.request(
      "Sync", attempt.body, user: device.user, device: "PHONE\(device.name)", device.version)
  }
}

extension Site {
  /// A request of a device.
  func request(
    _ command: String, _ body: [UInt8], user: Int64, tenant: String = "Mandant",
    password: String = Site.password, device: String, _ version: ProtocolVersion
  ) -> HTTPRequest {
    let credentials = "\(Site.logins[Int(user) - 1])_\(tenant):\(password)"
    let headers: HTTPFields = [
      "Authorization": "Basic " + Data(credentials.utf8).base64EncodedString(),
      "MS-ASProtocolVersion": version.text,
    ]
    return HTTPRequest(
      method: "POST", path: "/Microsoft-Server-ActiveSync",
      query: "Cmd=\(command)&User=u&DeviceId=\(device)&DeviceType=Test", headers: headers, body: body)
  }
}

extension Attempt: CustomStringConvertible {
  /// The request in a line.
  var description: String {
    let folders = (request.collections ?? []).map {
      "\($0.collectionId?.rawValue ?? "")@\($0.syncKey?.rawValue.suffix(6) ?? "")"
    }
    let told = commands.map {
      "\($0.kind) \($0.name?.description ?? $0.clientId ?? "") '\($0.mark) \($0.text)'"
    }
    return (folders + told).joined(separator: ", ")
  }
}

/// Answers as lines.
enum Trace {
  static func text(_ answer: SyncResponse) -> String {
    (answer.collections ?? []).map { collection in
      let told = collection.commands.map { command in
        let itemClass = ItemClass(folder: collection.collectionId?.rawValue)
        let typed = command.applicationData.flatMap { data in
          itemClass.flatMap { try? Making.typed($0, data) }.map { "'\($0.mark) \($0.text)'" }
        }
        return "\(command.kind) \(command.serverId?.rawValue ?? "") \(typed ?? "")"
      }
      let responses = collection.responses.map {
        "\($0.kind) \($0.clientId?.rawValue ?? "") \($0.serverId?.rawValue ?? ""): \($0.status?.text ?? "")"
      }
      return
        "\(collection.collectionId?.rawValue ?? "")@\(collection.syncKey?.rawValue.suffix(6) ?? "") Status \(collection.status?.text ?? "") \(collection.moreAvailable ? "more " : "")\(told) \(responses)"
    }.joined(separator: "; ")
  }
}
