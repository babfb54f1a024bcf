/// Something that writes generic elements one after the other: WBXML bytes or XML text.
protocol ContentWriter {
  mutating func start(_ tag: Tag)
  mutating func text(_ text: String)
  mutating func opaque(_ content: some Collection<UInt8>)
  mutating func end()
}

extension NodeTree {
  /// Writes elements and chunks in their order; chunks side by side become one, OPAQUE if one of them is or if they
  /// are no text.
  func write(_ content: Range<Int>, to writer: inout some ContentWriter) {
    var ends: [Int] = []
    var index = content.lowerBound
    while index < content.upperBound {
      while ends.last == index {
        writer.end()
        ends.removeLast()
      }
      if let tag = nodes[index].tag {
        writer.start(tag)
        ends.append(Int(nodes[index].next))
        index += 1
      } else {
        let run = chunks(from: index, to: ends.last ?? content.upperBound)
        write(chunks: run, to: &writer)
        index = run.upperBound
      }
    }
    for _ in ends { writer.end() }
  }

  /// The chunks that stand side by side from `start` on.
  private func chunks(from start: Int, to end: Int) -> Range<Int> {
    start..<(nodes[start..<end].firstIndex { $0.tag != nil } ?? end)
  }

  private func write(chunks: Range<Int>, to writer: inout some ContentWriter) {
    if !nodes[chunks].contains(where: { $0.kind == .opaque }), let text = validText(in: chunks) {
      writer.text(text)
    } else {
      writer.opaque(bytes(in: chunks))
    }
  }
}
