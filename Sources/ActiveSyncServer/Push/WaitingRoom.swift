import HTTPServer
import SyncModel

/// The phones that wait, found by request, device, user and time. It decides nothing.
struct WaitingRoom {
  private var waiters: [Exchange: Waiter] = [:]
  private var byDevice: [Int64: Exchange] = [:]
  private var byUser: [UserId: Set<Exchange>] = [:]
  private var byTime: [Int64: Set<Exchange>] = [:]

  /// How many wait.
  var count: Int { waiters.count }

  /// The earliest moment at which something is to be done; nil if nobody waits.
  var next: Int64? { byTime.keys.min() }

  /// Everybody.
  var all: [Waiter] { Array(waiters.values) }

  /// Lets a phone wait; returns the older wait of the same device, which is out.
  mutating func enter(_ waiter: Waiter) -> Waiter? {
    let older = byDevice[waiter.device].flatMap { leave($0) }
    waiters[waiter.exchange] = waiter
    byDevice[waiter.device] = waiter.exchange
    byUser[waiter.user, default: []].insert(waiter.exchange)
    byTime[waiter.next, default: []].insert(waiter.exchange)
    return older
  }

  /// Takes a phone out; nil if it is not here any more: whoever gets it answers it.
  @discardableResult mutating func leave(_ exchange: Exchange) -> Waiter? {
    guard let waiter = waiters.removeValue(forKey: exchange) else { return nil }
    if byDevice[waiter.device] == exchange { byDevice[waiter.device] = nil }
    remove(exchange, from: &byUser, waiter.user)
    remove(exchange, from: &byTime, waiter.next)
    return waiter
  }

  /// Those of `users` who watch a folder of the class.
  func concerned(by notice: ChangeNotice) -> [Waiter] {
    notice.users.flatMap { waiting(UserId(tenant: notice.tenant, user: $0)) }
      .filter { $0.watched.contains(notice.itemClass) }
  }

  /// The devices of a user that wait.
  func waiting(_ user: UserId) -> [Waiter] { (byUser[user] ?? []).compactMap { waiters[$0] } }

  /// Those about whom something is to be done by `moment`; each is due at its end from then on.
  mutating func due(by moment: Int64) -> [Waiter] {
    let exchanges = byTime.filter { $0.key <= moment }.flatMap(\.value)
    return exchanges.compactMap { exchange in
      guard let waiter = waiters[exchange] else { return nil }
      postpone(waiter)
      return waiter
    }
  }

  private mutating func postpone(_ waiter: Waiter) {
    remove(waiter.exchange, from: &byTime, waiter.next)
    waiters[waiter.exchange]?.next = waiter.end
    byTime[waiter.end, default: []].insert(waiter.exchange)
  }

  private func remove<Key>(_ exchange: Exchange, from index: inout [Key: Set<Exchange>], _ key: Key) {
    index[key]?.remove(exchange)
    if index[key]?.isEmpty == true { index[key] = nil }
  }
}
