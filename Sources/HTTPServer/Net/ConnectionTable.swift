/// A loop's connections by slot; who has a slot when is told apart by generation.
struct ConnectionTable {
  private var slots: [Connection?] = []
  private var generations: [UInt32] = []
  private var free: [UInt32] = []

  var count: Int { slots.count - free.count }

  var all: [Connection] { slots.compactMap { $0 } }

  /// Puts a connection into a free slot.
  mutating func insert(_ make: (EventPoll.Token) -> Connection) -> Connection {
    let slot = free.popLast() ?? UInt32(slots.count)
    if slot == slots.count {
      slots.append(nil)
      // Generation 0 is for what is no connection.
      generations.append(0)
    }
    generations[Int(slot)] = max(1, generations[Int(slot)] &+ 1)
    let connection = make(EventPoll.Token(slot: slot, generation: generations[Int(slot)]))
    slots[Int(slot)] = connection
    return connection
  }

  mutating func remove(_ connection: Connection) {
    slots[connection.slot] = nil
    free.append(connection.token.slot)
  }

  /// The connection of that token, nil if it has gone.
  subscript(token: EventPoll.Token) -> Connection? {
    guard token.slot < slots.count, let connection = slots[Int(token.slot)], connection.token == token else {
      return nil
    }
    return connection
  }

  /// The connection in a slot.
  subscript(slot slot: Int) -> Connection? { slots[slot] }
}
