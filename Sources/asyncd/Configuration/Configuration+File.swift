import Foundation

extension Configuration {
  /// Reads a JSON5 file; the error says in one line what is wrong and where.
  static func read(_ path: String) throws(ConfigurationError) -> Configuration {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ConfigurationError("\(path): the file cannot be read")
    }
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = true
    do {
      let configuration = try decoder.decode(Configuration.self, from: data)
      try configuration.validate()
      return configuration
    } catch let error as ConfigurationError {
      throw ConfigurationError("\(path): \(error.description)")
    } catch let error as DecodingError {
      throw ConfigurationError("\(path): \(error.sentence)")
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

extension DecodingError {
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
    guard let cause = context.underlyingError else { return text }
    return "\(text) (\((cause as NSError).userInfo["NSDebugDescription"] ?? cause))"
  }
}
