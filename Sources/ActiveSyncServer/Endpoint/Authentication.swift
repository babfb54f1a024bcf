import HTTPServer
import SyncModel

/// Says who sends a request.
struct Authentication: Sendable {
  /// What came of a request's credentials.
  enum Outcome: Sendable {
    case accepted(Account)
    /// HTTP 401; nil if there were no readable credentials.
    case refused(SignInRefusal?)
    /// The password is right, but the user may not synchronise.
    case forbidden(SignInRefusal)
  }

  private let memory: CredentialMemory

  /// Remembers credentials as long as the options say, but not beyond a change that the backend tells of.
  init(_ services: Services) {
    let memory = CredentialMemory(capacity: services.options.credentialCapacity)
    services.backend.observeAccounts { memory.forget($0) }
    self.memory = memory
  }

  /// Checks a request's credentials and notes whose they are; remembered ones do not trouble the backend.
  func check(
    _ request: HTTPRequest, device: DeviceId?, isAutodiscover: Bool = false, in services: Services,
    _ record: inout RequestRecord
  ) async throws(BackendError) -> Outcome {
    guard let credentials = BasicCredentials(authorization: request.headers["Authorization"]) else {
      return .refused(nil)
    }
    record.user = credentials.name
    let digest = memory.digest(of: credentials, address: request.address)
    let seconds = services.options.credentialSeconds
    if let account = memory.account(for: digest, now: services.clock.now(), seconds: seconds) {
      record.user = account.name
      return .accepted(account)
    }
    let changes = memory.changes
    let attempt = SignInAttempt(
      name: credentials.name, password: credentials.password, device: device?.rawValue,
      address: request.address, isAutodiscover: isAutodiscover)
    switch try await services.backend.signIn(attempt) {
    case .accepted(let account):
      record.user = account.name
      memory.remember(account, for: digest, verified: services.clock.now(), changes: changes)
      return .accepted(account)
    case .wrongCredentials(let refusal):
      record.isWrongSignIn = true
      return .refused(refusal)
    case .forbidden(let refusal): return .forbidden(refusal)
    }
  }
}
