/// What the server did since it began, in plain numbers that only grow, and how many devices wait now.
public struct ActiveSyncStatistics: Sendable {
  /// What requests are counted by.
  public struct Kind: Hashable, Sendable {
    /// The command; `Autodiscover`, `OPTIONS`, or `-` for what got no further than its sign-in or its query.
    public let command: String
    /// The HTTP status of the answer.
    public let httpStatus: Int
    /// The Status of the whole answer, or the worst of its parts; nil if it has none.
    public let easStatus: Int?
  }

  /// How long requests took.
  public struct Durations: Sendable {
    /// The upper bounds of the buckets in seconds; a last one has none.
    public static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    /// How many requests fell into each bucket, one more than there are bounds.
    public internal(set) var counts = [Int](repeating: 0, count: bounds.count + 1)
    /// The sum of all, in seconds.
    public internal(set) var sum = 0.0

    mutating func add(_ seconds: Double) {
      counts[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count] += 1
      sum += seconds
    }
  }

  /// Pings that wait now.
  public internal(set) var waitingPings = 0
  /// Syncs that wait now.
  public internal(set) var waitingSyncs = 0
  /// Answered requests; one that waits is counted when its wait ends with an answer.
  public internal(set) var requests: [Kind: Int] = [:]
  /// How long requests took by command, of those that wait the time before they did.
  public internal(set) var durations: [String: Durations] = [:]
  /// Ended waits by what ended them, as the log names it.
  public internal(set) var waits: [String: Int] = [:]
  /// Changes that devices were told.
  public internal(set) var changesSent = 0
  /// Changes that devices made, carried out or not.
  public internal(set) var changesReceived = 0
  /// Sign-ins with a wrong name or password.
  public internal(set) var wrongSignIns = 0
}
