import Foundation
import SyncModel
import Synchronization

/// A backend whose records and account a test changes at will.
final class LogBackend: Backend {
  private struct State {
    var office = LogOffice()
    var account: Account? = .tiger
    var locksAfterSignIn = false
    var failsNextWrite = false
    var purges: [[LogName: ChangeNumber]] = []
    var changes: [@Sendable (ChangeNotice) -> Void] = []
    var accounts: [@Sendable (UserId) -> Void] = []
  }

  /// One element for each purge that is done.
  let purged: AsyncStream<Void>
  private let purgeDone: AsyncStream<Void>.Continuation
  private let state = Mutex(State())

  init() { (purged, purgeDone) = AsyncStream.makeStream(of: Void.self) }

  /// Changes records and tells of it.
  func change(_ itemClass: ItemClass = .contacts, _ body: (inout LogOffice) -> Void) {
    let observers = state.withLock { state in
      body(&state.office)
      return state.changes
    }
    let notice = ChangeNotice(tenant: 1, itemClass: itemClass, users: [Account.tiger.id.user])
    for observer in observers { observer(notice) }
  }

  /// Changes the account and tells of it.
  func change(account: Account?) {
    let observers = state.withLock { state in
      state.account = account
      return state.accounts
    }
    for observer in observers { observer(Account.tiger.id) }
  }

  /// Locks the user right behind his next sign-in.
  func lockAfterSignIn() { state.withLock { $0.locksAfterSignIn = true } }

  /// The records now.
  var now: LogOffice { state.withLock { $0.office } }

  func read<Result: Sendable>(
    for user: UserId, _ body: @escaping @Sendable (any Snapshot) throws -> Result
  ) async throws(BackendError) -> Result {
    do { return try body(now) } catch { throw .unavailable(reason: "\(error)") }
  }

  func signIn(_ attempt: SignInAttempt) async throws(BackendError) -> SignInResult {
    let account = state.withLock { state in
      defer { if state.locksAfterSignIn { state.account = nil } }
      return state.account
    }
    return account.map { .accepted($0) } ?? .wrongCredentials(SignInRefusal(code: 203, text: "locked"))
  }

  func account(of user: UserId) async throws(BackendError) -> Account? { state.withLock { $0.account } }

  func write<Result: Sendable>(
    for user: UserId, _ body: @escaping @Sendable (any RecordWriter) throws -> Result
  ) async throws(BackendError) -> Result {
    let (result, observers): (Swift.Result<Result, any Error>, [@Sendable (ChangeNotice) -> Void]) =
      state.withLock { state in
        if state.failsNextWrite {
          state.failsNextWrite = false
          return (.failure(BackendError.unavailable(reason: "a test says so")), [])
        }
        let writer = LogWriter(state.office)
        let before = state.office.counter
        let result = Swift.Result { try body(writer) }
        if case .success = result { state.office = writer.office }
        // Nobody is told of what only the ledger took.
        return (result, state.office.counter == before ? [] : state.changes)
      }
    for observer in observers {
      for itemClass in ItemClass.allCases {
        observer(ChangeNotice(tenant: 1, itemClass: itemClass, users: [user.user]))
      }
    }
    do { return try result.get() } catch { throw .unavailable(reason: "\(error)") }
  }

  /// Lets the next write fail before anything of it is durable.
  func failNextWrite() { state.withLock { $0.failsNextWrite = true } }

  /// Nothing fails any more.
  func succeedNextWrite() { state.withLock { $0.failsNextWrite = false } }

  /// The log counts as that of the contacts.
  func positions() async throws(BackendError) -> [LogName: LogPosition] {
    do {
      return [.tigersContacts: try now.position(of: .contacts)]
    } catch {
      throw .unavailable(reason: "\(error)")
    }
  }

  func forgetGone(below bounds: [LogName: ChangeNumber]) async throws(BackendError) {
    state.withLock { state in
      if let bound = bounds[.tigersContacts] { state.office.purge(below: bound) }
      state.purges.append(bounds)
    }
    purgeDone.yield()
  }

  func writingDevices(before moment: Date) async throws(BackendError) -> Set<WritingDeviceName> {
    Set(
      now.ledger.filter { $0.write.time < moment }
        .map { WritingDeviceName(user: Account.tiger.id, device: $0.device) })
  }

  func forgetWrites(of devices: Set<WritingDeviceName>, before moment: Date) async throws(BackendError) {
    state.withLock { state in
      state.office.ledger.removeAll { kept in
        kept.write.time < moment
          && devices.contains(WritingDeviceName(user: Account.tiger.id, device: kept.device))
      }
    }
  }

  /// What was to be forgotten, purge by purge.
  var purges: [[LogName: ChangeNumber]] { state.withLock { $0.purges } }

  func observeAccounts(_ observer: @escaping @Sendable (UserId) -> Void) {
    state.withLock { $0.accounts.append(observer) }
  }

  func observeChanges(_ observer: @escaping @Sendable (ChangeNotice) -> Void) {
    state.withLock { $0.changes.append(observer) }
  }
}

extension LogName {
  static let tigersContacts = LogName(tenant: 1, itemClass: .contacts)
}

extension Account {
  /// A user with every tick.
  static let tiger = with(classes: Set(ItemClass.allCases))

  /// The user with some ticks.
  static func with(classes: Set<ItemClass>) -> Account {
    Account(
      id: UserId(tenant: 1, user: 2), name: "theobald.tiger_MeinMandant", displayName: "Theobald Tiger",
      email: "tiger@example.de", classes: classes, timeZone: "Europe/Berlin")
  }
}
