import ActiveSyncServer
import Database
import Foundation
import Logging
import OnOfficeBackend
import SyncModel

/// `asyncd device log USER DEVICE on|off`: writes a device's messages to the server's log, or no more.
struct DeviceCommand {
  static let options = ["hours", "data", "config"]
  private static let mostHours = 24

  private let user: String
  private let device: String
  private let isOn: Bool
  private let hours: Int
  private let data: String

  init(_ arguments: Arguments) throws {
    let words = arguments.words
    guard words[0] == "log" else { throw UsageError("device knows log, not \(words[0])") }
    guard ["on", "off"].contains(words[3]) else { throw UsageError("\(words[3]) is neither on nor off") }
    (user, device, isOn) = (words[1], words[2], words[3] == "on")
    guard isOn || arguments["hours"] == nil else { throw UsageError("--hours goes with on") }
    guard let hours = Int(arguments["hours"] ?? "1"), (1...Self.mostHours).contains(hours) else {
      throw UsageError("--hours takes a number from 1 to \(Self.mostHours)")
    }
    self.hours = hours
    data = try DataDirectory.path(arguments)
  }

  /// Turns the switch in the files, which a running server heeds at the device's next request.
  func run() async throws {
    let id = try await userId()
    let database = try DataDirectory.existingSync(data)
    let log = DeviceLogSwitch(database: database)
    let isDevice: Bool
    do {
      isDevice = try await turn(log, of: id)
    } catch {
      await database.close()
      throw error
    }
    await database.close()
    guard isDevice else {
      throw UsageError("\(device) is no device's id: 1 to 32 letters and digits, as in the log")
    }
    print(
      isOn
        ? "The messages of \(user)'s device \(device) are logged for \(hours) h, without personal content."
        : "The messages of \(user)'s device \(device) are not logged.")
  }

  private func turn(_ log: DeviceLogSwitch, of user: UserId) async throws -> Bool {
    guard isOn else { return try await log.turnOff(device, of: user) }
    let now = WallClock.system.now()
    return try await log.turnOn(device, of: user, now: now, until: now + Double(hours) * 3600)
  }

  private func userId() async throws -> UserId {
    let database = try DataDirectory.existingOnOffice(data)
    let log = Log(level: .warning, sink: StandardError.write)
    let office = OnOffice(database: database, clock: .system, log: log, options: OnOfficeOptions())
    let id: UserId?
    do {
      id = try await office.user(named: user)
    } catch {
      await database.close()
      throw error
    }
    await database.close()
    guard let id else { throw ConfigurationError("\(data): there is no user \(user)") }
    return id
  }
}
