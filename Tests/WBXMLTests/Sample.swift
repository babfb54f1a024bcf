import TestSupport

@testable import WBXML

/// A root element that uses every method of `ElementCoder`.
struct Sample: RootElement, Equatable {
  static let root = AirSync.sync.tag

  var name: String?
  var key: Key?
  var windowSize: Int?
  var getChanges: Bool?
  var moreAvailable = false
  var mime: [UInt8]?
  var body: Body?
  var collections: [Body] = []
  var commands: [Command] = []
  var attendees: [Attendee]?
  var categories: [String]?
  var addresses: [String] = []
  var supported: [Tag]?
  var data: Fragment?

  mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.text(Contacts.firstName, &name)
    try coder.value(AirSync.syncKey, &key)
    try coder.integer(AirSync.windowSize, &windowSize)
    try coder.boolean(AirSync.getChanges, &getChanges)
    try coder.marker(AirSync.moreAvailable, &moreAvailable)
    try coder.opaque(ComposeMail.mime, &mime)
    try coder.element(AirSyncBase.body, &body)
    try coder.elements(AirSync.collection, &collections)
    try coder.elements(&commands)
    try coder.list(Calendar.attendees, of: Calendar.attendee, &attendees)
    try coder.texts(Calendar.categories, of: Calendar.category, &categories)
    try coder.texts(Settings.smtpAddress, &addresses)
    try coder.tags(AirSync.supported, &supported)
    try coder.fragment(AirSync.applicationData, &data)
  }

  /// A text of digits behind a `#`.
  struct Key: TextValue, Equatable {
    var number: UInt32

    init(number: UInt32) {
      self.number = number
    }

    init?(text: String) {
      guard text.first == "#", let number = UInt32(text.dropFirst()) else { return nil }
      self.number = number
    }

    var text: String { "#\(number)" }
  }

  struct Body: Element, Equatable {
    var type: Int?
    var text: String?

    mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.integer(AirSyncBase.type, &type)
      try coder.text(AirSyncBase.data, &text)
    }
  }

  struct Attendee: Element, Equatable {
    var email: String?

    mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.text(Calendar.email, &email)
    }
  }

  struct Command: TaggedElement, Equatable {
    static let tags = [AirSync.add.tag, AirSync.change.tag, AirSync.delete.tag]

    var tag = AirSync.add.tag
    var serverId: String?
    var clientId: String?

    mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      if tag == AirSync.add.tag { try coder.text(AirSync.clientId, &clientId) }
      try coder.text(AirSync.serverId, &serverId)
    }
  }
}

extension Sample {
  static func random(using generator: inout SeededGenerator) throws -> Sample {
    var sample = Sample()
    sample.name = generator.maybe { $0.text() }
    sample.key = generator.maybe { Key(number: .random(in: 0...UInt32.max, using: &$0)) }
    sample.windowSize = generator.maybe { .random(in: Int.min...Int.max, using: &$0) }
    sample.getChanges = generator.maybe { .random(using: &$0) }
    sample.moreAvailable = .random(using: &generator)
    sample.mime = generator.maybe { $0.bytes() }
    sample.body = generator.maybe { Body.random(using: &$0) }
    sample.collections = generator.some { Body.random(using: &$0) }
    sample.commands = generator.some { Command.random(using: &$0) }
    sample.attendees = generator.maybe { $0.some { Attendee(email: $0.maybe { $0.text() }) } }
    sample.categories = generator.maybe { $0.some { $0.text() } }
    sample.addresses = generator.some { $0.text() }
    sample.supported = generator.maybe { _ in [Contacts.title.tag, AirSyncBase.body.tag, Contacts.alias.tag] }
    if let body = generator.maybe({ Body.random(using: &$0) }) {
      sample.data = try Fragment(encoding: body)
    }
    return sample
  }
}

extension Sample.Body {
  static func random(using generator: inout SeededGenerator) -> Self {
    .init(type: generator.maybe { .random(in: 1...4, using: &$0) }, text: generator.maybe { $0.text() })
  }
}

extension Sample.Command {
  static func random(using generator: inout SeededGenerator) -> Self {
    var command = Self()
    command.tag = tags.randomElement(using: &generator) ?? command.tag
    command.serverId = generator.maybe { $0.text() }
    command.clientId = command.tag == AirSync.add.tag ? generator.maybe { $0.text() } : nil
    return command
  }
}
