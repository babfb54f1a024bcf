import Foundation

extension Configuration {
  /// Reads a JSON5 file; the error says in one line what is wrong and where.
  static func read(_ path: String) throws(ConfigurationError) -> Configuration {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ConfigurationError("\(path): the file cannot be read")
    }
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = true
    let text = JSON5Text(data)
    do {
      let configuration = try decoder.decode(Configuration.self, from: data)
      if let duplicate = text.duplicate { throw ConfigurationError(duplicate.sentence) }
      try configuration.validate()
      return configuration
    } catch let error as ConfigurationError {
      throw ConfigurationError("\(path): \(error.description)")
    } catch let error as DecodingError {
      let place = error.isOfSyntax ? text.fault.map { ", \($0.sentence)" } : nil
      throw ConfigurationError("\(path): \(error.sentence)\(place ?? "")")
    } catch {
      throw ConfigurationError("\(path): \(error)")
    }
  }
}

/// Why a configuration is refused, in words for an administrator.
struct ConfigurationError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

extension JSON5Text.Fault {
  fileprivate var sentence: String { "line \(line), column \(column): \(text)" }
}

extension DecodingError {
  /// Whether the file is no JSON5 at all.
  fileprivate var isOfSyntax: Bool {
    guard case .dataCorrupted(let context) = self else { return false }
    return context.codingPath.isEmpty
  }

  /// The option and what is wrong with it.
  fileprivate var sentence: String {
    switch self {
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      sentence(context, "has a value of the wrong type")
    case .keyNotFound(_, let context): sentence(context, "is missing")
    case .dataCorrupted(let context): sentence(context, context.debugDescription)
    @unknown default: "\(self)"
    }
  }

  private func sentence(_ context: Context, _ text: String) -> String {
    let steps = context.codingPath.map { key in key.intValue.map { "[\($0)]" } ?? key.stringValue }
    guard steps.isEmpty else { return "\(steps.joined(separator: ".")): \(text)" }
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }
}
