import Foundation
import SyncModel
import Synchronization

/// A backend of a few users and no records; counts what it is asked.
final class TestBackend: Backend {
  struct User: Sendable {
    var password: String
    var account: Account
    var isForbidden = false
  }

  private struct State {
    var users: [String: User] = [:]
    var attempts: [SignInAttempt] = []
    var isAvailable = true
    var observers: [@Sendable (UserId) -> Void] = []
    var duringSignIn: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  static let account = Account(
    id: UserId(tenant: 1, user: 7), name: "theobald.tiger_MeinMandant", displayName: "Theobald Tiger",
    email: "tiger@maklerei.example", classes: Set(ItemClass.allCases), timeZone: "Europe/Berlin")

  init() {
    add(TestBackend.account, password: "geheim")
  }

  func add(_ account: Account, password: String, isForbidden: Bool = false) {
    state.withLock {
      $0.users[account.name] = User(password: password, account: account, isForbidden: isForbidden)
    }
  }

  /// Changes a user as onOffice would, and tells the observers.
  func change(_ name: String = account.name, _ change: (inout User) -> Void) {
    let (id, observers) = state.withLock { state in
      if state.users[name] != nil { change(&state.users[name]!) }
      return (state.users[name]?.account.id, state.observers)
    }
    if let id { for observer in observers { observer(id) } }
  }

  /// What happens between the question and the answer of the next sign-in.
  func duringNextSignIn(_ action: @escaping @Sendable () -> Void) {
    state.withLock { $0.duringSignIn = action }
  }

  var isAvailable: Bool {
    get { state.withLock { $0.isAvailable } }
    set { state.withLock { $0.isAvailable = newValue } }
  }

  var attempts: [SignInAttempt] { state.withLock { $0.attempts } }

  func signIn(_ attempt: SignInAttempt) async throws(BackendError) -> SignInResult {
    let (user, isAvailable, action) = state.withLock { state in
      defer { state.duringSignIn = nil }
      state.attempts.append(attempt)
      let name = attempt.name.split(separator: "@").first.map(String.init) ?? ""
      return (state.users[name], state.isAvailable, state.duringSignIn)
    }
    guard isAvailable else { throw .unavailable(reason: "maintenance") }
    action?()
    guard let user, user.password == attempt.password else {
      return .wrongCredentials(
        SignInRefusal(code: 202, text: "Invalid username or password for Z-Push login"))
    }
    if user.isForbidden {
      return .forbidden(SignInRefusal(code: 218, text: "ZPush is not active for this user!"))
    }
    return .accepted(user.account)
  }

  func account(of user: UserId) async throws(BackendError) -> Account? {
    state.withLock { $0.users.values.first { $0.account.id == user }?.account }
  }

  func read<Result: Sendable>(
    for user: UserId, _ body: @escaping @Sendable (any Snapshot) throws -> Result
  ) async throws(BackendError) -> Result {
    throw .unavailable(reason: "no records")
  }

  func observeChanges(_ observer: @escaping @Sendable (ChangeNotice) -> Void) {}

  func write<Result: Sendable>(
    for user: UserId, _ body: @escaping @Sendable (any RecordWriter) throws -> Result
  ) async throws(BackendError) -> Result {
    throw .unavailable(reason: "nothing is written here")
  }

  func positions() async throws(BackendError) -> [LogName: LogPosition] { [:] }

  func forgetGone(below bounds: [LogName: ChangeNumber]) async throws(BackendError) {}

  func writingDevices(before moment: Date) async throws(BackendError) -> Set<WritingDeviceName> { [] }

  func forgetWrites(of devices: Set<WritingDeviceName>, before moment: Date) async throws(BackendError) {}

  func observeAccounts(_ observer: @escaping @Sendable (UserId) -> Void) {
    state.withLock { $0.observers.append(observer) }
  }
}
