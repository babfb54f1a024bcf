/// Plays a history, as itself or as tests of the runner make it up; `trace` hears of each operation, request and answer.
public typealias Player =
  @Sendable (_ history: History, _ trace: (@Sendable (String) -> Void)?) async throws(Violation) -> Tally

extension History {
  /// The history with only those of its operations that `numbers` names.
  func keeping(_ numbers: OperationNumbers) -> History {
    var history = self
    history.operations = operations.enumerated().filter { numbers.contains($0.offset) }.map(\.element)
    return history
  }
}
