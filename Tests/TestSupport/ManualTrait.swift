public import Testing

/// The sentences of the manual that a test proves.
///
/// `docs/manual.md` holds the sentences and their ids; `make manual` reads this trait in the sources and prints which
/// tests prove which. On a suite it holds for all of its tests.
public struct ManualTrait: TestTrait, SuiteTrait {
  /// What the test result shows of it.
  public let comments: [Comment]

  /// A suite's tests inherit it.
  public var isRecursive: Bool { true }
}

extension Trait where Self == ManualTrait {
  /// Names the sentences, as `12.1 Priorität →`.
  public static func manual(_ sentences: String...) -> Self {
    ManualTrait(comments: sentences.map { "manual \($0)" })
  }
}
