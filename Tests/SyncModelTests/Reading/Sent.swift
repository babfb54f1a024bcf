import Foundation
import SyncModel
import WBXML

/// Contents of ApplicationData as devices send them, element by element.
enum Sent {
  /// Elements with their texts; an empty text is an empty element.
  static func elements(_ elements: [(Tag, String)]) throws -> Fragment {
    try Fragment(elements.map { Fragment.Child(tag: $0, content: text($1)) })
  }

  /// The content of an element that holds text, which may be none that XML allows.
  static func text(_ text: String) -> Fragment {
    guard !text.isEmpty else { return Fragment(bytes: []) }
    if text.utf8.contains(0) { return Fragment(bytes: [0xC3, UInt8(text.utf8.count)] + text.utf8) }
    return Fragment(bytes: [0x03] + text.utf8 + [0x00])
  }

  /// The moment at which clocks in UTC show a time, as `2026-07-01 09:00:00`.
  static func moment(_ text: String) -> Date {
    LocalDateTime(text: text)?.instant(in: .gmt) ?? .distantPast
  }

  /// Notes of a kind.
  static func notes(_ text: String, type: Int = 1, isTruncated: Bool? = nil) throws -> Fragment {
    var body = Body()
    body.type = type
    body.data = text
    body.truncated = isTruncated
    let content = try Fragment(encoding: body)
    return try Fragment([Fragment.Child(tag: AirSyncBase.body.tag, content: content)])
  }
}

extension Reading {
  /// A reading in an office in Berlin.
  init(
    _ version: ProtocolVersion, notes: [BodyPreference] = [], supported: [Tag]? = nil,
    ignoresEmptyPicture: Bool = false
  ) {
    self.init(
      presentation: Presentation(version: version, bodyPreferences: notes), zone: "Europe/Berlin",
      now: Sent.moment("2026-05-15 10:03:00"),
      supported: supported, ignoresEmptyPicture: ignoresEmptyPicture)
  }
}

extension ItemEdit {
  var contact: ContactItem? { if case .contact(let contact) = item { contact } else { nil } }
  var appointment: CalendarItem? { if case .calendar(let appointment) = item { appointment } else { nil } }
  var note: NoteItem? { if case .note(let note) = item { note } else { nil } }
  var task: TaskItem? { if case .task(let task) = item { task } else { nil } }
}

extension ProtocolVersion {
  static let old: [ProtocolVersion] = [.v12_1, .v14_0, .v14_1]
  static let new: [ProtocolVersion] = [.v16_0, .v16_1]
}
