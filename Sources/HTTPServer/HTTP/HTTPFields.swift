/// Header fields in their order; names compare without letter case (RFC 9110, 5.1).
///
/// All names and values lie in one buffer, and become strings when they are asked for: most fields of a request
/// never are, and a string each would cost more than all the rest of reading it.
public struct HTTPFields: Sendable, ExpressibleByDictionaryLiteral {
  private struct Entry {
    let nameStart: UInt32
    let nameEnd: UInt32
    let valueStart: UInt32
    let valueEnd: UInt32

    var name: Range<Int> { Int(nameStart)..<Int(nameEnd) }
    var value: Range<Int> { Int(valueStart)..<Int(valueEnd) }
  }

  private var bytes: [UInt8] = []
  private var entries: [Entry] = []

  /// The fields of a literal, in its order; a name may come more than once.
  public init(dictionaryLiteral elements: (String, String)...) {
    entries.reserveCapacity(elements.count)
    for (name, value) in elements { append(name, value) }
  }

  /// The first field of that name; setting replaces all of that name.
  public subscript(name: String) -> String? {
    get { entries.first { isNamed(name, $0) }.map { text($0.value) } }
    set {
      entries = entries.filter { !isNamed(name, $0) }
      if let newValue { append(name, newValue) }
    }
  }

  /// All values of that name.
  public func all(_ name: String) -> [String] {
    entries.filter { isNamed(name, $0) }.map { text($0.value) }
  }

  /// Adds a field behind the others.
  public mutating func append(_ name: String, _ value: String) {
    let nameStart = bytes.count
    bytes.append(contentsOf: name.utf8)
    let valueStart = bytes.count
    bytes.append(contentsOf: value.utf8)
    append(name: nameStart..<valueStart, value: valueStart..<bytes.count)
  }

  /// All fields, in order.
  public var all: [(name: String, value: String)] { entries.map { (text($0.name), text($0.value)) } }

  private func isNamed(_ name: String, _ entry: Entry) -> Bool {
    entry.name.count == name.utf8.count && bytes.span.extracting(entry.name).equals(lowercasing: name.utf8)
  }

  private func text(_ range: Range<Int>) -> String { bytes.span.extracting(range).text }
}

// MARK: For reader and writer

extension HTTPFields {
  /// No fields yet; those of a header section will be found in these bytes.
  init(section: Span<UInt8>) {
    bytes = section.array
    entries.reserveCapacity(16)
  }

  /// Adds a field whose name and value lie in the buffer.
  mutating func append(name: Range<Int>, value: Range<Int>) {
    entries.append(
      Entry(
        nameStart: UInt32(name.lowerBound), nameEnd: UInt32(name.upperBound),
        valueStart: UInt32(value.lowerBound), valueEnd: UInt32(value.upperBound)))
  }

  /// Shows each field's name and value.
  func forEach(_ body: (_ name: Span<UInt8>, _ value: Span<UInt8>) -> Void) {
    let bytes = bytes.span
    for entry in entries { body(bytes.extracting(entry.name), bytes.extracting(entry.value)) }
  }
}
