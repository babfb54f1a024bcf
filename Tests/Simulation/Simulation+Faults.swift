// What comes after a fault.
extension Simulation {
  /// The request before one that failed arrives once more, perhaps after a restart: what the failed one had carried
  /// out is in onoffice.db, and sync.db does not know of it.
  func repeatPredecessor(of attempt: Attempt, _ dice: inout Dice) async throws {
    let device = devices[attempt.device]
    guard let earlier = device.sent.dropLast().last, !device.hasEdited(since: device.sent.count - 2) else {
      return
    }
    if dice.once(in: 2) { try await restart() }
    note("\(device.name)'s request before that arrives: \(earlier)")
    try await repeatUnseen(earlier)
  }
}
