/// Takes the blocks of estates out of a text.
struct EstateBlockCutter {
  private let text: [Unicode.Scalar]
  private let block: EstateBlock
  private let marks: [EstateBlockMark]
  private var lines: EstateLines
  /// What is kept so far, and up to where the text is read.
  private var kept: [Unicode.Scalar] = []
  private var position = 0
  /// What quotes the line of the last mark.
  private var quotation: [Unicode.Scalar] = []
  private var notes = UnblockedNotes(text: "")

  init(_ text: String, block: EstateBlock) {
    self.text = Array(text.unicodeScalars)
    self.block = block
    marks = EstateBlockMark.all(in: self.text[...])
    lines = EstateLines(block.lines)
  }

  /// The text without them.
  mutating func cut() -> UnblockedNotes {
    for (index, mark) in marks.enumerated() where mark.place.lowerBound >= position {
      kept += text[position..<mark.place.lowerBound]
      position = mark.place.upperBound
      compare(mark)
      if mark.isOpening {
        cutBlock(at: mark, before: marks[(index + 1)...].first)
      } else {
        let isOwnLine = cutLine()
        cutOwnLines()
        cutBlankLine()
        goOn(onOwnLine: isOwnLine)
      }
    }
    notes.endsWithBlock = !marks.isEmpty && text[position...].allSatisfy(\.isUnseen)
    kept += text[position...]
    notes.text = String(scalars: kept)
    return notes
  }

  /// Cuts from an opening to its end, and keeps what was typed between.
  private mutating func cutBlock(at opening: EstateBlockMark, before next: EstateBlockMark?) {
    let isOwnLine = cutLine()
    if isOwnLine { cutBlankLine() }
    let closing = next.flatMap { $0.isOpening ? nil : $0 }
    let inside = text[opening.place.upperBound..<(next?.place.lowerBound ?? text.endIndex)]
    let content = lines.read(inside, isClosed: closing != nil)
    if let closing {
      compare(closing)
      compare(inside)
    }
    position = closing?.place.upperBound ?? content.end
    for typed in content.typed {
      if !kept.isEmpty { kept.append(isOwnLine ? "\n" : " ") }
      kept += typed.unicodeScalars
    }
    goOn(onOwnLine: isOwnLine)
  }

  /// Takes off what stands before a mark on its line: blanks and quotation marks, with the end of the line before.
  /// Otherwise the blanks; returns whether the mark began a line.
  private mutating func cutLine() -> Bool {
    let start = kept.lastIndex(where: \.isLineEnd).map { $0 + 1 } ?? 0
    guard kept[start...].allSatisfy({ $0.isUnseen || $0.isQuotationMark }) else {
      while kept.last?.isUnseen == true { kept.removeLast() }
      notes.isReset = true
      return false
    }
    quotation = kept[start...].filter(\.isQuotationMark)
    if start < kept.count { notes.isReset = true }
    kept.removeSubrange(start...)
    cutLineEnd()
    return true
  }

  /// Takes off the empty line that separates the block from the notes; it may be quoted as the block is.
  private mutating func cutBlankLine() {
    guard let end = kept.lastIndex(where: \.isLineEnd) else { return }
    let line = kept[(end + 1)...]
    guard line.allSatisfy({ $0.isUnseen || $0.isQuotationMark }),
      line.isEmpty || line.filter(\.isQuotationMark) == quotation
    else { return }
    kept.removeSubrange((end + 1)...)
    cutLineEnd()
  }

  private mutating func cutLineEnd() {
    guard let last = kept.popLast(), last == "\n", kept.last == "\r" else { return }
    kept.removeLast()
  }

  /// Takes off lines of estates that end the text: those of a block without its opening.
  private mutating func cutOwnLines() {
    while !kept.isEmpty {
      let start = kept.lastIndex(where: \.isLineEnd).map { $0 + 1 } ?? 0
      guard lines.contains(SeenLetters(kept[start...]).scalars) else { return }
      kept.removeSubrange(start...)
      cutLineEnd()
    }
  }

  /// Passes over what ends the line of a block, and over the empty line under one that stands at the top.
  private mutating func goOn(onOwnLine isOwnLine: Bool) {
    let next = text[position...].firstIndex { !$0.isUnseen || $0.isLineEnd } ?? text.endIndex
    guard next < text.endIndex, !text[next].isLineEnd else {
      position = next
      if kept.isEmpty { passLineEnds(2) }
      return
    }
    position = next
    if !kept.isEmpty { kept.append(isOwnLine ? "\n" : " ") }
  }

  private mutating func passLineEnds(_ count: Int) {
    for _ in 0..<count where position < text.endIndex && text[position].isLineEnd {
      let isPair = text[position] == "\r" && position + 1 < text.endIndex && text[position + 1] == "\n"
      position += isPair ? 2 : 1
    }
  }

  /// Sees what a client has made of a mark.
  private mutating func compare(_ mark: EstateBlockMark) {
    let sent = Array((mark.isOpening ? EstateBlock.opening : EstateBlock.closing).unicodeScalars)
    let came = text[mark.place]
    guard !came.elementsEqual(sent) else { return }
    let isRecased =
      SeenLetters(came, folding: false).scalars != SeenLetters(sent[...], folding: false).scalars
    notes.isRecased = notes.isRecased || isRecased
    // Nothing that quotes is in a mark as it is sent.
    let isReset = came.filter { $0.isUnseen || $0.isQuotationMark } != sent.filter(\.isUnseen)
    notes.isReset = notes.isReset || isReset
  }

  /// Sees what a client has made of the lines between.
  private mutating func compare(_ inside: ArraySlice<Unicode.Scalar>) {
    let sent = "\n" + block.lines.map { $0 + "\n" }.joined()
    guard !inside.elementsEqual(sent.unicodeScalars), lines.isAll(inside) else { return }
    notes.isReset = true
  }
}
