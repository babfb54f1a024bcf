/// What the histories did that were played and kept every promise.
struct Totals: Hashable {
  var histories = 0
  var operations = 0
  var requests = 0

  /// Takes in one more.
  mutating func add(_ tally: Tally) {
    histories += 1
    operations += tally.operations
    requests += tally.requests
  }
}

/// Plays the histories of consecutive seeds, several at once.
struct HistoryRun {
  /// A history that broke a promise.
  struct Broken: Error {
    let seed: UInt64
    let violation: Violation
  }

  let player: Player
  /// How many are played at once.
  let width: Int

  /// Plays the histories from `first` on until there are `count`, `isOver` says so, or one breaks a promise;
  /// `heard` gets the totals after each.
  func run(
    first: UInt64, count: Int?, isOver: () -> Bool, _ heard: (Totals) -> Void
  ) async -> (Totals, Broken?) {
    var totals = Totals()
    var broken: Broken?
    await withTaskGroup(of: Result<Tally, Broken>.self) { group in
      var begun = 0
      func begin() {
        guard broken == nil, begun < count ?? .max, !isOver() else { return }
        let seed = first &+ UInt64(begun)
        begun += 1
        group.addTask { await play(seed) }
      }
      for _ in 0..<width { begin() }
      while let result = await group.next() {
        switch result {
        case .success(let tally):
          totals.add(tally)
          heard(totals)
        case .failure(let failure): broken = broken ?? failure
        }
        begin()
      }
    }
    return (totals, broken)
  }

  private func play(_ seed: UInt64) async -> Result<Tally, Broken> {
    do throws(Violation) {
      return .success(try await player(History(seed: seed), nil))
    } catch {
      return .failure(Broken(seed: seed, violation: error))
    }
  }
}
