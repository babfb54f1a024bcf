import Database
import Foundation
public import HTTPServer
public import Logging
public import OnOfficeBackend
public import SyncModel

/// onOffice's JSON API: `POST /api/stable/api.php` and `/api/latest/api.php`.
public struct APISite: HTTPHandler {
  private static let paths: Set = ["/api/stable/api.php", "/api/latest/api.php"]
  /// How many seconds a signature is good before and after its time.
  static let validity: Int64 = 120

  private let office: OnOffice
  private let clock: WallClock
  private let log: Log
  private let replays = APIReplays()

  /// The API of `office`. Signatures are checked against `clock`, which is the world's: clients know no other.
  public init(office: OnOffice, clock: WallClock = .system, log: Log) {
    self.office = office
    self.clock = clock
    self.log = log
  }

  /// Whether a path is the API's.
  public static func serves(_ path: String) -> Bool { paths.contains(path) }

  /// Answers in a task of its own.
  public func handle(_ request: HTTPRequest, _ exchange: Exchange) {
    Task(executorPreference: BlockingExecutor.shared) { exchange.respond(await answer(request)) }
  }

  /// What has begun runs to its end.
  public func abandoned(_ exchange: Exchange) {}

  private func answer(_ request: HTTPRequest) async -> HTTPResponse {
    guard request.method == "POST" else {
      return HTTPResponse(status: 405, headers: ["Allow": "POST"])
    }
    let log = log.with(["client.address": request.address])
    let reply: APIReply
    do {
      reply = APIReply(try await results(of: APIRequest(request.content()), log))
    } catch let error as APIError {
      log.warning("API request refused", ["code": "\(error.code)", "reason": error.message])
      reply = APIReply(refusing: error)
    } catch let rejection as Rejection {
      return HTTPResponse(status: rejection.status)
    } catch {
      log.error("API request failed", ["reason": "\(error)"])
      return HTTPResponse(status: 503, headers: ["Retry-After": "30"])
    }
    return HTTPResponse(
      status: 200,
      headers: ["Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store"],
      body: reply.bytes)
  }

  /// Does everything that is wanted, each in a transaction of its own.
  private func results(of request: APIRequest, _ log: Log) async throws -> [APIReply.Result] {
    let token = try await authenticate(request)
    let log = log.with(["user": try await office.name(of: token.user) ?? ""])
    var results: [APIReply.Result] = []
    for action in request.actions {
      do {
        results.append(.init(action: action, outcome: .success(try await run(action, as: token))))
      } catch let error as APIError {
        log.info(
          "API action refused",
          [
            "action": action.kind?.rawValue ?? action.actionId, "resource": action.resourceType,
            "code": "\(error.code)", "reason": error.message,
          ])
        results.append(.init(action: action, outcome: .failure(error)))
      }
    }
    return results
  }

  /// Whose request it is, if all of its actions are signed as they should be; otherwise nothing is done.
  private func authenticate(_ request: APIRequest) async throws -> APIToken {
    guard let token = try await office.apiToken(request.token) else { throw APIError.notAuthenticated }
    let now = Int64(clock.now().timeIntervalSince1970)
    for action in request.actions {
      let time = action.signature.timestamp
      guard time >= now - Self.validity, time <= now + Self.validity else { throw APIError.clockIsWrong }
      guard action.signature.isMade(with: token.secret, of: token.token) else { throw APIError.wrongHMAC }
    }
    if let refusal = token.refusal { throw APIError(refusal.code, refusal.text) }
    let deeds = request.actions.filter { $0.kind?.writes == true }.map(APIReplays.Deed.init)
    guard replays.take(deeds, until: now + 2 * Self.validity, now: now) else { throw APIError.wrongHMAC }
    return token
  }

  private func run(_ action: APIAction, as token: APIToken) async throws -> APIRecords {
    guard let kind = action.kind else {
      throw APIError(23, "Missing configuration for actionId \"\(action.actionId)\"")
    }
    guard let call = APICall.table[kind]?[action.resourceType] else {
      throw APIError(25, "Missing configuration for resourceType \"\(action.resourceType)\"")
    }
    guard token.mayWrite || !kind.writes else { throw APIError.noWriteRight }
    let work: @Sendable (OfficeTransaction) throws -> APIRecords = { transaction in
      try call.work(APIContext(office: transaction, user: token.user.user, action: action))
    }
    do {
      return kind.writes
        ? try await office.write(tenant: token.user.tenant, work)
        : try await office.read(tenant: token.user.tenant, work)
    } catch let error as OfficeError {
      throw APIError(error)
    }
  }
}

extension APIReplays.Deed {
  fileprivate init(_ action: APIAction) {
    self.init(
      hmac: action.signature.hmac, identifier: action.identifier, resourceId: action.resourceId,
      parameters: action.parameters)
  }
}
