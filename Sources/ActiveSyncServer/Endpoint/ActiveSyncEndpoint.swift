import HTTPServer
import Logging
import SyncModel

/// `/Microsoft-Server-ActiveSync`: from a request to its command and back. [MS-ASHTTP] 3.2.5.
struct ActiveSyncEndpoint: Sendable {
  private(set) var services: Services
  let authentication: Authentication
  let push: PushService

  /// The same for one request, with the options that hold for it.
  func with(_ services: Services) -> Self {
    var endpoint = self
    endpoint.services = services
    return endpoint
  }

  /// What comes of a request.
  enum Answer: Sendable {
    case response(HTTPResponse)
    /// The device waits until one of the folders changes.
    case wait(Wait)
  }

  /// The answer to a request, whatever happens.
  func answer(_ request: HTTPRequest, _ record: inout RequestRecord, _ log: Log) async -> Answer {
    guard request.method == "POST" || request.method == "OPTIONS" else {
      return .response(.activeSync(status: 405, ["Allow": "OPTIONS,POST"]))
    }
    let query = request.query.flatMap { ActiveSyncQuery($0) }
    let device = query?.deviceId.flatMap { DeviceId($0) }
    if let device { record.device = device.rawValue }
    let outcome: Authentication.Outcome
    do {
      outcome = try await authentication.check(request, device: device, in: services, &record)
    } catch {
      return .response(refuse(CommandError(error), nil, &record))
    }
    if case .refused(let refusal) = outcome {
      if let refusal { record.refuse("\(refusal.code) \(refusal.text)") }
      return .response(.unauthorized)
    }
    if request.method == "OPTIONS" {
      record.command = "OPTIONS"
      return .response(.options)
    }
    return await post(request, query, outcome, &record, log)
  }

  private func post(
    _ request: HTTPRequest, _ query: ActiveSyncQuery?, _ outcome: Authentication.Outcome,
    _ record: inout RequestRecord, _ log: Log
  ) async -> Answer {
    guard let query, let reference = query.command,
      let version = RequestedVersion(query, header: request.headers["MS-ASProtocolVersion"])
    else {
      record.refuse("the query or the version is missing or malformed")
      return .response(.activeSync(status: 400))
    }
    record.version = version.text
    guard let command = reference.command else {
      // Without a known command there is no root that could hold a Status. [MS-ASHTTP] 2.2.2.1.1.
      record.refuse("unknown command \(reference)")
      return .response(.activeSync(status: 501))
    }
    record.command = command.name
    do {
      let session = try await session(request, query, version.known, outcome, command, log)
      let body = try content(of: request)
      if session.device.isLogged {
        let deviceLog = DeviceLog(session.log)
        deviceLog.write(body, .request)
        record.deviceLog = deviceLog
      }
      return try await run(command, body, in: session, &record)
    } catch {
      return .response(refuse(error, (command, version), &record))
    }
  }

  /// The body, gunzipped: only now, since a small one may become a large one, and strangers are turned away before.
  private func content(of request: HTTPRequest) throws(CommandError) -> [UInt8] {
    do {
      return try request.content()
    } catch {
      throw .content(error)
    }
  }

  /// What the command is to know, once everything that may refuse it has been asked.
  private func session(
    _ request: HTTPRequest, _ query: ActiveSyncQuery, _ version: ProtocolVersion?,
    _ outcome: Authentication.Outcome, _ command: ActiveSyncCommand, _ log: Log
  ) async throws(CommandError) -> Session {
    guard let version else { throw .version }
    guard let id = query.deviceId.flatMap({ DeviceId($0) }) else { throw .deviceId }
    guard let type = query.deviceType, (1...64).contains(type.utf8.count),
      type.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
    else { throw .deviceType }
    guard case .accepted(let account) = outcome else {
      if case .forbidden(let refusal) = outcome { throw .forbidden(refusal) }
      throw .unexpected(reason: "a refused request reached a command")
    }
    let sighting = DeviceSighting(
      user: account.id, id: id, type: type,
      userAgent: request.headers["User-Agent"].map { String($0.prefix(256)) }, version: version,
      time: services.clock.now())
    return Session(
      account: account, address: services.options.address(of: account, signedInAs: name(request)),
      device: try await device(sighting, for: command), version: version, services: services,
      log: log.with(["user": account.name, "device.id": id.rawValue, "command": command.name]))
  }

  private func name(_ request: HTTPRequest) -> String? {
    BasicCredentials(authorization: request.headers["Authorization"])?.name
  }

  /// The device's row; Android's trial of an account gets none, and only what an account's set-up needs.
  private func device(
    _ sighting: DeviceSighting, for command: ActiveSyncCommand
  ) async throws(CommandError) -> Device {
    if sighting.id == .validation {
      guard CommandTable.allowedInValidation.contains(command) else { throw .deviceId }
      return sighting.device(row: 0)
    }
    if let known = try await services.read({ try sighting.known(in: $0) }) { return known }
    return try await services.write { try sighting.record(in: $0) }
  }

  private func run(
    _ name: ActiveSyncCommand, _ body: [UInt8], in session: Session, _ record: inout RequestRecord
  ) async throws(CommandError) -> Answer {
    if name == .ping { return try await ping(body, in: session, &record) }
    if name == .sync { return try await sync(body, in: session, &record) }
    guard let command = CommandTable.command(for: name) else {
      throw CommandTable.mail.contains(name) ? .mail : .unsupported
    }
    let answer = try await command.answer(body, in: session)
    record.status = answer.status
    let response = HTTPResponse.wbxml(answer.body)
    return .response(name == .folderSync ? response.announcing() : response)
  }

  private func ping(
    _ body: [UInt8], in session: Session, _ record: inout RequestRecord
  ) async throws(CommandError) -> Answer {
    switch try await PingCommand().run(session.read(body), in: session) {
    case .reply(let response):
      record.status = response.worstStatus
      return .response(.ping(response))
    case .wait(let wait): return .wait(wait)
    }
  }

  private func sync(
    _ body: [UInt8], in session: Session, _ record: inout RequestRecord
  ) async throws(CommandError) -> Answer {
    let request = try await session.completed(session.read(body))
    record.received = request?.changes ?? 0
    await push.endOlderSync(of: session.device.row)
    let response = try await SyncCommand().run(request, in: session)
    if let request, response?.status == nil {
      try await session.keep(request, answered: response)
    } else if !body.isEmpty {
      try await session.dropKept()
    }
    await push.compareAfterSync(of: session.device.row)
    if let response {
      record.status = response.worstStatus
      record.sent = response.changes
      return .response(try .sync(response))
    }
    guard let request, let seconds = request.seconds else { return .response(.wbxml([])) }
    let ids = Set((request.collections ?? []).map(\.collectionId))
    let watched = session.folders.filter { ids.contains($0.id) }
    return .wait(Wait(seconds: seconds, folders: watched, session: session, sync: request))
  }

  private func refuse(
    _ error: CommandError, _ request: (command: ActiveSyncCommand, version: RequestedVersion)?,
    _ record: inout RequestRecord
  ) -> HTTPResponse {
    if case .unexpected = error { record.fail(error.reason) } else { record.refuse(error.reason) }
    switch error.answer {
    case .retryLater: return .retryLater(after: services.options.retryAfterSeconds)
    case .http(let status): return .activeSync(status: status)
    case .status(let status, let before14):
      guard let request, request.version.hasCommonStatus,
        let body = try? StatusResponse(to: request.command, status: status)?.encoded()
      else { return .activeSync(status: before14) }
      record.status = status.rawValue
      return .wbxml(body)
    }
  }
}
