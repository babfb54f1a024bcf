import WBXML

extension Body {
  /// The format in which the text is stored: plain text, unless it is kept as a device wrote it.
  var nativeType: Int { (html == nil ? BodyType.plain : .html).rawValue }

  /// The body as a device may see it.
  ///
  /// Without a preference it is plain text, whole: [MS-ASAIRS] 2.2.2.9 asks only for a Body with a Type, but
  /// a device that says nothing should not lose its user's text. A preference for RTF or MIME alone is
  /// answered the same way. An empty text is told by its size of 0.
  func presented(for presentation: Presentation) -> Body {
    let text = StoredText(plain: (data ?? "").asXMLText.withNetworkLineEnds, html: html?.asXMLText)
    var body = Body.rendered(text, presentation.bodyPreferences)
    body.keepElements(of: presentation.version)
    return body
  }

  /// A text as it is stored: plain, and as the HTML in which a device wrote it, if that is known.
  private struct StoredText {
    let plain: String
    let html: String?
  }

  /// Renders `text` by the first preference that takes it: the format in which it is stored goes first.
  private static func rendered(_ text: StoredText, _ preferences: [BodyPreference]) -> Body {
    let formats: [BodyType] = text.html == nil ? [.plain, .html] : [.html, .plain]
    let choices = formats.compactMap { type in
      preferences.first { $0.type == type.rawValue }.map { (type, $0) }
    }
    guard let (firstType, first) = choices.first else { return render(text, .plain, BodyPreference()) }
    for (type, preference) in choices {
      let body = render(text, type, preference)
      if body.truncated != true || preference.allOrNone != true { return body }
    }
    // Nothing fits, and no part is wanted.
    var body = render(text, firstType, first)
    body.data = nil
    return body
  }

  private static func render(
    _ stored: StoredText, _ type: BodyType, _ preference: BodyPreference
  ) -> Body {
    let text = stored.plain
    var body = Body()
    body.type = type.rawValue
    let whole = type == .html ? stored.html ?? text.html : text
    body.estimatedDataSize = text.isEmpty ? 0 : whole.utf8.count
    if let limit = preference.truncationSize, limit >= 0, limit < whole.utf8.count, !text.isEmpty {
      // A part of a device's HTML is made of the text: cut anywhere it would be no HTML.
      let part = type == .html ? text.html(bytes: limit) : text.prefix(bytes: limit)
      body.truncated = true
      body.data = part.isEmpty ? nil : part
    } else if !text.isEmpty {
      body.data = whole
    }
    if let length = preference.preview, length > 0, !text.isEmpty {
      body.preview = String(text.prefix(min(length, 255)))
    }
    return body
  }
}

extension String {
  /// The text with CR LF at every line's end.
  fileprivate var withNetworkLineEnds: String {
    guard utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return self }
    var text = ""
    text.reserveCapacity(utf8.count + 16)
    for character in self {
      let isLineEnd = character == "\n" || character == "\r" || character == "\r\n"
      text.append(isLineEnd ? "\r\n" : character)
    }
    return text
  }

  /// The longest start of whole characters that has at most `limit` bytes of UTF-8.
  fileprivate func prefix(bytes limit: Int) -> String {
    var part = ""
    var left = limit
    for character in self {
      left -= character.utf8.count
      guard left >= 0 else { break }
      part.append(character)
    }
    return part
  }
}

// MARK: - HTML
extension String {
  private static let htmlStart = "<html><body>"
  private static let htmlEnd = "</body></html>"

  /// The text as a page that looks like it.
  fileprivate var html: String { html(bytes: .max) }

  /// As ``html``, of the longest start that fits into `limit` bytes with its frame; empty if nothing fits.
  fileprivate func html(bytes limit: Int) -> String {
    var content = ""
    var left = limit - String.htmlStart.utf8.count - String.htmlEnd.utf8.count
    var previous: Character = "\r\n"
    for character in self {
      // Of several spaces, and of those that indent a line, HTML would show one or none.
      let isKept = character == " " && (previous == " " || previous == "\r\n")
      let escaped = isKept ? "&nbsp;" : character.html
      previous = character
      left -= escaped.utf8.count
      guard left >= 0 else { break }
      content += escaped
    }
    return content.isEmpty ? "" : String.htmlStart + content + String.htmlEnd
  }
}

extension Character {
  /// The character as HTML text.
  fileprivate var html: String {
    switch self {
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    case "\"": "&quot;"
    case "\r\n": "<br>\r\n"
    default: String(self)
    }
  }
}
