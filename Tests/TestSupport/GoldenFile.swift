import Foundation

/// A file under `Tests/Golden` that a text must equal.
///
/// Under `RECORD=1` the file is written instead, which is never a pass.
public struct GoldenFile {
  private let url: URL

  /// The file at `path` below `Tests/Golden`.
  public init(_ path: String, from test: String = #filePath) {
    var tests = URL(filePath: test)
    while tests.lastPathComponent != "Tests", tests.path() != "/" { tests.deleteLastPathComponent() }
    url = tests.appending(path: "Golden/" + path)
  }

  /// What is wrong with `text`; nil if it is what the file holds.
  public func complaint(about text: String) throws -> String? {
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: url, atomically: true, encoding: .utf8)
      return "recorded \(url.lastPathComponent); run again without RECORD=1"
    }
    return try String(contentsOf: url, encoding: .utf8) == text ? nil : "\(url.lastPathComponent) differs"
  }
}
