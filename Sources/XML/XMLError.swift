/// Why bytes are no XML document that we read.
public enum XMLError: Error, Equatable {
  /// The document is not well-formed; `line` counts from 1, `reason` is libxml2's.
  case malformed(line: Int, reason: String)
  /// There is a DOCTYPE, which nothing that we read needs: entities come with it.
  case doctype
  /// Elements nest deeper than ``XMLElement/maximumDepth``.
  case tooDeep
  /// The document has more bytes than the caller allows.
  case tooLarge
}
