import Foundation
import HTTPServer
import ServerTestSupport
import SyncModel
import WBXML

// How many changes wait.
extension Simulation {
  /// Asks for an estimate, fetches all, and compares.
  func estimate(_ device: SimulatedDevice, _ dice: inout Dice) async throws {
    guard let itemClass = dice.pick(device.classes), let holding = device.folders[itemClass],
      holding.isThere, expectation(of: device).ticks.contains(itemClass), holding.key != .initial,
      holding.items.allSatisfy({ $0.firstTried == nil })
    else { return }
    guard let estimate = try await estimate(device, holding) else { return }
    note("\(device.name) is told that \(estimate) changes of \(itemClass.folder) wait")
    var told: [(kind: AirSync, id: String)] = []
    for _ in 0..<60 {
      let attempt = try device.attempt([itemClass], share: 0, at: site.now, &dice)
      let response = try await exchange(attempt)
      told += (response?.collections ?? []).flatMap(\.commands).map { ($0.kind, $0.serverId?.rawValue ?? "") }
      guard try device.take(response, to: attempt, oracle, expectation(of: device)) else { break }
    }
    // What returns is deleted first, which is one change.
    let returned = told.filter { add in
      add.kind == .add && told.contains { $0.kind == .delete && $0.id == add.id }
    }
    guard told.count - returned.count == estimate else {
      throw Violation("\(device.name) was told that \(estimate) changes wait and got \(told.count)")
    }
  }

  private func exchange(_ attempt: Attempt) async throws -> SyncResponse? {
    note("\(devices[attempt.device].name) fetches \(attempt)")
    tally.requests += 1
    let response = await post(attempt)
    return try await judge(attempt, response, isStray: false, hasFault: false)
  }

  /// The server's number; nil if the key is worth nothing any more.
  private func estimate(_ device: SimulatedDevice, _ holding: Holding) async throws -> Int? {
    var collection = GetItemEstimateRequest.Collection()
    collection.collectionId = CollectionId(rawValue: holding.itemClass.folder)
    collection.syncKey = holding.key
    collection.options = device.options(holding.itemClass).map { [$0] } ?? []
    var request = GetItemEstimateRequest()
    request.collections = [collection]
    let response = await site.running.server.answered(
      site.request(
        "GetItemEstimate", try WBXMLEncoder.encode(request), user: device.user, device: "PHONE\(device.name)",
        device.version))
    let answer: GetItemEstimateResponse = try WBXMLDocument(response.body).decode()
    guard let told = answer.responses.first else { throw Violation("no estimate") }
    if told.status == .invalidSyncKey, holding.strays > 1 { return nil }
    guard let estimate = told.collection?.estimate else {
      throw Violation("no estimate, but Status \(told.status?.text ?? "")")
    }
    return estimate
  }
}
