public import Database
public import HTTPServer
public import Logging
public import SyncModel

/// The site that phones talk to: the ActiveSync endpoint and Autodiscover.
public struct ActiveSyncServer: HTTPHandler {
  private let endpoint: ActiveSyncEndpoint
  private let autodiscover: AutodiscoverEndpoint
  private let push: PushService
  private let purges: PurgeService
  private let log: Log

  /// A server of `backend`'s records; `database` is `sync.db` with the schema of ``SyncDatabase``.
  public init(
    backend: any Backend, database: any Database, clock: WallClock, log: Log, options: ServerOptions
  ) {
    let services = Services(backend: backend, database: database, clock: clock, options: options)
    let authentication = Authentication(services)
    push = PushService(services, log: log)
    endpoint = ActiveSyncEndpoint(services: services, authentication: authentication, push: push)
    autodiscover = AutodiscoverEndpoint(services: services, authentication: authentication)
    purges = PurgeService(services, log: log)
    self.log = log
  }

  /// Lets the backend forget what no device has to be told of, now and each day. Before requests are taken.
  public func begin() async { await purges.begin() }

  /// Answers in a task of its own, or lets the device wait.
  public func handle(_ request: HTTPRequest, _ exchange: Exchange) {
    Task(executorPreference: BlockingExecutor.shared) { await answer(request, exchange) }
  }

  /// A command that has begun runs to its end; a wait is over.
  public func abandoned(_ exchange: Exchange) {
    Task(executorPreference: BlockingExecutor.shared) { await push.abandoned(exchange) }
  }

  /// How many devices wait for changes.
  package var waiting: Int { get async { await push.waiting } }

  /// Ends all waits, as the server is about to stop.
  public func endWaits() async { await push.endAll() }

  /// Answers a request, whatever happens; one line in the log.
  private func answer(_ request: HTTPRequest, _ exchange: Exchange) async {
    var record = RequestRecord()
    let log = log.with(["request.id": record.id])
    let answer: ActiveSyncEndpoint.Answer
    switch Site(path: request.path) {
    case .activeSync: answer = await endpoint.answer(request, &record, log)
    case .autodiscover: answer = .response(await autodiscover.answer(request, &record))
    case nil: answer = .response(HTTPResponse(status: 404))
    }
    switch answer {
    case .response(let response):
      record.write(request, response, to: log)
      exchange.respond(response)
    case .wait(let wait):
      record.write(request, nil, to: log)
      await push.begin(wait, exchange)
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
