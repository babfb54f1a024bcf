/// Where the program writes to: lines, and on a terminal one line of progress that changes in its place.
public struct Console: Sendable {
  private let isTerminal: Bool
  private let write: @Sendable (String) -> Void

  /// A console that hands its text to `write`.
  public init(isTerminal: Bool, _ write: @escaping @Sendable (String) -> Void) {
    self.isTerminal = isTerminal
    self.write = write
  }

  /// Writes a line, in the place of the progress.
  public func line(_ text: String) { write((isTerminal ? "\r\u{1B}[K" : "") + text + "\n") }

  /// Shows how far the program is, if somebody looks.
  func progress(_ text: String) {
    guard isTerminal else { return }
    write("\r\u{1B}[K" + text)
  }
}

/// A number with its thousands apart, from five digits on.
func grouped(_ number: Int) -> String {
  var text = "\(number)"
  guard text.count > 4 else { return text }
  var place = text.endIndex
  while let next = text.index(place, offsetBy: -3, limitedBy: text.startIndex), next > text.startIndex {
    text.insert(",", at: next)
    place = next
  }
  return text
}

extension Totals: CustomStringConvertible {
  var description: String {
    let operations = grouped(operations)
    let requests = grouped(requests)
    return "\(grouped(histories)) histories, \(operations) operations, \(requests) requests"
  }
}
