import Foundation
import Testing

/// The files of `Tests/Golden`.
enum Golden {
  /// A line of `vectors.tsv`.
  struct Vector: Sendable, CustomTestStringConvertible {
    enum Kind: String {
      case both, decode, reject
    }

    let id: String
    let kind: Kind
    let bytes: [UInt8]
    let xml: String

    var testDescription: String { id }
  }

  static let vectors: [Vector] = rows(of: "vectors.tsv").compactMap { row in
    Vector.Kind(rawValue: row[1]).map { Vector(id: row[0], kind: $0, bytes: hex(row[2]), xml: row[3]) }
  }

  /// The columns of each line behind the heading.
  static func rows(of file: String) -> [[String]] {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Golden/" + file)
    guard let text = try? String(contentsOf: path, encoding: .utf8) else { return [] }
    let lines = text.split(separator: "\n").dropFirst()
    return lines.map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
  }

  static func hex(_ text: String) -> [UInt8] {
    let digits = text.filter { !$0.isWhitespace }.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }
}
