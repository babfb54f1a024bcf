import WBXML
import XML

extension Reading {
  /// What a device's notes make of those before; `isTaken` is false if they stay although the device has others.
  ///
  /// Notes of which the device has only a part are never taken, or the rest would be lost. Those that are too large
  /// or of a form that is not read, as RTF and MIME, are refused: the device would lose what its user typed. With
  /// `keepsHTML` the HTML of which the text is made stays beside it, until a device or the backend has another text.
  func notes(
    _ told: Body?, over before: Body?, keepsHTML: Bool = false
  ) throws(ItemRefusal) -> (body: Body?, isTaken: Bool) {
    guard !holdsPart else { return (before, false) }
    guard let told else { return (nil, true) }
    guard let text = try plainText(of: told, isNew: before == nil) else { return (before, false) }
    let html = keepsHTML && told.type == BodyType.html.rawValue ? told.data : nil
    try html?.requireMoreThanImages()
    guard !isShown(text, of: told, by: before) else {
      guard let html, var body = before else { return (before, true) }
      body.html = html
      return (body, true)
    }
    try text.requireNotes()
    return (text.isEmpty ? nil : Body(plain: text, html: html), true)
  }

  /// Whether a text that a device sends is what it was shown. Of a page that a client writes anew white space is
  /// left as a page shows it, and some clients add empty lines to those that there are.
  private func isShown(_ text: String, of told: Body, by before: Body?) -> Bool {
    let shown = (before?.data ?? "").asXMLText.withPlainLineEnds
    if text.withoutTrailingSpace == shown.withoutTrailingSpace { return true }
    guard told.type == BodyType.html.rawValue, let before else { return false }
    let asPage = Presentation(version: presentation.version, bodyPreferences: [BodyPreference(type: .html)])
    let page = before.presented(for: asPage).data.flatMap { try? HTMLText.plain($0).asXMLText }
    return page?.shownLines == text.shownLines
  }

  /// The text of notes; nil if it is not there.
  private func plainText(of body: Body, isNew: Bool) throws(ItemRefusal) -> String? {
    guard body.truncated != true || isNew else { return nil }
    let data = body.data ?? ""
    guard !data.isEmpty else { return (body.estimatedDataSize ?? 0) <= 0 ? "" : nil }
    switch body.type.map(BodyType.init) ?? .plain {
    case .plain: return data.withPlainLineEnds
    case .html: return try data.textOfNotesPage()
    case .rtf, .mime, nil: throw ItemRefusal.unreadNotes
    }
  }
}

extension ItemRefusal {
  fileprivate static let largeNotes = ItemRefusal(
    element: "Body", reason: "larger than \(String.notesLimit) bytes")
  fileprivate static let unreadNotes = ItemRefusal(element: "Body", reason: "of a form that is not read")
}

extension Body {
  /// The same with `html` beside it, if that says its text and no other.
  package func keeping(html: String?) -> Body {
    guard let html, let text = try? HTMLText.plain(html).asXMLText, text.isSameText(as: data ?? "") else {
      return self
    }
    return Body(plain: data ?? "", html: html)
  }
}

extension String {
  /// Bytes of notes that a device may send, as text or as HTML.
  fileprivate static let notesLimit = 1 << 20

  /// Throws if a device's notes are too large.
  fileprivate func requireNotes() throws(ItemRefusal) {
    guard utf8.count > Self.notesLimit else { return }
    throw ItemRefusal.largeNotes
  }

  /// Throws if the page of a note has images but no text: of what it shows nothing would be left.
  fileprivate func requireMoreThanImages() throws(ItemRefusal) {
    guard (try? HTMLText.isImagesAlone(self, limit: Self.notesLimit)) == true else { return }
    throw ItemRefusal(element: "Body", reason: "images without any text")
  }

  /// The text of notes that are sent as this page.
  fileprivate func textOfNotesPage() throws(ItemRefusal) -> String {
    do throws(XMLError) {
      // A page may name characters that are not allowed as they are.
      return try HTMLText.plain(self, limit: Self.notesLimit).asXMLText
    } catch {
      throw error == .tooLarge ? ItemRefusal.largeNotes : ItemRefusal.unreadNotes
    }
  }

  /// The text with `\n` at every line's end.
  package var withPlainLineEnds: String {
    guard utf8.contains(0x0D) else { return self }
    return replacing("\r\n", with: "\n").replacing("\r", with: "\n")
  }

  /// Whether a reader sees no difference between two texts.
  fileprivate func isSameText(as other: String) -> Bool {
    withPlainLineEnds.shownLines == other.withPlainLineEnds.shownLines
  }

  /// The lines, of which several empty ones on end count as one.
  fileprivate var shownLines: [String] {
    var lines: [String] = []
    for line in withoutTrailingSpace.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
      let isEmpty = line.allSatisfy(\.properties.isWhitespace)
      if !isEmpty || lines.last?.isEmpty != true { lines.append(isEmpty ? "" : String(line)) }
    }
    return lines
  }

  /// The text without white space at its end.
  var withoutTrailingSpace: String {
    let end = unicodeScalars.lastIndex { !$0.properties.isWhitespace }
    return end.map { String(unicodeScalars[...$0]) } ?? ""
  }
}
