extension Configuration {
  init(from decoder: any Decoder) throws {
    var options = try Options(decoder)
    try options.read("listen", &listen)
    try options.read("data", &data)
    try options.read("publicURL", &publicURL)
    try options.read("log", &log)
    try options.read("autodiscover", &autodiscover)
    try options.read("folders", &folders)
    try options.read("push", &push)
    try options.read("devices", &devices)
    try options.read("calendar", &calendar)
    try options.read("tasks", &tasks)
    try options.read("search", &search)
    try options.read("signIn", &signIn)
    try options.read("http", &http)
    try options.read("https", &https)
    try options.read("operations", &operations)
    try options.finish()
  }
}

extension Configuration.Log {
  init(from decoder: any Decoder) throws {
    var options = try Options(decoder)
    try options.read("level", oneOf: &level)
    try options.finish()
  }
}

extension Configuration.Autodiscover {
  init(from decoder: any Decoder) throws {
    var options = try Options(decoder)
    try options.read("domains", &domains)
    try options.read("manualDomain", &manualDomain)
    try options.finish()
  }
}

extension Configuration.Folders {
  init(from decoder: any Decoder) throws {
    var options = try Options(decoder)
    try options.read("mail", oneOf: &mail)
    try options.finish()
  }
}

extension Configuration.Push {
  init(from decoder: any Decoder) throws {
    var options = try Options(decoder)
    try options.read("shortest", &shortest, in: 1...3_540)
    try options.read("longest", &longest, in: shortest...3_540)
    try options.finish()
  }
}

extension Configuration.Devices {
  init(from decoder: any Decoder) throws {
    var options = try Options(decoder)
    try options.read("forgetDays", &forgetDays, in: 0...3_650)
    try options.finish()
  }
}

extension Configuration.Calendar {
  init(from decoder: any Decoder) throws {
    var options = try Options(decoder)
    try options.read("limit", &limit, in: 1...10_000)
    try options.read("past", &past, in: 0...120)
    try options.read("future", &future, in: 1...120)
    try options.read("attendees", oneOf: &attendees)
    try options.finish()
  }
}

extension Configuration.Tasks {
  init(from decoder: any Decoder) throws {
    var options = try Options(decoder)
    try options.read("reminder", &reminder)
    try options.finish()
  }
}

extension Configuration.Search {
  init(from decoder: any Decoder) throws {
    var options = try Options(decoder)
    try options.read("addresses", &addresses)
    try options.finish()
  }
}

extension Configuration.SignIn {
  init(from decoder: any Decoder) throws {
    var options = try Options(decoder)
    try options.read("attempts", &attempts, in: 1...1_000)
    try options.read("forgetHours", &forgetHours, in: 1...8_760)
    try options.read("rememberSeconds", &rememberSeconds, in: 0...86_400)
    try options.finish()
  }
}

extension Configuration.HTTP {
  init(from decoder: any Decoder) throws {
    var options = try Options(decoder)
    try options.read("bodyLimit", &bodyLimit, in: 65_536...1_073_741_824)
    try options.read("connections", &connections, in: 1...1_000_000)
    try options.read("connectionsPerAddress", &connectionsPerAddress, in: 1...1_000_000)
    try options.read("proxies", &proxies)
    try options.read("drainSeconds", &drainSeconds, in: 0...3_600)
    try options.finish()
  }
}

extension Configuration.HTTPS {
  init(from decoder: any Decoder) throws {
    var options = try Options(decoder)
    try options.read("listen", &listen)
    try options.read("certificates", &certificates)
    try options.read("redirect", &redirect)
    try options.read("challenges", &challenges)
    try options.read("handshakes", &handshakes, in: 1...100_000)
    try options.read("handshakesPerAddress", &handshakesPerAddress, in: 1...100_000)
    try options.read("handshakeSeconds", &handshakeSeconds, in: 1...120)
    try options.finish()
  }
}

extension Configuration.HTTPS.Certificate {
  init(from decoder: any Decoder) throws {
    var options = try Options(decoder)
    try options.read("chain", &chain)
    try options.read("key", &key)
    try options.finish()
  }
}

extension Configuration.Operations {
  init(from decoder: any Decoder) throws {
    var options = try Options(decoder)
    try options.read("listen", &listen)
    try options.finish()
  }
}

/// Reads the options of one object: absent ones keep their default, unknown ones are errors.
private struct Options {
  private let container: KeyedDecodingContainer<Key>
  private var unread: Set<String>

  init(_ decoder: any Decoder) throws {
    container = try decoder.container(keyedBy: Key.self)
    unread = Set(container.allKeys.map(\.stringValue))
  }

  mutating func read<Value: Decodable>(_ name: String, _ value: inout Value) throws {
    unread.remove(name)
    // Not `decodeIfPresent`: null is no value that an option may have, and taken for none it would hide a mistake.
    if container.contains(Key(name)) { value = try container.decode(Value.self, forKey: Key(name)) }
  }

  mutating func read(_ name: String, _ value: inout Int, in range: ClosedRange<Int>) throws {
    try read(name, &value)
    guard range.contains(value) else {
      throw DecodingError.dataCorruptedError(
        forKey: Key(name), in: container,
        debugDescription: "must lie between \(range.lowerBound) and \(range.upperBound)")
    }
  }

  /// Reads one of a few words; another one is told which there are.
  mutating func read<Value: RawRepresentable & CaseIterable>(_ name: String, oneOf value: inout Value) throws
  where Value.RawValue == String {
    var word = value.rawValue
    try read(name, &word)
    guard let known = Value(rawValue: word) else {
      let words = Value.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      throw DecodingError.dataCorruptedError(
        forKey: Key(name), in: container, debugDescription: "\"\(word)\" is none of \(words)")
    }
    value = known
  }

  func finish() throws {
    guard let name = unread.sorted().first else { return }
    throw DecodingError.dataCorruptedError(
      forKey: Key(name), in: container, debugDescription: "is no option of asyncd")
  }

  struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
  }
}
