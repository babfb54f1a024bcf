import Glibc
import Testing

@testable import asyncd

@Suite("What systemd tells a service") struct ServiceEnvironmentTests {
  private func read(_ variables: [String: String], process: Int32 = 7) throws -> ServiceEnvironment {
    try ServiceEnvironment({ variables[$0] }, process: process)
  }

  @Test func socketsBearTheirPurpose() throws {
    let sockets = try read([
      "LISTEN_PID": "7", "LISTEN_FDS": "3", "LISTEN_FDNAMES": "https:redirect:https",
    ]).sockets
    #expect(sockets[.https] == [3, 5])
    #expect(sockets[.redirect] == [4])
    #expect(sockets[.http].isEmpty && sockets[.operations].isEmpty)
  }

  @Test func socketsOfAnotherProcessAreLeftAlone() throws {
    let sockets = try read(["LISTEN_PID": "8", "LISTEN_FDS": "1", "LISTEN_FDNAMES": "https"]).sockets
    #expect(sockets == HandedOverSockets())
  }

  @Test(arguments: [
    ["LISTEN_FDS": "many"], ["LISTEN_FDS": "-1"], ["LISTEN_FDS": "1"],
    ["LISTEN_FDS": "1", "LISTEN_FDNAMES": "asyncd.socket"],
    ["LISTEN_FDS": "2", "LISTEN_FDNAMES": "https"],
  ])
  func whatIsNotUnderstoodIsRefused(variables: [String: String]) {
    #expect(throws: ConfigurationError.self) { try read(variables.merging(["LISTEN_PID": "7"]) { $1 }) }
  }

  @Test func theWatchdogIsForOneProcess() throws {
    #expect(try read(["WATCHDOG_USEC": "2000000"]).watchdog == .seconds(2))
    #expect(try read(["WATCHDOG_USEC": "2000000", "WATCHDOG_PID": "7"]).watchdog == .seconds(2))
    #expect(try read(["WATCHDOG_USEC": "2000000", "WATCHDOG_PID": "8"]).watchdog == nil)
    #expect(try read(["WATCHDOG_USEC": "0"]).watchdog == nil)
  }

  @Test func credentialsAreFoundByTheirNames() throws {
    #expect(try CredentialPath.resolve("/etc/key.pem", directory: nil) == "/etc/key.pem")
    #expect(try CredentialPath.resolve("credential:key.pem", directory: "/run/c") == "/run/c/key.pem")
    #expect(throws: ConfigurationError.self) {
      try CredentialPath.resolve("credential:key.pem", directory: nil)
    }
  }
}
