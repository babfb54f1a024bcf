import RTF
import WBXML
import XML

extension Reading {
  /// What a device's notes make of those before; `isTaken` is false if they stay although the device has others.
  ///
  /// Notes of which the device has only a part are never taken, or the rest would be lost. Those that are too large
  /// or of a form that is not read, as MIME, are refused: the device would lose what its user typed. RTF is read as
  /// the page that looks like it. With `keepsHTML` the HTML of which the text is made stays beside it, until a device
  /// or the backend has another text.
  func notes(
    _ told: Body?, over before: Body?, keepsHTML: Bool = false
  ) throws(ItemRefusal) -> (body: Body?, isTaken: Bool) {
    guard !holdsPart else { return (before, false) }
    guard let sent = told else { return (nil, true) }
    let (told, isOwnHTML) = try sent.readAsPage(over: before)
    guard let text = try plainText(of: told, over: before) else { return (before, false) }
    let page = keepsHTML && told.type == BodyType.html.rawValue ? told.data : nil
    try page?.requireMoreThanImages()
    let html = isOwnHTML ? page : nil
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
    return before.textOfPage?.shownLines == text.shownLines
  }

  /// The text of notes; nil if it is not there.
  private func plainText(of body: Body, over before: Body?) throws(ItemRefusal) -> String? {
    guard body.truncated != true || before == nil else { return nil }
    let data = body.data ?? ""
    guard !data.isEmpty else { return (body.estimatedDataSize ?? 0) <= 0 ? "" : nil }
    switch body.type.map(BodyType.init) ?? .plain {
    case .plain: return data.withPlainLineEnds
    case .html: return try data.textOfNotesPage(over: before)
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
    guard let html else { return self }
    let isSaid = HTMLText.Paragraphs.allCases.contains { paragraphs in
      (try? HTMLText.plain(html, paragraphs: paragraphs))?.asXMLText.isSameText(as: data ?? "") == true
    }
    return isSaid ? Body(plain: data ?? "", html: html) : self
  }

  /// The same as a page if it is RTF, and whether its HTML is what its client shows: a page that is made of RTF has
  /// nothing but the text. In base64 ([MS-ASAIRS] 2.2.2.20.1), compressed or not; some clients write it as it is.
  fileprivate func readAsPage(over before: Body?) throws(ItemRefusal) -> (body: Body, isOwnHTML: Bool) {
    guard type == BodyType.rtf.rawValue, let data, !data.isEmpty, truncated != true || before == nil else {
      return (self, true)
    }
    do throws(RTFError) {
      let bytes = Base64.decode(data)
      let page = if let bytes { try RTFPage(bytes) } else { try RTFPage(text: data) }
      var body = self
      (body.type, body.data) = (BodyType.html.rawValue, page.html)
      return (body, page.isOriginal)
    } catch {
      throw error == .tooLarge ? ItemRefusal.largeNotes : ItemRefusal.unreadNotes
    }
  }

  /// The plain text as a device reads it that gets it as a page.
  fileprivate var textOfPage: String? {
    let asPage = Presentation(version: .v16_1, bodyPreferences: [BodyPreference(type: .html)])
    return Body(plain: data ?? "").presented(for: asPage).data.flatMap { try? HTMLText.plain($0).asXMLText }
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
  ///
  /// Some clients write each line that they were shown as a paragraph: then paragraphs are lines. It is told by the
  /// lines that stand below one another as they were shown.
  fileprivate func textOfNotesPage(over before: Body?) throws(ItemRefusal) -> String {
    do throws(XMLError) {
      // A page may name characters that are not allowed as they are.
      let text = try HTMLText.plain(self, limit: Self.notesLimit).asXMLText
      guard let shown = before?.textOfPage else { return text }
      let lines = try HTMLText.plain(self, paragraphs: .lines, limit: Self.notesLimit).asXMLText
      guard lines != text else { return text }
      let pairs = Set(shown.pairsOfLines)
      func kept(_ text: String) -> Int { text.pairsOfLines.count(where: pairs.contains) }
      return kept(lines) > kept(text) ? lines : text
    } catch {
      throw error == .tooLarge ? ItemRefusal.largeNotes : ItemRefusal.unreadNotes
    }
  }

  /// Each line that is not empty with the next such and how many empty ones are between.
  private var pairsOfLines: [PairOfLines] {
    var pairs: [PairOfLines] = []
    var (last, gap): (Substring?, Int) = (nil, 0)
    for line in withoutTrailingSpace.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.contains(where: { !$0.isWhitespace }) else {
        gap += 1
        continue
      }
      if let last { pairs.append(PairOfLines(line: last, next: line, gap: gap)) }
      (last, gap) = (line, 0)
    }
    return pairs
  }

  /// Two lines, one below the other.
  private struct PairOfLines: Hashable {
    let line: Substring
    let next: Substring
    let gap: Int
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
