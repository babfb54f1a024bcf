import Foundation
import HTTPServer
import Logging
import SyncModel
import Testing
import WBXML

@testable import ActiveSyncServer

@Suite struct SecrecyTests {
  @Test(arguments: LogLevel.allCases)
  func noLevelShowsAPassword(_ level: LogLevel) async throws {
    let site = try TestSite(level: level)
    let switched = DeviceLogSwitch(database: site.database)
    #expect(
      try await switched.turnOn("phone1", of: TestBackend.account.id, now: site.now, until: site.now + 3600))
    let (right, wrong) = ("geheim", "beinahe-geheim")
    for password in [right, wrong] {
      for command in ["FolderSync", "Settings", "Nonsense"] {
        _ = await site.send(command, body: settings(), password: password)
      }
      _ = await site.send(password: password, method: "OPTIONS")
      _ = await site.send(body: [1, 2, 3], password: password, path: "/autodiscover/autodiscover.xml")
      _ = await site.send(password: password, query: "\(password)")
    }
    let log = site.log.joined(separator: "\n")
    #expect(log.contains("device message") == (level >= .info))
    for secret in [right, wrong, "PIN-4711", "353918051111111", "Authorization", "Basic "] {
      #expect(!log.contains(secret), "\(secret)")
    }
    for password in [right, wrong] {
      let credentials = TestSite.basic(Array("\(TestBackend.account.name):\(password)".utf8))
      #expect(!log.contains(credentials.dropFirst(6)))
    }
  }

  /// A Settings request with a device's secrets.
  private func settings() -> [UInt8] {
    func element(_ tag: Settings, _ content: [UInt8]) -> [UInt8] { [tag.rawValue | 0x40] + content + [0x01] }
    func text(_ tag: Settings, _ text: String) -> [UInt8] {
      element(tag, [0x03] + Array(text.utf8) + [0x00])
    }
    let password = element(.devicePassword, element(.set, text(.password, "PIN-4711")))
    let information = element(.deviceInformation, element(.set, text(.imei, "353918051111111")))
    return [0x03, 0x01, 0x6A, 0x00, 0x00, 18] + element(.settings, password + information)
  }
}
