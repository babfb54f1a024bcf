/// The smallest part of a history that was found to break a promise still.
struct Shrinking {
  /// The places of the operations that are kept, ascending.
  private(set) var kept: [Int]
  /// The promise that they break, which need not be the one that all of them broke.
  private(set) var violation: Violation
  /// How many parts were played.
  private(set) var tries = 0
  /// Whether each operation left is known to be needed; otherwise the tries were used up before.
  private(set) var isSmallest = false

  /// Leaves out of `count` operations, which break a promise, whatever is not needed for that: halves first, then
  /// ever smaller pieces, at last one by one until none can go any more. `play` plays the part at the places that
  /// it is given.
  ///
  /// From the back to the front, since what comes later needs what was before, and not the other way round.
  init(
    of count: Int, breaking violation: Violation, tries limit: Int, _ play: ([Int]) async -> Violation?
  ) async {
    kept = Array(0..<count)
    self.violation = violation
    var size = max((count + 1) / 2, 1)
    while true {
      let before = kept.count
      guard await leaveOut(by: size, limit, play) else { return }
      if size == 1, kept.count == before { break }
      size = (size + 1) / 2
    }
    isSmallest = true
  }

  /// Tries once to do without each `size` neighbours; false if the tries are used up.
  private mutating func leaveOut(
    by size: Int, _ limit: Int, _ play: ([Int]) async -> Violation?
  ) async -> Bool {
    var end = kept.count
    while end > 0 {
      guard tries < limit else { return false }
      let start = max(end - size, 0)
      let rest = Array(kept[..<start] + kept[end...])
      tries += 1
      if let found = await play(rest) {
        kept = rest
        violation = found
      }
      end = start
    }
    return true
  }
}
