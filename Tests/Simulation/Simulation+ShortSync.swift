import Foundation
import HTTPServer
import SyncModel
import WBXML

// Syncs that leave out what the one before said. [MS-ASCMD] 2.2.1.21.1, 2.2.3.131.
extension Simulation {
  /// A device sends an empty request, or a Partial one with some of its folders.
  func shortSync(_ device: SimulatedDevice, _ dice: inout Dice) async throws {
    guard let last = device.last else { return }
    var named: [ItemClass] = []
    if dice.once(in: 2) {
      named = device.classes.filter { device.folders[$0]?.isThere == true }.filter { _ in dice.once(in: 2) }
    }
    let part = try device.attempt(named, share: dice.pick([0, 60, 100]) ?? 0, at: site.now, &dice)
    guard let whole = device.whole(of: last, with: part.request, at: site.now) else { return }
    var partial = part.request
    partial.windowSize = nil
    partial.partial = true
    let attempt = Attempt(
      device: device.index, body: named.isEmpty ? [] : try WBXMLEncoder.encode(partial), request: whole,
      commands: part.commands)
    note("\(device.name) sends \(named.isEmpty ? "an empty request" : "a part") for \(attempt)")
    try await sendShort(attempt, &dice)
  }

  private func sendShort(_ attempt: Attempt, _ dice: inout Dice) async throws {
    let device = devices[attempt.device]
    let mustDo = device.saidNothing
    let silent = silentFolders(of: device)
    let losesItsAnswer = dice.once(in: 5)
    let answer = try await open("Sync", attempt.body, device)
    if !answer.waited { try dismissOlderSync(of: device) }
    if !answer.waited, try isRefused(answer) {
      note("  Status 13")
      guard !mustDo else { throw Violation("a short request is refused though the last answer said nothing") }
      device.last = nil
      let request = try attempt.withoutWait()
      try await send(request, .arrives, &dice)
      return
    }
    let repeatable = try attempt.withoutWait()
    device.sent = device.sent.suffix(7) + [repeatable]
    device.unanswered = repeatable
    device.leaveUnseen(attempt)
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

  /// Whether the device is to send the whole request.
  private func isRefused(_ answer: WaitingAnswer) throws -> Bool {
    let body = try response(answer).body
    guard !body.isEmpty else { return false }
    let told: SyncResponse = try WBXMLDocument(body).decode()
    return told.status == .incompleteRequest
  }
}
