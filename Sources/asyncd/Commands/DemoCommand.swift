import Foundation
import Glibc
import Logging
import OnOfficeBackend
import SyncModel

/// `asyncd demo`: an office to try out, served with one command.
struct DemoCommand {
  private var configuration = Configuration()
  private var clock = WallClock.system

  init(_ arguments: Arguments) throws(UsageError) {
    configuration.data = arguments["data"] ?? "demo-data"
    configuration.log.level = .info
    if let listen = arguments["listen"] { configuration.listen = [listen] }
    // Autodiscover must not send a phone with the demo's account to the real service.
    configuration.publicURL = "http://" + configuration.listen[0]
    if let text = arguments["now"] {
      guard let now = try? Date(text, strategy: .iso8601) else {
        throw UsageError("--now \(text) is no time such as 2026-03-23T12:00:00+01:00")
      }
      clock = .starting(at: now)
    }
    do {
      try configuration.validate()
    } catch {
      throw UsageError(error.description)
    }
  }

  /// Fills the directory if it is empty, says what to type into a phone, and serves.
  func run() async throws {
    let log = Log(level: .info, sink: StandardError.write)
    let file = configuration.data + "/demo.json"
    let site = try Site(configuration, clock: clock, log: log)
    var credentials = try DemoCredentials.read(file)
    if try await site.office.isEmpty() {
      credentials = try await DemoOffice.fill(site.office, now: clock.now())
      // Before anything else can fail: the database holds only the passwords' hashes.
      try credentials?.write(file)
    }
    guard var credentials else {
      throw ConfigurationError("\(file) is gone, and with it the demo's passwords")
    }
    try await site.serve { bound in
      credentials.url = bound.first.map { "http://\($0)" } ?? ""
      try credentials.write(file)
      try FileBytes.write(Array(greeting(credentials).utf8), to: STDOUT_FILENO)
    }
  }

  private func greeting(_ credentials: DemoCredentials) -> String {
    let user = credentials.users.first
    return """
      A demo office to try out, in \(configuration.data):

        Server    \(credentials.url)
        E-mail    \(user?.login ?? "")@\(configuration.autodiscover.domains[0])
        User      \(user?.login ?? "")
        Password  \(user?.password ?? "")

      More users: \(configuration.data)/demo.json
      Phones talk to an Exchange account over HTTPS only: a phone needs a TLS proxy in front of this server.

      Press Ctrl-C to stop.

      """
  }
}

extension DemoCredentials {
  /// What an earlier run wrote; nil if there is no file.
  fileprivate static func read(_ path: String) throws -> DemoCredentials? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    return try JSONDecoder().decode(DemoCredentials.self, from: data)
  }

  /// Writes the file; only its owner may read the passwords.
  fileprivate func write(_ path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
    let contents = try encoder.encode(self)
    guard FileManager.default.createFile(atPath: path, contents: contents, attributes: attributes) else {
      throw ConfigurationError("\(path): the file cannot be written")
    }
  }
}
