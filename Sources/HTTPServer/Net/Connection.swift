/// One connection: its transport, how far its conversation is, and what has not been sent yet.
///
/// Belongs to a loop and never leaves it. Idle or parked it holds no buffer.
final class Connection {
  var transport: any Transport
  let peer: IPAddress
  let token: EventPoll.Token
  /// Whether the census counts it.
  let isCounted: Bool
  /// Whether the limit of one address does not hold for it.
  var isExempt = false
  /// Whether what it sends must be acknowledged in time.
  var isAcknowledgementLimited = false
  var conversation = Conversation()
  var interest: EventPoll.Interest = [.input, .inputEnd]
  /// What the running deadline is for; nil if for none of a conversation's phases.
  var phase: Conversation.Phase?
  /// Parts of content that it holds of a request that is not whole yet.
  var heldParts: Int32 = 0
  private var unsent: [UInt8] = []
  private var sentCount = 0

  init(_ transport: any Transport, peer: IPAddress, token: EventPoll.Token, isCounted: Bool) {
    self.transport = transport
    self.peer = peer
    self.token = token
    self.isCounted = isCounted
  }

  var slot: Int { Int(token.slot) }

  /// Whether bytes wait for the peer to read.
  var isBlocked: Bool { !unsent.isEmpty }

  /// Sends as much as goes of new bytes; nothing of earlier ones may be left.
  func send(_ bytes: [UInt8]) -> Sending {
    unsent = bytes
    sentCount = 0
    return sendRest()
  }

  /// Sends as much as goes of what is left.
  func sendRest() -> Sending {
    while sentCount < unsent.count {
      switch transport.write(unsent, from: sentCount) {
      case .bytes(let count): sentCount += count
      case .wouldBlock: return .blocked(until: .output)
      case .wantsInput: return .blocked(until: .input)
      case .failed: return .failed
      }
    }
    unsent = []
    return .done
  }

  /// What came of sending.
  enum Sending {
    case done
    case blocked(until: EventPoll.Interest)
    case failed
  }
}
