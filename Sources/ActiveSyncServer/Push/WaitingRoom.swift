import HTTPServer
import SyncModel

/// The phones that wait, found by request, device, user and time, and what of them is still to be compared. It
/// decides nothing.
///
/// Each has a numbered place; the indexes hold numbers only.
struct WaitingRoom {
  private struct Place {
    var waiter: Waiter
    /// The folders that may have changed since it was compared.
    var unseen: FolderSet = []
    /// Whether it is in the queue or being compared.
    var isQueued = false
    /// The next place of the same user.
    var next: Int32?
  }

  private var places: [Place?] = []
  private var free: [Int32] = []
  private var byExchange: [Exchange: Int32] = [:]
  private var byDevice: [Int64: Int32] = [:]
  /// The first place of each user.
  private var byUser: [UserId: Int32] = [:]
  /// A bucket for each second of the longest wait.
  private var wheel = TimerWheel(buckets: 4096)
  private var queue: [Exchange] = []
  private var queued = 0

  /// How many wait.
  var count: Int { byExchange.count }

  /// No moment at which something is to be done lies before that; nil if nobody waits.
  var next: UInt32? { wheel.next }

  /// Everybody.
  var all: [Waiter] { places.compactMap { $0?.waiter } }

  /// Lets a phone wait; returns the older wait of the same device, which is out.
  mutating func enter(_ waiter: Waiter) -> Waiter? {
    let older = byDevice[waiter.device].flatMap { places[Int($0)] }.flatMap { leave($0.waiter.exchange) }
    let number = free.popLast() ?? Int32(places.count)
    if number == places.count { places.append(nil) }
    places[Int(number)] = Place(waiter: waiter, next: byUser[waiter.user])
    byUser[waiter.user] = number
    byExchange[waiter.exchange] = number
    byDevice[waiter.device] = number
    wheel.set(Int(number), at: waiter.next)
    return older
  }

  /// The wait of a device; nil if it does not wait.
  func waiter(of device: Int64) -> Waiter? { byDevice[device].flatMap { places[Int($0)]?.waiter } }

  /// Takes a phone out; nil if it is not here any more: whoever gets it answers it.
  @discardableResult mutating func leave(_ exchange: Exchange) -> Waiter? {
    guard let number = byExchange.removeValue(forKey: exchange), let place = places[Int(number)] else {
      return nil
    }
    byDevice[place.waiter.device] = nil
    unlink(number, place)
    wheel.cancel(Int(number))
    places[Int(number)] = nil
    free.append(number)
    return place.waiter
  }

  /// The devices of a user that wait.
  func waiting(_ user: UserId) -> [Waiter] { numbers(of: user).compactMap { places[Int($0)]?.waiter } }

  private func numbers(of user: UserId) -> [Int32] {
    var numbers: [Int32] = []
    var number = byUser[user]
    while let current = number {
      numbers.append(current)
      number = places[Int(current)]?.next
    }
    return numbers
  }

  private mutating func unlink(_ number: Int32, _ place: Place) {
    if byUser[place.waiter.user] == number {
      byUser[place.waiter.user] = place.next
      return
    }
    for other in numbers(of: place.waiter.user) where places[Int(other)]?.next == number {
      places[Int(other)]?.next = place.next
    }
  }
}

// MARK: - What is to be compared
extension WaitingRoom {
  /// Marks the devices of `users` that watch a folder of the class.
  mutating func mark(_ itemClass: ItemClass, tenant: Int64, users: Set<Int64>) {
    let folders = FolderSet(Folder.all.filter { $0.itemClass == itemClass })
    for user in users {
      for number in numbers(of: UserId(tenant: tenant, user: user)) { mark(number, folders) }
    }
  }

  /// Marks those about whom something is to be done by `moment`; returns those whose time is up.
  mutating func due(by moment: UInt32) -> [Waiter] {
    var over: [Waiter] = []
    for slot in wheel.advance(to: moment) {
      guard let waiter = places[slot]?.waiter else { continue }
      if waiter.end <= moment {
        over.append(waiter)
      } else {
        wheel.set(slot, at: waiter.end)
        mark(Int32(slot), FolderSet([.calendar]))
      }
    }
    return over
  }

  /// Marks all that a device watches.
  mutating func markAll(_ exchange: Exchange) {
    guard let number = byExchange[exchange], let place = places[Int(number)] else { return }
    mark(number, place.waiter.watched)
  }

  /// The next device to be compared and its marked folders, which are marked no more.
  mutating func nextUnseen() -> (waiter: Waiter, folders: FolderSet)? {
    while queued < queue.count {
      let exchange = queue[queued]
      queued += 1
      if queued == queue.count {
        queue.removeAll()
        queued = 0
      }
      guard let number = byExchange[exchange], let place = places[Int(number)] else { continue }
      places[Int(number)]?.unseen = []
      return (place.waiter, place.unseen)
    }
    return nil
  }

  /// A device was compared; it comes again if it was marked meanwhile.
  mutating func compared(_ exchange: Exchange) {
    guard let number = byExchange[exchange] else { return }
    places[Int(number)]?.isQueued = false
    mark(number, [])
  }

  private mutating func mark(_ number: Int32, _ folders: FolderSet) {
    guard var place = places[Int(number)] else { return }
    place.unseen.formUnion(folders.intersection(place.waiter.watched))
    if !place.unseen.isEmpty, !place.isQueued {
      place.isQueued = true
      queue.append(place.waiter.exchange)
    }
    places[Int(number)] = place
  }
}
