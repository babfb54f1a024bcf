import ActiveSyncServer
import HTTPServer
import Logging
import OnOfficeBackend

extension HTTPLimits {
  init(_ configuration: Configuration) {
    self.init()
    bodyBytes = configuration.http.bodyLimit
    connections = configuration.http.connections
    connectionsPerAddress = configuration.http.connectionsPerAddress
    handshakes = configuration.https.handshakes
    handshakesPerAddress = configuration.https.handshakesPerAddress
    handshakeTime = .seconds(configuration.https.handshakeSeconds)
  }
}

extension Configuration {
  /// The proxies that are believed.
  var trustedProxies: [IPNetwork] { http.proxies.compactMap { IPNetwork($0) } }
}

extension RedirectSite.Target {
  init(_ configuration: Configuration) {
    self.init(publicURL: configuration.publicURL, challenges: configuration.https.challenges)
  }
}

extension LogLevel {
  init(_ level: Configuration.Log.Level) {
    self =
      switch level {
      case .error: .error
      case .warning: .warning
      case .info: .info
      case .debug: .debug
      }
  }
}

extension ServerOptions {
  init(_ configuration: Configuration) {
    self.init(publicURL: configuration.publicURL)
    autodiscoverDomains = configuration.autodiscover.domains
    manualDomain = configuration.autodiscover.manualDomain
    mailFolders = configuration.folders.mail
    credentialSeconds = configuration.signIn.rememberSeconds
    heartbeat = configuration.push.shortest...configuration.push.longest
    forgetDays = configuration.devices.forgetDays
    calendar.items = configuration.calendar.limit
    calendar.monthsBack = configuration.calendar.past
    calendar.monthsAhead = configuration.calendar.future
  }
}

extension OnOfficeOptions {
  init(_ configuration: Configuration) {
    self.init()
    taskReminders = configuration.tasks.reminder
    attendees = configuration.calendar.attendees
    directoryAddresses = configuration.search.addresses
    signIn.wrongPasswords = configuration.signIn.attempts
    signIn.forgetAfter = configuration.signIn.forgetHours * 3600
  }
}
