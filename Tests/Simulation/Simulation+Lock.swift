import ActiveSyncServer
import Foundation
import HTTPServer
import OnOfficeBackend
import ServerTestSupport
import SyncModel

// A user's Z-Push access is locked for a while. Manual 11.1.
extension Simulation {
  /// Somebody locks a user's access, or it is guessed at until it is locked: his devices are refused and nothing
  /// comes of what they send until it is unlocked.
  func lock(_ dice: inout Dice) async throws {
    let user = Int64(dice.number(1...2))
    let name = Site.logins[Int(user) - 1] + "_Mandant"
    if dice.once(in: 2) {
      try await site.running.office.write(tenant: Site.tenant) { try $0.setLocked(true, user: user) }
      note("\(name) is locked")
    } else {
      for _ in 0..<SignInOptions().wrongPasswords { try await guess(user) }
      note("\(name) is locked after wrong passwords")
    }
    try await signOut(user)
    for device in devices where device.user == user && device.isThere {
      let classes = device.classes.filter { device.folders[$0]?.isThere == true }
      let attempt = try device.attempt(classes, share: 60, at: site.now, &dice)
      note("\(device.name) sends in vain \(attempt)")
      tally.requests += 1
      let response = await post(attempt)
      guard response.status == 401, response.body.isEmpty else {
        throw Violation("HTTP \(response.status) for a locked user")
      }
    }
    guard try await records().all == oracle.records.all else {
      throw Violation("a locked user changes something")
    }
    guard try await site.running.office.unlock(name) == .unlocked else {
      throw Violation("\(name) was not locked")
    }
    note("\(name) is unlocked")
  }

  /// A wrong password.
  private func guess(_ user: Int64) async throws {
    let request = site.request("Sync", [], user: user, password: "geraten", device: "GUESSER", .v14_1)
    let response = await site.running.server.answered(request)
    guard response.status == 401 else { throw Violation("HTTP \(response.status) for a wrong password") }
  }

  /// The user's devices that wait are told that they may not.
  private func signOut(_ user: Int64) async throws {
    for device in devices where device.user == user {
      guard let wait = device.wait else { continue }
      let response = try await Deadline.answer(of: wait)
      device.wait = nil
      guard response.status == 401 else {
        throw Violation("HTTP \(response.status) for a \(wait.name) of a user who is locked now")
      }
    }
  }
}
