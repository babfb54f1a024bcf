import WBXML
import XML

extension Reading {
  /// What a device's notes make of those before; `isTaken` is false if they stay although the device has others.
  ///
  /// Notes of which the device has only a part are never taken, or the rest would be lost; RTF and MIME are not
  /// read. Those that are too large are refused.
  func notes(_ told: Body?, over before: Body?) throws(ItemRefusal) -> (body: Body?, isTaken: Bool) {
    let isPart = before?.presented(for: presentation).truncated == true
    guard !isPart else { return (before, false) }
    guard let told else { return (nil, true) }
    guard let text = try plainText(of: told, isNew: before == nil) else { return (before, false) }
    guard !isShown(text, of: told, by: before) else { return (before, true) }
    try text.requireNotes()
    return (text.isEmpty ? nil : Body(plain: text), true)
  }

  /// Whether a text that a device sends is what it was shown. Of a page that a client writes anew white space is
  /// left as a page shows it.
  private func isShown(_ text: String, of told: Body, by before: Body?) -> Bool {
    let shown = (before?.data ?? "").asXMLText.withPlainLineEnds
    if text.withoutTrailingSpace == shown.withoutTrailingSpace { return true }
    guard told.type == BodyType.html.rawValue, let before else { return false }
    let asPage = Presentation(version: presentation.version, bodyPreferences: [BodyPreference(type: .html)])
    return before.presented(for: asPage).data.flatMap { try? HTMLText.plain($0).asXMLText } == text
  }

  /// The text of notes; nil if it is not there or of a form that is not read.
  private func plainText(of body: Body, isNew: Bool) throws(ItemRefusal) -> String? {
    guard body.truncated != true || isNew else { return nil }
    let data = body.data ?? ""
    guard !data.isEmpty || (body.estimatedDataSize ?? 0) <= 0 else { return nil }
    switch body.type.map(BodyType.init) ?? .plain {
    case .plain: return data.withPlainLineEnds
    case .html:
      try data.requireNotes()
      // A page may name characters that are not allowed as they are.
      return try? HTMLText.plain(data, limit: String.notesLimit).asXMLText
    case .rtf, .mime, nil: return nil
    }
  }
}

extension String {
  /// Bytes of notes that a device may send, as text or as HTML.
  fileprivate static let notesLimit = 1 << 20

  /// Throws if a device's notes are too large.
  fileprivate func requireNotes() throws(ItemRefusal) {
    guard utf8.count > Self.notesLimit else { return }
    throw ItemRefusal(element: "Body", reason: "larger than \(Self.notesLimit) bytes")
  }

  /// The text with `\n` at every line's end.
  package var withPlainLineEnds: String {
    guard utf8.contains(0x0D) else { return self }
    return replacing("\r\n", with: "\n").replacing("\r", with: "\n")
  }

  /// The text without white space at its end.
  var withoutTrailingSpace: String {
    guard last?.isWhitespace == true else { return self }
    return String(reversed().drop { $0.isWhitespace }.reversed())
  }
}
