/// How much of an answer is read and written before the time is looked at again: little where that takes long.
struct AnswerPace: Sendable {
  private static let largestPortion = 128

  /// How many items come next.
  private(set) var portion = 8
  private let end: Duration
  private let now: @Sendable () -> Duration
  private var began: Duration

  /// A pace by the clock `now`, until `end`.
  init(until end: Duration, now: @escaping @Sendable () -> Duration) {
    self.end = end
    self.now = now
    began = now()
  }

  /// Whether there is time for another portion, which is then fit for the time that is left.
  mutating func goesOn() -> Bool {
    let moment = now()
    let left = end - moment
    let fits = (moment - began) * 8 <= left
    portion = fits ? min(portion * 2, Self.largestPortion) : max(portion / 2, 1)
    began = moment
    return left > .zero
  }
}
