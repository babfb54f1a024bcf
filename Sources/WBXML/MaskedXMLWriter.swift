/// Writes elements as XML text on one line and replaces their content but for what may be seen.
private struct MaskedXMLWriter: ContentWriter {
  var writer = XMLTextWriter(indented: false)
  let shows: (Tag, String) -> Bool
  private var open: [Tag] = []

  init(shows: @escaping (Tag, String) -> Bool) { self.shows = shows }

  mutating func start(_ tag: Tag) {
    open.append(tag)
    writer.start(tag)
  }

  mutating func text(_ text: String) {
    guard !text.isEmpty else { return }
    if let tag = open.last, shows(tag, text) { return writer.text(text) }
    writer.text("*(\(text.unicodeScalars.count))")
  }

  mutating func opaque(_ content: some Collection<UInt8>) {
    writer.text("*(\(content.count) bytes)")
  }

  mutating func end() {
    open.removeLast()
    writer.end()
  }
}

extension WBXMLDocument {
  /// The body as XML on one line in which a text is shown only if `shows` says so of it and its element; others
  /// are replaced by their length in characters as `*(12)`, opaque content by its bytes.
  public func xml(masking shows: @escaping (Tag, String) -> Bool) -> String {
    var writer = MaskedXMLWriter(shows: shows)
    tree.write(0..<tree.nodes.count, to: &writer)
    return writer.writer.xml
  }
}
