/// One step of a schema; applied once, in order, and recorded by its name.
///
/// Written in SQLite's words; where PostgreSQL has others (`BLOB`, `WITHOUT ROWID`), its driver translates.
public struct Migration: Sendable {
  /// Names the step for ever, as `sync 1 states`.
  public let name: String
  /// The statements, run in one transaction.
  public let statements: [String]
  /// Fills what the statements made, in the same transaction, where SQL alone cannot.
  public let fill: (@Sendable (any SQLConnection) throws -> Void)?

  /// A step named `name`.
  public init(
    _ name: String, _ statements: [String], fill: (@Sendable (any SQLConnection) throws -> Void)? = nil
  ) {
    self.name = name
    self.statements = statements
    self.fill = fill
  }
}
