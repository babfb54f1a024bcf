public import WBXML

/// Tells what a search found. [MS-ASCMD] 2.2.1.16.
public struct SearchResponse: RootElement, Hashable {
  /// Search.
  public static let root = Search.search.tag

  /// Whether the request as a whole was understood.
  public var status: SearchStatus?
  /// What came of each store: one.
  public var stores: [Store]?

  /// An answer with nothing set.
  public init() {}

  /// An answer to a request for one store.
  public init(_ store: Store) {
    status = .success
    stores = [store]
  }

  /// In the order of the schema.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.value(Search.status, &status)
    try coder.list(Search.response, of: Search.store, &stores)
  }

  /// What was found in a store.
  public struct Store: Element, Hashable {
    /// What came of it.
    public var status: SearchStatus?
    /// What was found; one without content if that is nothing. [MS-ASCMD] 2.2.3.155.3.
    public var results: [Result] = []
    /// Which of those found these are, as ``EntryRange``.
    public var range: String?
    /// How many were found in all.
    public var total: Int?

    /// A store with nothing set.
    public init() {}

    /// A store that cannot be searched so.
    public init(_ status: SearchStatus) { self.status = status }

    /// What was found: `entries`, the first of which has the number `first` among `total`.
    public init(_ entries: [DirectoryEntry], from first: Int, total: Int) {
      status = .success
      results = entries.isEmpty ? [Result()] : entries.map { Result($0) }
      // No range names no entry.
      if !entries.isEmpty { range = EntryRange(first..<first + entries.count).text }
      self.total = total
    }

    /// In the order of the schema.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.value(Search.status, &status)
      try coder.elements(Search.result, &results)
      try coder.text(Search.range, &range)
      try coder.integer(Search.total, &total)
    }
  }

  /// An entry that was found.
  public struct Result: Element, Hashable {
    /// The entry; nil if nothing was found.
    public var properties: DirectoryEntry?

    /// Nothing.
    public init() {}

    /// An entry.
    public init(_ entry: DirectoryEntry) { properties = entry }

    /// One row.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.element(Search.properties, &properties)
    }
  }
}

/// [MS-ASCMD] 2.2.3.177.13.
public enum SearchStatus: Int, StatusCode {
  case success = 1
  case invalidRequest = 2
  case serverError = 3
  case badLink = 4
  case accessDenied = 5
  case notFound = 6
  case connectionFailed = 7
  case tooComplex = 8
  case timedOut = 10
  case folderSyncRequired = 11
  case endOfRetrievableRange = 12
  case accessBlocked = 13
  case credentialsRequired = 14
}
