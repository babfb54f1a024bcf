import Foundation
import Glibc

/// A line of the result.
struct Row {
  let what: String
  let measured: String
  var reference = "-"
  var ratio = "-"
  var goal = "-"
  /// Whether the goal was met; nil if there is none.
  var isMet: Bool?
}

/// The result, printed as it comes.
struct Table {
  private static let widths = [54, 22, 22, 8, 22, 6]
  private(set) var missed = 0

  init() {
    print(["what", "measured", "reference", "ratio", "goal", ""])
    print(Table.widths.map { String(repeating: "-", count: $0) })
  }

  /// Prints a row.
  mutating func add(_ row: Row) {
    let verdict = row.isMet.map { $0 ? "met" : "MISSED" } ?? ""
    print([row.what, row.measured, row.reference, row.ratio, row.goal, verdict])
    if row.isMet == false { missed += 1 }
  }

  /// A time per piece beside another's, both in nanoseconds, and how many times it at most is wanted.
  mutating func add(
    _ what: String, _ measured: Double, beside reference: Double, _ peer: String, goal: Double
  ) {
    let ratio = measured / reference
    add(
      Row(
        what: what, measured: microseconds(measured), reference: "\(peer) \(microseconds(reference))",
        ratio: decimal(ratio), goal: "<= \(goal) x \(peer)", isMet: ratio <= goal))
  }

  private func print(_ cells: [String]) {
    let padded = zip(cells, Table.widths).map {
      $0.padding(toLength: max($1, $0.count), withPad: " ", startingAt: 0)
    }
    Swift.print(padded.joined(separator: "  ").trimmingCharacters(in: .whitespaces))
    fflush(nil)
  }
}

/// Nanoseconds as microseconds.
func microseconds(_ nanoseconds: Double) -> String { decimal(nanoseconds / 1000) + " us" }

/// A number with as many places as it is worth.
func decimal(_ number: Double) -> String {
  String(format: abs(number) < 10 ? "%.2f" : "%.1f", locale: Locale(identifier: "en_US_POSIX"), number)
}

/// The middle one.
func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

/// Says on standard error what is going on.
func note(_ text: String) {
  let seconds = decimal(start.duration(to: .now) / .seconds(1))
  FileHandle.standardError.write(Data("bench: \(seconds) s: \(text)\n".utf8))
}

private let start = ContinuousClock.now
