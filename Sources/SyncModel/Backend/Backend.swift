public import Foundation

/// A system whose records are kept in step with devices.
///
/// The server knows nothing else of it: onOffice in this process is one, onOffice over its JSON API could be
/// another. Every backend keeps a change log, so that a device is told what changed and nothing else.
public protocol Backend: Sendable {
  /// Checks a name and password and says whether the user may synchronise. Takes as long for an unknown or
  /// locked user as for a wrong password.
  func signIn(_ attempt: SignInAttempt) async throws(BackendError) -> SignInResult

  /// What the user's devices may see; nil if there is no such user any more.
  func account(of user: UserId) async throws(BackendError) -> Account?

  /// Runs `body` on one consistent state of the user's records, off the loops and the cooperative pool.
  func read<Result: Sendable>(
    for user: UserId, _ body: @escaping @Sendable (any Snapshot) throws -> Result
  ) async throws(BackendError) -> Result

  /// Runs `body` in one write transaction on the user's records and returns when it is durable. What throws
  /// leaves nothing behind.
  func write<Result: Sendable>(
    for user: UserId, _ body: @escaping @Sendable (any RecordWriter) throws -> Result
  ) async throws(BackendError) -> Result

  /// Where the logs of all tenants stand; those in which nothing ever happened are missing.
  func positions() async throws(BackendError) -> [LogName: LogPosition]

  /// Forgets what is gone from logs since numbers below these: every device has looked past them.
  func forgetGone(below bounds: [LogName: ChangeNumber]) async throws(BackendError)

  /// The devices whose writes from before `moment` the ledger still keeps.
  func writingDevices(before moment: Date) async throws(BackendError) -> Set<WritingDeviceName>

  /// Takes the writes of these devices from before `moment` out of the ledger: nobody can repeat them any more.
  func forgetWrites(of devices: Set<WritingDeviceName>, before moment: Date) async throws(BackendError)

  /// Calls `observer` after each change of a user's password, lock, ticks or rights is durable.
  func observeAccounts(_ observer: @escaping @Sendable (UserId) -> Void)

  /// Calls `observer` after each change of records that devices see is durable.
  func observeChanges(_ observer: @escaping @Sendable (ChangeNotice) -> Void)
}

/// Tells that records of a class changed, and for whom.
public struct ChangeNotice: Hashable, Sendable {
  /// The tenant's number.
  public let tenant: Int64
  /// The class of the records.
  public let itemClass: ItemClass
  /// The users who have the records, or had them before.
  public let users: Set<Int64>

  /// Joins the three.
  public init(tenant: Int64, itemClass: ItemClass, users: Set<Int64>) {
    self.tenant = tenant
    self.itemClass = itemClass
    self.users = users
  }
}

/// Why a backend cannot answer. Never the user's fault: the device is asked to come again (HTTP 503).
public enum BackendError: Error {
  /// It is overloaded or down; `reason` is for the log.
  case unavailable(reason: String)
}

/// A consistent state of one user's records.
public protocol Snapshot {
  /// Where the log of a class stands.
  func position(of itemClass: ItemClass) throws -> LogPosition

  /// The user's rows with a number above `number`, in the order of their numbers, at most `limit`.
  ///
  /// Above 0 the rows that are gone are told as well; above `.zero` only those that are there.
  func rows(of itemClass: ItemClass, above number: ChangeNumber, limit: Int) throws -> [LogRow]

  /// The appointments that lie in a period: the first `limit` by the rule of the manual, section 2.3.
  func window(_ request: WindowRequest) throws -> CalendarWindow

  /// The rows of these records, gone ones included; records that the user never had are missing.
  func rows(of itemClass: ItemClass, records: [Int64]) throws -> [LogRow]

  /// The appointments of `records` that are there and whose last occurrence ended at or before `moment`.
  ///
  /// Tells a record that left the period by age alone (SoftDelete) from one pushed out by the limit (Delete).
  func ended(_ records: [Int64], before moment: Date?) throws -> Set<Int64>

  /// The appointments of `records` that are there and of which nobody can say when they take place.
  ///
  /// Other fields that cannot be read do not count: where such an appointment lies is known.
  func undated(_ records: [Int64]) throws -> Set<Int64>

