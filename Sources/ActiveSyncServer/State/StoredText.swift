import SyncModel
import WBXML

/// Short lists as they stand in a column: numbers with blanks between them, tags as `page:token`.
enum StoredText {
  /// Writes numbers.
  static func text(of numbers: [Int64]) -> String { numbers.map(String.init).joined(separator: " ") }

  /// Reads numbers.
  static func numbers(_ text: String) -> [Int64] { text.split(separator: " ").compactMap { Int64($0) } }

  /// Writes tags.
  static func text(of tags: [Tag]) -> String {
    tags.map { "\($0.page):\($0.token)" }.joined(separator: " ")
  }

  /// Reads tags.
  static func tags(_ text: String) -> [Tag] {
    text.split(separator: " ").compactMap { word in
      let parts = word.split(separator: ":").compactMap { UInt8($0) }
      return parts.count == 2 ? Tag(page: parts[0], token: parts[1]) : nil
    }
  }
}
