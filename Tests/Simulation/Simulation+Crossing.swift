import ActiveSyncServer
import Foundation
import HTTPServer
import ServerTestSupport
import SyncModel
import WBXML

// Two requests of a device at once.
extension Simulation {
  /// A device sends a second Sync over another connection while the first is on its way: of another folder, or of
  /// the same with more to say, as it has lost patience.
  func cross(_ device: SimulatedDevice, _ dice: inout Dice) async throws {
    let there = dice.shuffled(device.classes.filter { device.folders[$0]?.isThere == true })
    guard let one = there.first else { return }
    let isSame = there.count == 1 || dice.once(in: 2)
    let first = try device.attempt([one], share: 60, at: site.now, &dice)
    let second = try device.attempt([isSame ? one : there[1]], share: 100, at: site.now, &dice)
    note("\(device.name) sends \(first) and at once \(second)")
    let joint = Attempt(
      device: device.index, body: [], request: second.request, commands: first.commands + second.commands)
    tally.requests += 2
    device.sent = device.sent.suffix(6) + [first, second]
    device.leaveUnseen(joint)
    device.leaveUnseen(first)
    let server = site.running.server
    let requests = (request(first), request(second))
    async let answerToFirst = server.answered(requests.0)
    async let answerToSecond = server.answered(requests.1)
    let responses = await [answerToFirst, answerToSecond]
    try dismissOlderSync(of: device)
    try oracle.crossed(joint, try await records(), by: sender(of: device))
    if isSame {
      try await takeOne([first, second], responses, seen: dice.once(in: 3) ? 0 : 1)
    } else {
      for (attempt, response) in zip([first, second], responses) { try await take(attempt, response) }
    }
    device.last = nil
    try await lookAtWaits(after: joint)
  }

  /// The device gave one request up: it sees the answer to the other, from which it goes on.
  private func takeOne(_ attempts: [Attempt], _ responses: [HTTPResponse], seen: Int) async throws {
    let missed = attempts[1 - seen]
    stray(missed)
    try await take(attempts[seen], responses[seen])
    _ = try await judge(missed, responses[1 - seen], isStray: true, hasFault: false)
    // Its own may have been the later one.
    stray(missed)
    // What it tried meanwhile is not named in what it saw, and may have come down.
    if seen == 0, let itemClass = missed.classes.first {
      devices[missed.device].folders[itemClass]?.letTriedBe(at: site.now)
    }
    devices[missed.device].leaveUnseen(missed)
  }

  private func take(_ attempt: Attempt, _ response: HTTPResponse) async throws {
    let device = devices[attempt.device]
    let answer = try await judge(attempt, response, isStray: false, hasFault: false)
    device.unanswered = nil
    _ = try device.take(answer, to: attempt, oracle, expectation(of: device), since: Set(attempt.classes))
  }
}

extension Oracle {
  /// Takes what several requests did that were carried out in whatever order; `joint` has the commands of all.
  func crossed(_ joint: Attempt, _ after: OfficeRecords, by sender: SentFields.Sender) throws {
    try checkChanges(of: joint, after, by: sender)
    note(after, author: joint.device, isStray: false)
    try checkMarks()
  }
}
