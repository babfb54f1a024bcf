public import Database
public import HTTPServer
public import Logging
public import SyncModel

/// The site that phones talk to: the ActiveSync endpoint and Autodiscover.
public struct ActiveSyncServer: HTTPHandler {
  private let services: Services
  private let endpoint: ActiveSyncEndpoint
  private let autodiscover: AutodiscoverEndpoint
  private let push: PushService
  private let purges: PurgeService
  private let counters = Counters()
  private let log: Log

  /// A server of `backend`'s records; `database` is `sync.db` with the schema of ``SyncDatabase``.
  public init(
    backend: any Backend, database: any Database, clock: WallClock, log: Log, options: ServerOptions
  ) {
    services = Services(backend: backend, database: database, clock: clock, options: options)
    let authentication = Authentication(services)
    push = PushService(services, counters: counters, log: log)
    endpoint = ActiveSyncEndpoint(services: services, authentication: authentication, push: push)
    autodiscover = AutodiscoverEndpoint(services: services, authentication: authentication)
    purges = PurgeService(services, log: log)
    self.log = log
  }

  /// Lets the backend forget what no device has to be told of, now and each day. Before requests are taken.
  public func begin() async { await purges.begin() }

  /// Lets `options` hold for requests from now on; those that run end with the old ones. Devices that wait and are
  /// to see other mail folders are told so.
  public func use(_ options: ServerOptions) {
    services.live.use(options)
    Task(executorPreference: BlockingExecutor.shared) { await push.optionsChanged() }
  }

  /// Sends new requests away with 503 from now on, while those that run end as usual, and ends all waits, spread
  /// evenly over `time` so that not all devices come to the next server at once; returns when they have ended.
  public func stop(within time: Duration) async {
    services.live.stop()
    await push.stop(within: time)
  }

  /// What was done so far.
  public var statistics: ActiveSyncStatistics {
    get async {
      var statistics = counters.statistics
      (statistics.waitingPings, statistics.waitingSyncs) = await push.waits
      return statistics
    }
  }

  /// How many devices wait for changes.
  package var waiting: Int { get async { await push.waiting } }

  /// Whether some devices that wait are still to be compared with what changed.
  package var isComparing: Bool { get async { await push.isComparing } }

  /// Answers in a task of its own, or lets the device wait.
  public func handle(_ request: HTTPRequest, _ exchange: Exchange) {
    Task(executorPreference: BlockingExecutor.shared) { await answer(request, exchange) }
  }

  /// A command that has begun runs to its end; a wait is over.
  public func abandoned(_ exchange: Exchange) {
    Task(executorPreference: BlockingExecutor.shared) { await push.abandoned(exchange) }
  }

  /// Answers a request, whatever happens; one line in the log.
  private func answer(_ request: HTTPRequest, _ exchange: Exchange) async {
    var record = RequestRecord()
    let log = log.with(["request.id": record.id])
    let answer = await answer(request, &record, log)
    let duration = record.duration
    switch answer {
    case .response(let response):
      record.write(request, response, took: duration, to: log)
      counters.count(record, response, took: duration)
      record.deviceLog?.write(response.body, .response)
      exchange.respond(response)
    case .wait(let wait):
      record.write(request, nil, took: duration, to: log)
      counters.count(record, nil, took: duration)
      await push.begin(wait, exchange)
    }
  }

  /// The answer, with the options that hold when the request begins.
  private func answer(
    _ request: HTTPRequest, _ record: inout RequestRecord, _ log: Log
  ) async -> ActiveSyncEndpoint.Answer {
    let services = services.current
    if services.live.isStopping {
      record.refuse("the server stops")
      return .response(.retryLater(after: services.options.retryAfterSeconds))
    }
    switch Site(path: request.path) {
    case .activeSync: return await endpoint.with(services).answer(request, &record, log)
    case .autodiscover: return .response(await autodiscover.with(services).answer(request, &record))
    case nil: return .response(HTTPResponse(status: 404))
    }
  }
}

/// The paths that are served, in any letter case, with or without a slash at the end.
private enum Site: String {
  case activeSync = "/microsoft-server-activesync"
  case autodiscover = "/autodiscover/autodiscover.xml"

  init?(path: String) {
    let path = path.lowercased()
    self.init(rawValue: path.hasSuffix("/") ? String(path.dropLast()) : path)
  }
}
