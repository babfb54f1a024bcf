/// Why bytes are no WBXML body, or not the element that was expected.
public enum WBXMLError: Error, Equatable {
  /// The bytes break the encoding; `offset` is where. [MS-ASCMD] Status 102.
  case malformed(Defect, offset: Int)
  /// The root is another element.
  case unexpectedRoot(Tag)
  /// An element's text is not of its type. [MS-ASCMD] Status 103 or the command's own.
  case badValue(Tag, offset: Int)

  /// What is wrong with the bytes.
  public enum Defect: String, Sendable {
    case header, endOfInput, strayEnd, unusedToken, attributes, outsideRoot, noRoot
    case integerTooLong, opaqueLength, tooDeep, tooManyNodes, tooLong
  }
}
