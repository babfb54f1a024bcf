import TestSupport

/// Chances that a number fixes.
struct Dice {
  private var generator: SeededGenerator

  /// Dice that fall the same for the same number.
  init(_ seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// A number below `bound`.
  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }

  /// A number of a range.
  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

  /// Whether something happens that happens once in `times`.
  mutating func once(in times: Int) -> Bool { below(times) == 0 }

  /// One of several; nil of none.
  mutating func pick<Element>(_ elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[below(elements.count)]
  }

  /// One of several that is named by its weight.
  mutating func weighted<Element>(_ table: [(weight: Int, value: Element)]) -> Element {
    var left = below(table.reduce(0) { $0 + $1.weight })
    for (weight, value) in table {
      if left < weight { return value }
      left -= weight
    }
    return table[0].value
  }

  /// The elements in another order.
  mutating func shuffled<Element>(_ elements: [Element]) -> [Element] { elements.shuffled(using: &generator) }

  /// A number for other dice.
  mutating func seed() -> UInt64 { generator.next() }
}
