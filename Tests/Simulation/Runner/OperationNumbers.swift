/// Which operations of a history are kept, by their places from 0 on: `3,17,20-22`, or `none`.
struct OperationNumbers: Hashable, CustomStringConvertible {
  private let ranges: [ClosedRange<Int>]

  /// The operations at `places`, which ascend.
  init(_ places: [Int]) {
    ranges = places.reduce(into: []) { ranges, place in
      if let last = ranges.last, last.upperBound + 1 == place {
        ranges[ranges.count - 1] = last.lowerBound...place
      } else {
        ranges.append(place...place)
      }
    }
  }

  /// Reads what `description` writes; nil if it is anything else.
  init?(text: String) {
    var ranges: [ClosedRange<Int>] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) where text != "none" {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil, first <= last else {
        return nil
      }
      ranges.append(first...last)
    }
    self.ranges = ranges
  }

  var description: String {
    guard !ranges.isEmpty else { return "none" }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ",")
  }

  /// The place that is furthest back; nil for none.
  var last: Int? { ranges.map(\.upperBound).max() }

  /// Whether the operation at `place` is kept.
  func contains(_ place: Int) -> Bool { ranges.contains { $0.contains(place) } }
}
