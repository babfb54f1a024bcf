import Foundation
import HTTPServer
import SyncModel
import WBXML

// Pings.
extension Simulation {
  /// A device asks to be told when something changes in some of its folders.
  func ping(_ device: SimulatedDevice, _ dice: inout Dice) async throws {
    let there = device.classes.filter { device.folders[$0]?.isThere == true }
    let watched = there.filter { _ in !dice.once(in: 4) }
    guard !watched.isEmpty, there.contains(where: { device.folders[$0]?.key != .initial }) else { return }
    let isAsBefore = device.pinged == watched && dice.once(in: 2)
    let body = isAsBefore ? [] : try pingBody(watched, inbox: dice.once(in: 4))
    note("\(device.name) pings with \(isAsBefore ? "what it pinged with before" : "\(watched)")")
    let answer = try await open("Ping", body, device)
    guard answer.waited else {
      let response: PingResponse = try WBXMLDocument(answer.response?.body ?? []).decode()
      let isGone = !watched.allSatisfy(expectation(of: device).ticks.contains)
      guard response.status == .folderHierarchyChanged, isGone else {
        throw Violation("Status \(response.status?.text ?? "") for a Ping")
      }
      return
    }
    device.pinged = watched
    device.wait = openWait(.ping, watched, answer, device)
    try await lookAtWaits()
  }

  private func pingBody(_ watched: [ItemClass], inbox: Bool) throws -> [UInt8] {
    var request = PingRequest()
    request.heartbeatInterval = 3000
    request.folders = (watched.map(\.folder) + (inbox ? ["inbox"] : [])).map { id in
      var folder = PingRequest.Folder()
      folder.id = CollectionId(rawValue: id)
      return folder
    }
    return try WBXMLEncoder.encode(request)
  }

  /// The user's devices that wait are told that they have other folders now, if they know the class.
  func folderChange(of user: Int64, _ itemClass: ItemClass) async throws {
    for device in devices where device.user == user && device.classes.contains(itemClass) {
      guard let wait = device.wait else { continue }
      let response = try await Deadline.answer(of: wait)
      device.wait = nil
      switch wait.kind {
      case .ping:
        let answer: PingResponse = try WBXMLDocument(response.body).decode()
        guard answer.status == .folderHierarchyChanged else {
          throw Violation("Status \(answer.status?.text ?? "") for a Ping of a user with other folders")
        }
      case .sync:
        let answer: SyncResponse = try WBXMLDocument(response.body).decode()
        guard answer.status == .folderHierarchyChanged else {
          throw Violation("Status \(answer.status?.text ?? "") for a Sync of a user with other folders")
        }
      }
    }
  }
}

/// What comes for certain.
enum Deadline {
  /// The answer to a wait that is over. That it does not come is a failure, for which alone time passes.
  static func answer(of wait: OpenWait) async throws -> HTTPResponse {
    let start = ContinuousClock.now
    while true {
      if let response = wait.answer.response { return response }
      guard start.duration(to: .now) < .seconds(20) else { throw Violation("a \(wait.name) never ends") }
      await Task.yield()
    }
  }
}
