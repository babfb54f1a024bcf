import WBXML

/// A container whose children are of several kinds (`Commands`).
private struct MixedList<Child: TaggedElement>: Element {
  var children: [Child] = []

  init() {}

  init(_ children: [Child]) { self.children = children }

  mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.elements(&children)
  }
}

extension ElementCoder {
  /// A container with children of several kinds; an empty one is not written, since some devices fail on it.
  mutating func list<Child: TaggedElement>(
    _ container: some CodePage, mixed children: inout [Child]
  ) throws(WBXMLError) {
    var list = children.isEmpty ? nil : MixedList(children)
    try element(container, &list)
    children = list?.children ?? children
  }
}
