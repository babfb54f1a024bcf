import ActiveSyncServer
import HTTPServer
import OnOfficeBackend

/// What an administrator may set; `Config/asyncd.json5` explains every option and holds its default.
struct Configuration: Decodable, Hashable, Sendable {
  var listen = ["127.0.0.1:8080"]
  var data = "/var/lib/asyncd"
  var publicURL = Defaults.server.publicURL
  var log = Log()
  var autodiscover = Autodiscover()
  var folders = Folders()
  var push = Push()
  var devices = Devices()
  var calendar = Calendar()
  var tasks = Tasks()
  var search = Search()
  var signIn = SignIn()
  var http = HTTP()
  var https = HTTPS()
  var operations = Operations()

  struct Log: Decodable, Hashable, Sendable {
    enum Level: String, Decodable, CaseIterable, Sendable {
      case error, warning, info, debug
    }
    var level = Level.info
  }

  struct Autodiscover: Decodable, Hashable, Sendable {
    var domains = Defaults.server.autodiscoverDomains
    var manualDomain = Defaults.server.manualDomain
  }

  struct Folders: Decodable, Hashable, Sendable {
    var mail = Defaults.server.mailFolders
  }

  struct Push: Decodable, Hashable, Sendable {
    var shortest = Defaults.server.heartbeat.lowerBound
    var longest = Defaults.server.heartbeat.upperBound
  }

  struct Devices: Decodable, Hashable, Sendable {
    var forgetDays = Defaults.server.forgetDays
  }

  struct Calendar: Decodable, Hashable, Sendable {
    var limit = Defaults.server.calendar.items
    var past = Defaults.server.calendar.monthsBack
    var future = Defaults.server.calendar.monthsAhead
    var attendees = Defaults.office.attendees
  }

  struct Tasks: Decodable, Hashable, Sendable {
    var reminder = Defaults.office.taskReminders
  }

  struct Search: Decodable, Hashable, Sendable {
    var addresses = Defaults.office.directoryAddresses
  }

  struct SignIn: Decodable, Hashable, Sendable {
    var attempts = Defaults.office.signIn.wrongPasswords
    var forgetHours = Defaults.office.signIn.forgetAfter / 3600
    var rememberSeconds = Defaults.server.credentialSeconds
  }

  struct HTTP: Decodable, Hashable, Sendable {
    var bodyLimit = Defaults.limits.bodyBytes
    var connections = Defaults.limits.connections
    var connectionsPerAddress = Defaults.limits.connectionsPerAddress
    var proxies = IPNetwork.loopback.map(\.description)
    var drainSeconds = 10
  }

  struct HTTPS: Decodable, Hashable, Sendable {
    struct Certificate: Decodable, Hashable, Sendable {
      var chain = ""
      var key = ""
    }

    var listen: [String] = []
    var certificates: [Certificate] = []
    var redirect: [String] = []
    var challenges = ""
    var handshakes = Defaults.limits.handshakes
    var handshakesPerAddress = Defaults.limits.handshakesPerAddress
    var handshakeSeconds = Int(Defaults.limits.handshakeTime.components.seconds)
  }

  struct Operations: Decodable, Hashable, Sendable {
    var listen: [String] = []
  }
}

/// What the parts of the server do unless they are told otherwise.
private enum Defaults {
  static let server = ServerOptions(publicURL: "https://" + ServerOptions.usualDomain)
  static let office = OnOfficeOptions()
  static let limits = HTTPLimits()
}
