import TestSupport
import Testing

@testable import Simulation

/// Shrinking with made-up rules for what breaks a promise.
@Suite struct ShrinkingTests {
  private func shrink(
    _ count: Int, tries: Int = 2000, _ breaks: @escaping ([Int]) -> Bool
  ) async -> Shrinking {
    await Shrinking(of: count, breaking: Violation("at first"), tries: tries) { places in
      breaks(places) ? Violation("with \(places.count)") : nil
    }
  }

  @Test(arguments: UInt64(0)..<50) func whatIsNeededTogetherIsWhatStays(seed: UInt64) async {
    var random = SeededGenerator(seed: seed)
    let count = Int.random(in: 1...90, using: &random)
    let needed = Set(
      (0..<Int.random(in: 0...5, using: &random)).map { _ in Int.random(in: 0..<count, using: &random) })
    let small = await shrink(count) { needed.isSubset(of: $0) }
    #expect(small.kept == needed.sorted())
    #expect(small.isSmallest)
    #expect(small.violation.description == (needed.count == count ? "at first" : "with \(needed.count)"))
  }

  @Test(arguments: UInt64(0)..<50) func nothingThatStaysCanGoAlone(seed: UInt64) async {
    var random = SeededGenerator(seed: seed)
    let marks = (0..<60).map { _ in Int.random(in: 0..<10, using: &random) }
    // No smallest part is the only one, and what may go depends on what has gone.
    let breaks = { (places: [Int]) in
      places.map { marks[$0] }.reduce(0, +) >= 40 && places.contains { marks[$0] == marks[places[0]] + 1 }
    }
    guard breaks(Array(0..<60)) else { return }
    let small = await shrink(60, breaks)
    #expect(breaks(small.kept))
    for place in small.kept { #expect(!breaks(small.kept.filter { $0 != place })) }
  }

  @Test func aBreachOfAnotherPromiseCountsAsWell() async {
    let small = await Shrinking(of: 8, breaking: Violation("lost"), tries: 100) { places in
      places.contains(3) ? Violation(places.contains(5) ? "lost" : "doubled") : nil
    }
    #expect(small.kept == [3])
    #expect(small.violation.description == "doubled")
  }

  @Test func theTriesAreBounded() async {
    var tries = 0
    let small = await Shrinking(of: 64, breaking: Violation("lost"), tries: 10) { places in
      tries += 1
      return places.contains(0) && places.contains(63) ? Violation("lost") : nil
    }
    #expect(tries == 10)
    #expect(small.tries == 10)
    #expect(!small.isSmallest)
    #expect(small.kept.contains(0) && small.kept.contains(63))
  }

  @Test func aHistoryWithoutOperationsIsSmallest() async {
    let small = await shrink(0) { _ in true }
    #expect(small.kept.isEmpty)
    #expect(small.isSmallest)
  }
}
