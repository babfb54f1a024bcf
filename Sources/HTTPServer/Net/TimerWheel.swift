/// Deadlines of numbered slots, one each, in ticks; setting, moving and cancelling take constant time.
///
/// A circle of buckets, each a doubly linked list; a deadline beyond one turn is passed over until its turn comes.
package struct TimerWheel {
  private struct Entry {
    var next: Int32 = -1
    var previous: Int32 = -1
    /// 0 for none.
    var deadline: UInt32 = 0
  }

  private var buckets: [Int32]
  private var entries: [Entry] = []
  private var now: UInt32 = 0

  /// A wheel of so many buckets, a power of two.
  package init(buckets: Int = 512) {
    precondition(buckets > 0 && buckets & (buckets - 1) == 0)
    self.buckets = Array(repeating: -1, count: buckets)
  }

  /// Sets or moves a deadline; one that has passed falls due at the next tick.
  package mutating func set(_ slot: Int, at deadline: UInt32) {
    while entries.count <= slot { entries.append(Entry()) }
    let deadline = max(deadline, now + 1)
    guard entries[slot].deadline != deadline else { return }
    cancel(slot)
    let bucket = bucket(deadline)
    let head = buckets[bucket]
    entries[slot] = Entry(next: head, previous: -1, deadline: deadline)
    if head >= 0 { entries[Int(head)].previous = Int32(slot) }
    buckets[bucket] = Int32(slot)
  }

  /// Takes a slot's deadline away, if it has one.
  package mutating func cancel(_ slot: Int) {
    guard slot < entries.count, entries[slot].deadline > 0 else { return }
    let entry = entries[slot]
    if entry.next >= 0 { entries[Int(entry.next)].previous = entry.previous }
    if entry.previous >= 0 {
      entries[Int(entry.previous)].next = entry.next
    } else {
      buckets[bucket(entry.deadline)] = entry.next
    }
    entries[slot] = Entry()
  }

  /// Moves on to a tick; the answer is the slots that fell due, which have no deadline any more.
  package mutating func advance(to tick: UInt32) -> [Int] {
    var due: [Int] = []
    guard tick > now else { return due }
    for step in 1...min(tick - now, UInt32(buckets.count)) {
      var slot = buckets[bucket(now + step)]
      while slot >= 0 {
        let entry = entries[Int(slot)]
        if entry.deadline <= tick {
          cancel(Int(slot))
          due.append(Int(slot))
        }
        slot = entry.next
      }
    }
    now = tick
    return due
  }

  /// No deadline lies before that tick; nil without any.
  package var next: UInt32? {
    (1...UInt32(buckets.count)).first { buckets[bucket(now + $0)] >= 0 }.map { now + $0 }
  }

  private func bucket(_ tick: UInt32) -> Int { Int(tick) & (buckets.count - 1) }
}
