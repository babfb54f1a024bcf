/// What the program is asked to do.
enum RunnerOrder: Hashable {
  case help
  /// Play one history again, or a part of it, and tell all that happens.
  case replay(seed: UInt64, only: OperationNumbers?)
  /// Play many.
  case play(PlayOrder)

  static let usage = """
    histories plays random histories of an office and its devices, and says which break a promise.

    Usage:
      histories [--count N] [--first SEED]   play N histories (2000) with the seeds from SEED (0) on
      histories --minutes M | --forever      go on with new seeds for M minutes, or until interrupted
      histories --seed S [--only 3,17,20-22] play the history of a seed, or some of its operations, and tell
                                             each operation, request and answer
    A history that breaks a promise is made as small as it can be, unless --brief is there, and the exit status
    is 1. To make that of a seed small: --first SEED --count 1. It is 2 if a seed has no such operation.
    """
}

/// How many histories to play, and which.
struct PlayOrder: Hashable {
  /// How many there are unless somebody says otherwise.
  static let usualCount = 2000

  /// The first seed; nil for any.
  var first: UInt64?
  /// How many; nil for as many as there is time for.
  var count: Int?
  /// For how many minutes at most; nil for as long as it takes.
  var minutes: Int?
  /// Whether one that breaks a promise is only named and not made small.
  var isBrief = false
}

/// What is wrong with the words after the program's name.
struct RunnerUsageError: Error, Hashable, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

extension RunnerOrder {
  /// Reads the words after the program's name.
  init(_ words: [String]) throws(RunnerUsageError) {
    let read = try OptionWords(words)
    if read.flags.contains("help") {
      self = .help
      return
    }
    let only = try read.value("only") { OperationNumbers(text: $0) }
    if let seed = try read.value("seed", { UInt64($0) }) {
      guard read.names.isSubset(of: ["seed", "only"]) else {
        throw RunnerUsageError("--seed stands alone or with --only")
      }
      self = .replay(seed: seed, only: only)
      return
    }
    guard only == nil else { throw RunnerUsageError("--only needs --seed") }
    self = .play(try PlayOrder(read))
  }
}

extension PlayOrder {
  fileprivate init(_ read: OptionWords) throws(RunnerUsageError) {
    minutes = try read.value("minutes") { Int($0) }
    count = try read.value("count") { Int($0) }
    first = try read.value("first") { UInt64($0) }
    isBrief = read.flags.contains("brief")
    guard minutes ?? 1 > 0, count ?? 1 > 0 else { throw RunnerUsageError("play at least one") }
    let isForever = read.flags.contains("forever")
    guard !isForever || (minutes == nil && count == nil) else {
      throw RunnerUsageError("--forever has no end")
    }
    if isForever || (minutes != nil && count == nil) { return }
    count = count ?? Self.usualCount
    first = first ?? 0
  }
}

/// The options among the words after the program's name.
private struct OptionWords {
  private(set) var values: [String: String] = [:]
  private(set) var flags: Set<String> = []

  /// All that are there.
  var names: Set<String> { flags.union(values.keys) }

  init(_ words: [String]) throws(RunnerUsageError) {
    var rest = words[...]
    while let word = rest.popFirst() {
      let name = word == "-h" ? "help" : String(word.dropFirst(2))
      guard word == "-h" || word.hasPrefix("--"), !names.contains(name) else {
        throw RunnerUsageError("\(word) is one too many")
      }
      switch name {
      case "forever", "brief", "help": flags.insert(name)
      case "count", "first", "seed", "only", "minutes":
        guard let value = rest.popFirst() else { throw RunnerUsageError("\(word) needs a value") }
        values[name] = value
      default: throw RunnerUsageError("there is no option \(word)")
      }
    }
  }

  /// The value of an option, read; nil if it is not there.
  func value<Value>(_ name: String, _ read: (String) -> Value?) throws(RunnerUsageError) -> Value? {
    guard let text = values[name] else { return nil }
    guard let value = read(text) else { throw RunnerUsageError("--\(name) cannot be \(text)") }
    return value
  }
}
