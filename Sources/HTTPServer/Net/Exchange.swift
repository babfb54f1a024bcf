/// A request that waits for its answer: a handle of four words that may be kept anywhere.
public struct Exchange: Sendable {
  private let owner: any ExchangeOwner
  let slot: UInt32
  let generation: UInt32
  let number: UInt32
  private let acceptsGzip: Bool

  /// A handle whose answer goes to `owner`; the three numbers tell it from the owner's others.
  package init(
    owner: any ExchangeOwner, slot: UInt32, generation: UInt32, number: UInt32, acceptsGzip: Bool = false
  ) {
    self.owner = owner
    self.slot = slot
    self.generation = generation
    self.number = number
    self.acceptsGzip = acceptsGzip
  }

  /// Sends the answer, from anywhere; only the first call counts.
  public func respond(_ response: HTTPResponse) {
    // gzip on the caller's thread: on the loop, others would wait for it.
    owner.answer(self, with: response.encoded(acceptsGzip: acceptsGzip))
  }
}

extension Exchange {
  /// Has ``HTTPHandler/abandoned(_:)`` called, once more perhaps, if the peer is gone by now.
  ///
  /// A peer may go away before its request is kept anywhere; whoever keeps it asks after that.
  public func confirm() { owner.confirm(self) }
}

extension Exchange: Hashable {
  /// Whether both stand for the same request.
  public static func == (left: Exchange, right: Exchange) -> Bool {
    left.slot == right.slot && left.generation == right.generation && left.number == right.number
      && left.owner === right.owner
  }

  /// Feeds what tells one request from the others.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(slot)
    hasher.combine(generation)
    hasher.combine(number)
    hasher.combine(ObjectIdentifier(owner))
  }
}

/// Where answers go: a loop, or a test that wants to see them.
package protocol ExchangeOwner: AnyObject, Sendable {
  /// Takes an answer, on any thread.
  func answer(_ exchange: Exchange, with response: HTTPResponse)

  /// As ``Exchange/confirm()``.
  func confirm(_ exchange: Exchange)
}
