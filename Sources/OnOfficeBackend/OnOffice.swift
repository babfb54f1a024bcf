public import Database
public import Logging
public import SyncModel
import Synchronization

/// onOffice in this process: tenants, their users and records, and the rules of the manual.
public final class OnOffice: Backend {
  let database: any Database
  let clock: WallClock
  let log: Log
  private let liveOptions: Mutex<OnOfficeOptions>
  let passwords: PasswordQueue
  let accountObservers = Observers<UserId>()
  let changeObservers = Observers<ChangeNotice>()

  /// onOffice on a database that has ``migrations``.
  public convenience init(database: any Database, clock: WallClock, log: Log, options: OnOfficeOptions) {
    let yescrypt = Yescrypt(cost: options.signIn.passwordCost)
    self.init(database: database, clock: clock, log: log, options: options, engine: yescrypt)
  }

  /// onOffice with another way to check passwords.
  package init(
    database: any Database, clock: WallClock, log: Log, options: OnOfficeOptions, engine: any PasswordEngine
  ) {
    self.database = database
    self.clock = clock
    self.log = log
    liveOptions = Mutex(options)
    passwords = PasswordQueue(options: options.signIn, engine: engine)
  }

  /// What holds now; whoever asks twice may get two answers.
  var options: OnOfficeOptions { liveOptions.withLock { $0 } }

  /// Lets `options` hold for what begins from now on.
  public func use(_ options: OnOfficeOptions) {
    liveOptions.withLock { $0 = options }
  }

  /// Runs `body` on one consistent state of a tenant's records. Writes fail.
  package func read<Value: Sendable>(
    tenant: Int64, _ body: @escaping @Sendable (OfficeTransaction) throws -> Value
  ) async throws -> Value {
    let now = clock.now()
    return try await database.read { [options] connection in
      try body(OfficeTransaction(connection, tenant: tenant, now: now, options: options))
    }
  }

  /// Runs `body` in a write transaction and returns when it is durable, with what devices see stamped in the
  /// change log. What throws leaves nothing behind.
  package func write<Value: Sendable>(
    tenant: Int64, _ body: @escaping @Sendable (OfficeTransaction) throws -> Value
  ) async throws -> Value {
    let now = clock.now()
    let (value, accounts, concerned) = try await database.write { [options] connection in
      let office = OfficeTransaction(connection, tenant: tenant, now: now, options: options)
      let value = try body(office)
      try office.stampChanges()
      return (value, office.changedAccounts, office.concerned)
    }
    accountObservers.tell(accounts)
    changeObservers.tell(
      concerned.filter { !$0.value.isEmpty }
        .map { ChangeNotice(tenant: tenant, itemClass: $0.key, users: $0.value) })
    return value
  }

  /// As ``Backend/observeChanges(_:)``: what another process writes into the same database is not told.
  public func observeChanges(_ observer: @escaping @Sendable (ChangeNotice) -> Void) {
    changeObservers.add(observer)
  }

  /// As ``Backend/read(for:_:)``; whatever goes wrong, the device may come again.
  public func read<Result: Sendable>(
    for user: UserId, _ body: @escaping @Sendable (any Snapshot) throws -> Result
  ) async throws(BackendError) -> Result {
    try await available { [database, options] in
      try await database.read { try body(OfficeSnapshot($0, of: user, options)) }
    }
  }

  /// As ``Backend/write(for:_:)``; whatever goes wrong, the device may come again.
  public func write<Result: Sendable>(
    for user: UserId, _ body: @escaping @Sendable (any RecordWriter) throws -> Result
  ) async throws(BackendError) -> Result {
    try await available {
      try await write(tenant: user.tenant) { try body(OfficeWriter($0, of: user)) }
    }
  }
}
