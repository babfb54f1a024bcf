/// Why the log cannot be read.
enum ChangeLogError: Error {
  /// The database has the log's tables but no epoch: somebody emptied them.
  case noEpoch
  /// The ledger has a kind of write that this program does not know.
  case unknownKind(Int64)
}
