import Certificates
import Foundation
import Glibc
import HTTPServer
import Logging
import OnOfficeBackend
import SyncModel

/// `asyncd demo`: an office to try out, served with one command.
struct DemoCommand {
  private var configuration = Configuration()
  private var clock = WallClock.system
  /// What `--lan` adds.
  private var lan: LANDemo?

  init(_ arguments: Arguments) throws(UsageError) {
    configuration.data = arguments["data"] ?? "demo-data"
    configuration.log.level = .info
    if arguments.has("lan") {
      lan = try LANDemo(arguments)
      lan?.configure(&configuration)
    } else {
      for name in ["host", "page"] where arguments[name] != nil { throw UsageError("--\(name) needs --lan") }
      if let listen = arguments["listen"] { configuration.listen = [listen] }
      // Autodiscover must not send a phone with the demo's account to the real service.
      configuration.publicURL = "http://" + configuration.listen[0]
    }
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
    let authority = try lan?.prepare(configuration)
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
    if let lan, let authority {
      try await serve(site, &credentials, lan, authority, log)
    } else {
      try await site.serve { bound in
        credentials.url = bound.first.map { "http://\($0)" } ?? ""
        try credentials.write(file)
        try FileBytes.write(Array(greeting(credentials).utf8), to: STDOUT_FILENO)
      }
    }
  }

  /// Serves phones over HTTPS, and the page that makes them trust it beside that.
  private func serve(
    _ site: Site, _ credentials: inout DemoCredentials, _ lan: LANDemo, _ authority: TestAuthority, _ log: Log
  ) async throws {
    guard let user = credentials.users.first else { throw ConfigurationError("the demo has no users") }
    let (server, facts) = try lan.pages(
      for: user.login, mail: mail(of: user), authority: authority, log: log)
    let page = try await server.start()[0]
    log.info("listening", ["address": "\(page)", "protocol": "page"])
    let text = lan.greeting(facts, page: page, password: user.password, data: configuration.data)
    try await site.serve { _ in
      credentials.url = configuration.publicURL
      try credentials.write(configuration.data + "/demo.json")
      try FileBytes.write(Array(text.utf8), to: STDOUT_FILENO)
    }
    await server.drain(within: .zero)
  }

  private func mail(of user: DemoCredentials.User) -> String {
    user.login + "@" + configuration.autodiscover.manualDomain
  }

  private func greeting(_ credentials: DemoCredentials) -> String {
    let user = credentials.users.first
    return """
      A demo office to try out, in \(configuration.data):

        Server    \(credentials.url)
        E-mail    \(user.map(mail) ?? "")
        User      \(user?.login ?? "")
        Password  \(user?.password ?? "")

      More users: \(configuration.data)/demo.json
      Phones talk to an Exchange account over HTTPS only: a phone needs --lan, or a TLS proxy in front.

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
