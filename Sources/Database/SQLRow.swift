/// The present row of a query. Columns count from 0; NULL reads as 0, "" or [] where not optional.
public protocol SQLRow {
  /// How many columns there are.
  var count: Int { get }
  /// The column's name as the statement gives it.
  func name(_ column: Int) -> String
  /// The column's value, of whatever kind.
  func value(_ column: Int) -> SQLValue
  /// The column as a number.
  func integer(_ column: Int) -> Int64
  /// The column as a text.
  func text(_ column: Int) -> String
  /// The column as bytes.
  func blob(_ column: Int) -> [UInt8]
  /// Whether the column is NULL.
  func isNull(_ column: Int) -> Bool
}

extension SQLRow {
  /// The column as a number, nil for NULL.
  public func optionalInteger(_ column: Int) -> Int64? { isNull(column) ? nil : integer(column) }
  /// The column as a text, nil for NULL.
  public func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }
  /// The column as bytes, nil for NULL.
  public func optionalBlob(_ column: Int) -> [UInt8]? { isNull(column) ? nil : blob(column) }
  /// Whether the column is a number other than 0.
  public func flag(_ column: Int) -> Bool { integer(column) != 0 }
}
