/// The words behind a command: `--name value` pairs, `--name` alone, and plain words.
struct Arguments {
  /// The plain words, as many as the command takes.
  let words: [String]
  private let options: [String: String]
  private let flags: Set<String>

  /// Reads `given`; every option must be one of `options`, or of `flags` if it has no value. Behind the words that
  /// must be there `optional` more may.
  init(
    _ given: [String], options names: [String], flags known: [String] = [], words count: Int = 0,
    optional: Int = 0
  ) throws(UsageError) {
    var words: [String] = []
    var options: [String: String] = [:]
    var flags: Set<String> = []
    var rest = given[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("--") else {
        words.append(word)
        continue
      }
      let name = String(word.dropFirst(2))
      if known.contains(name) {
        guard flags.insert(name).inserted else { throw UsageError("\(word) stands twice") }
        continue
      }
      guard names.contains(name) else { throw UsageError("there is no option \(word)") }
      guard let value = rest.popFirst(), !value.hasPrefix("--") else {
        throw UsageError("\(word) needs a value")
      }
      guard options.updateValue(value, forKey: name) == nil else { throw UsageError("\(word) stands twice") }
    }
    guard words.count >= count else { throw UsageError("a word is missing") }
    let most = count + optional
    guard words.count <= most else { throw UsageError("\(words[most]) is one word too many") }
    self.words = words
    self.options = options
    self.flags = flags
  }

  /// An option's value; nil if it is not given.
  subscript(name: String) -> String? { options[name] }

  /// Whether an option without value is given.
  func has(_ flag: String) -> Bool { flags.contains(flag) }

  /// The value of an option that must be given.
  func required(_ name: String) throws(UsageError) -> String {
    guard let value = options[name] else { throw UsageError("--\(name) is missing") }
    return value
  }
}

/// A command line that cannot be understood, in words for who typed it.
struct UsageError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
