extension APICall {
  /// All calls, by action and kind of record.
  static let table: [APIAction.Kind: [String: APICall]] = Dictionary(grouping: all, by: \.kind)
    .mapValues { calls in Dictionary(uniqueKeysWithValues: calls.map { ($0.resource, $0) }) }

  private static let all = addresses + relations
}
