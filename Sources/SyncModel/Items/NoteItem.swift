public import struct Foundation.Date

/// A note. [MS-ASNOTE] 2.2.2; from 14.0.
///
/// Properties are named after their elements and stand in the order of the schema.
public struct NoteItem: Hashable, Sendable {
  /// The text.
  public var body: Body?
  /// What the note is called.
  public var subject: String?
  /// `IPM.StickyNote`, or one of its subclasses.
  public var messageClass: String?
  /// When the note was last changed; a backend says it, a device is not heard.
  public var lastModifiedDate: Date?
  /// Labels.
  public var categories: [String]?
  /// The format in which the text is stored: 1 plain text, 2 HTML.
  public var nativeBodyType: Int?

  /// A note with nothing set.
  public init() {}
}

extension NoteItem {
  /// What a note is if nothing is said. [MS-ASNOTE] 2.2.2.5.
  public static let usualMessageClass = "IPM.StickyNote"

  /// The longest subject that is made of a text, in code points: what is longer is no title.
  private static let longestTitle = 255

  /// The subject of a note that was given none: its first line with something in it; nil without any.
  public static func title(of text: String?) -> String? {
    let lines = (text ?? "").split(whereSeparator: \.isNewline)
    guard let line = lines.lazy.map(\.withoutOuterSpace).first(where: { !$0.isEmpty }) else { return nil }
    guard line.unicodeScalars.count > longestTitle else { return line }
    var length = 0
    let title = line.prefix { character in
      length += character.unicodeScalars.count
      return length <= longestTitle
    }
    return String(title).withoutOuterSpace
  }
}

extension NoteItem {
  /// Whether it says what an earlier form of it said, and perhaps more behind that.
  package func goesOn(with earlier: NoteItem) -> Bool {
    let parts = [(body?.data, earlier.body?.data), (subject, earlier.subject)]
    return parts.allSatisfy { now, before in
      let before = (before ?? "").withPlainLineEnds.withoutTrailingSpace
      return (now ?? "").withPlainLineEnds.hasPrefix(before)
    }
  }
}

extension StringProtocol {
  /// The text without white space at either end.
  fileprivate var withoutOuterSpace: String {
    let start = drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }
}
