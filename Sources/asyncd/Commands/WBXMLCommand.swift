import Glibc
import Logging
import WBXML

/// `asyncd wbxml decode | encode [FILE]`: WBXML to XML text and back, from a file or standard input,
/// to standard output.
enum WBXMLCommand {
  /// Runs with the arguments behind `wbxml`; gives the exit status.
  static func run(_ arguments: [String]) throws(UsageError) -> Int32 {
    guard let direction = arguments.first.flatMap(Direction.init), arguments.count <= 2 else {
      throw UsageError("wbxml takes decode or encode, and one FILE at most")
    }
    let path = arguments.dropFirst().first ?? "/dev/stdin"
    do {
      let result = try direction.convert(FileBytes.read(path))
      try FileBytes.write(result, to: STDOUT_FILENO)
      return EX_OK
    } catch {
      StandardError.write("asyncd wbxml: \(path): \(error)")
      return EX_DATAERR
    }
  }

  private enum Direction: String {
    case decode
    case encode

    func convert(_ bytes: [UInt8]) throws -> [UInt8] {
      switch self {
      case .decode:
        let document = try WBXMLDocument(bytes)
        if document.skipped > 0 {
          StandardError.write("asyncd wbxml: \(document.skipped) unknown elements left out")
        }
        return Array(document.indentedXML.utf8)
      case .encode:
        return try WBXMLFromXML.encode(bytes)
      }
    }
  }
}