  /// The items of `records`, each by itself, so that a broken one holds up no other; those that are gone are
  /// missing in the result.
  func items(of itemClass: ItemClass, records: [Int64]) throws -> [Int64: Result<Item, BrokenItem>]

  /// The people of the user's tenant whom a query means, of no other tenant ever: each of its words begins a word of
  /// their name, mail address, login name or company, or a telephone number of theirs.
  func people(_ request: DirectoryRequest) throws -> DirectoryPage

  /// Who of the user's tenant is meant by a name or mail address; an exact one means its holder alone.
  func recipients(_ query: RecipientQuery) throws -> RecipientPage

  /// When a calendar of the tenant has something in a period, whoever may see what: times alone are told.
  func busyTimes(of calendar: FoundRecipient.Calendar, in period: Range<Date>) throws -> [BusyTime]
}

/// A place in a class's change log.
public struct ChangeNumber: Hashable, Comparable, Sendable {
  /// The number, 0 or more.
  public let rawValue: Int64

  /// Takes a number that the log gave.
  public init(_ rawValue: Int64) { self.rawValue = rawValue }

  /// Before the first change.
  public static let zero = ChangeNumber(0)

  /// Earlier is smaller.
  public static func < (left: ChangeNumber, right: ChangeNumber) -> Bool { left.rawValue < right.rawValue }
}

/// Where a class's log stands.
public struct LogPosition: Hashable, Sendable {
  /// Names the log itself: new after create, restore, import. A state of another epoch is worth nothing.
  public let epoch: Int64
  /// The highest number given so far.
  public let number: ChangeNumber
  /// Gone rows below this number are purged; a state that has looked less far is worth nothing.
  public let purgedBelow: ChangeNumber

  /// Joins the parts.
  public init(epoch: Int64, number: ChangeNumber, purgedBelow: ChangeNumber = .zero) {
    self.epoch = epoch
    self.number = number
    self.purgedBelow = purgedBelow
  }
}

/// A record as the log knows it for one user.
public struct LogRow: Hashable, Sendable {
  /// The record's number in the backend.
  public let record: Int64
  /// The number of its latest change that this user's devices see.
  public let number: ChangeNumber
  /// Whether the user has it now.
  public let isThere: Bool

  /// Joins the parts.
  public init(record: Int64, number: ChangeNumber, isThere: Bool) {
    self.record = record
    self.number = number
    self.isThere = isThere
  }
}

/// Asks for the appointments of a period.
public struct WindowRequest: Hashable, Sendable {
  /// The first moment; nil asks for everything in the past.
  public let from: Date?
  /// The end, not included.
  public let until: Date
  /// Now, which parts upcoming from past appointments.
  public let now: Date
  /// How many at most.
  public let limit: Int

  /// Joins the parts.
  public init(from: Date?, until: Date, now: Date, limit: Int) {
    self.from = from
    self.until = until
    self.now = now
    self.limit = limit
  }
}

/// Why a record gives no item: what is stored of it cannot be read or expressed.
public struct BrokenItem: Error, Hashable, CustomStringConvertible {
  /// The field that is wrong, as `start_dt`.
  public let field: String
  /// What is wrong with it, without item content.
  public let reason: String

  /// Joins the two.
  public init(field: String, reason: String) {
    self.field = field
    self.reason = reason
  }

  /// Both in one line, for logs.
  public var description: String { "\(field): \(reason)" }
}

/// The appointments of a period.
public struct CalendarWindow: Hashable, Sendable {
  /// The chosen ones: upcoming first by start, then the most recent past.
  public let rows: [LogRow]
  /// How many lie in the period.
  public let total: Int
  /// Those of which nobody can say whether they do, as their times cannot be read; in no order.
  public let unreadable: [LogRow]

  /// Those that a device may hold: the chosen ones, and those of which nobody can say otherwise.
  public var possible: [LogRow] { rows + unreadable }

  /// Joins the parts.
  public init(rows: [LogRow], total: Int, unreadable: [LogRow] = []) {
    self.rows = rows
    self.total = total
    self.unreadable = unreadable
  }
}
