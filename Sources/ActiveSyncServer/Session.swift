import Database
import Logging
import SyncModel

/// What a command knows of the request it answers: who asks, from which device, in which version.
struct Session: Sendable {
  /// The signed-in user.
  let account: Account
  /// The user's mail address as this device knows it: as it signs in, or as Autodiscover names it.
  let address: String
  /// The device, as known before this request.
  let device: Device
  /// The version that the request and its answer are written in.
  let version: ProtocolVersion
  /// What the server works with.
  let services: Services
  /// Has user, device, command and request on every line.
  let log: Log

  /// The folders that this device is shown, in the order of the folder table.
  var folders: [Folder] { Folder.shown(to: account, version: version, mail: services.options.mailFolders) }
}

/// What the server works with; the same for all requests, but for the options that hold when one begins.
struct Services: Sendable {
  /// Where the records are.
  let backend: any Backend
  /// `sync.db`: devices, keys and held sets.
  let database: any Database
  let clock: WallClock
  /// The options as they were when these services were taken: a request never sees some of the old and some of
  /// the new ones.
  private(set) var options: ServerOptions
  /// The options that hold now.
  let live: LiveOptions
  /// Lets the requests of a device that change its states run one after the other.
  let turns = DeviceTurns()
  /// When the request began that these services were taken for, by the clock that nobody sets.
  private var began: Duration

  /// How the answer is written so that the device does not give up meanwhile.
  var pace: AnswerPace {
    AnswerPace(until: began + .seconds(options.answerSeconds), now: options.monotonic)
  }

  /// Whether the answer has to be given with what there is.
  var isTimeUp: Bool { elapsed >= .seconds(options.answerSeconds) }

  /// Whether so much time has passed that nothing may be tried that takes as long as what failed.
  var isThirdOfTimeUp: Bool { elapsed * 3 >= .seconds(options.answerSeconds) }

  private var elapsed: Duration { options.monotonic() - began }

  init(backend: any Backend, database: any Database, clock: WallClock, options: ServerOptions) {
    self.backend = backend
    self.database = database
    self.clock = clock
    self.options = options
    live = LiveOptions(options)
    began = options.monotonic()
  }

  /// The same with the options that hold now: for one request, or one look at a waiting device, which begins now.
  var current: Services {
    var services = self
    services.options = live.options
    services.began = services.options.monotonic()
    return services
  }

  /// Reads `sync.db` in one consistent state.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Value
  ) async throws(CommandError) -> Value {
    do { return try await database.read(body) } catch { throw CommandError(transaction: error) }
  }

  /// Changes `sync.db`; returns when it is durable.
  func write<Value: Sendable>(
    _ body: @escaping @Sendable (any SQLConnection) throws -> Value
  ) async throws(CommandError) -> Value {
    do { return try await database.write(body) } catch { throw CommandError(transaction: error) }
  }
}
