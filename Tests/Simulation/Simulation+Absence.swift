import ActiveSyncServer
import Foundation
import HTTPServer
import ServerTestSupport
import SyncModel
import WBXML

// Devices that nobody has seen for long.
extension Simulation {
  /// All phones are in drawers for longer than the server remembers them; then they start again.
  func absence() async throws {
    site.clock.pass(Double((Self.forgetDays + 1) * 86_400))
    note("\(Self.forgetDays + 1) days pass: \(LocalDateTime(site.now, in: Site.zone).text)")
    // It looks for them when it starts.
    try await restart()
    tenant.startAnew()
    for device in devices {
      try await checkForgotten(device)
      for itemClass in device.classes { device.folders[itemClass]?.startAnew(at: site.now) }
      (device.unanswered, device.last, device.pinged) = (nil, nil, nil)
    }
  }

  private static let forgetDays = ServerOptions(publicURL: "").forgetDays

  /// None of a forgotten device's keys is known, nor what it asked for.
  private func checkForgotten(_ device: SimulatedDevice) async throws {
    let classes = device.classes.filter {
      device.folders[$0]?.isThere == true && expectation(of: device).ticks.contains($0)
        && device.folders[$0]?.key != .initial
    }
    guard !classes.isEmpty else { return }
    note("\(device.name) comes again after all that time")
    var dice = Dice(0)
    var plain = device.classes.map { ($0, device.folders[$0]) }
    for itemClass in classes {
      device.folders[itemClass]?.items = []
      device.folders[itemClass]?.deleted = []
    }
    let attempt = try device.attempt(classes, share: 0, at: site.now, &dice)
    for (itemClass, holding) in plain { device.folders[itemClass] = holding }
    plain = []
    tally.requests += 3
    let short = try await answer("Sync", [], device, SyncResponse.self)
    guard short?.status == .incompleteRequest else {
      throw Violation(
        "an empty Sync of a forgotten device is answered with \(short?.status?.text ?? "nothing")")
    }
    let ping = try await answer("Ping", [], device, PingResponse.self)
    guard ping?.status == .missingParameters else {
      throw Violation("a Ping of a forgotten device is answered with \(ping?.status?.text ?? "nothing")")
    }
    let whole = try await answer("Sync", attempt.body, device, SyncResponse.self)
    guard whole?.collections?.count == classes.count,
      whole?.collections?.allSatisfy({ $0.status == .invalidSyncKey && $0.commands.isEmpty }) == true
    else { throw Violation("a Sync of a forgotten device is not refused") }
  }

  private func answer<Response: RootElement>(
    _ command: String, _ body: [UInt8], _ device: SimulatedDevice, _ type: Response.Type
  ) async throws -> Response? {
    let response = await site.running.server.answered(
      site.request(command, body, user: device.user, device: "PHONE\(device.name)", device.version))
    guard response.status == 200 else { throw Violation("HTTP \(response.status) for \(command)") }
    return response.body.isEmpty ? nil : try WBXMLDocument(response.body).decode(type)
  }
}
