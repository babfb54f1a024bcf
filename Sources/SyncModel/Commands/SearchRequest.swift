public import WBXML

/// Looks for entries of an address book, a mailbox or a document library. [MS-ASCMD] 2.2.1.16.
public struct SearchRequest: RootElement, Hashable {
  /// Search.
  public static let root = Search.search.tag

  /// What is looked for, and where: one, or the request is wrong.
  public var stores: [Store] = []

  /// A request with nothing set.
  public init() {}

  /// One row.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.elements(Search.store, &stores)
  }

  /// What is looked for, and where. [MS-ASCMD] 2.2.3.178.3.
  public struct Store: Element, Hashable {
    /// Which store it is: ``StoreName``.
    public var name: String?
    /// What is looked for, as its user typed it; in other stores than the address book the texts of conditions.
    public var query: String?
    /// How the results are wanted.
    public var options: Options?

    /// A store with nothing set.
    public init() {}

    /// In the order of the schema.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.text(Search.name, &name)
      try coder.text(Search.query, &query)
      try coder.element(Search.options, &options)
    }
  }

  /// The stores that there can be. [MS-ASCMD] 2.2.3.120.2.
  public enum StoreName: String, Sendable {
    case addressBook = "GAL"
    case mailbox = "Mailbox"
    case documentLibrary = "DocumentLibrary"
  }

  /// How results are wanted. User name and password, which are for document libraries, are not even read.
  /// [MS-ASCMD] 2.2.3.125.5.
  public struct Options: Element, Hashable {
    /// Which of the results, as ``EntryRange``; nil for the first hundred.
    public var range: String?
    /// Whether the results are to be looked for anew, which they are each time.
    public var rebuildResults = false
    /// Whether subfolders are looked through too.
    public var deepTraversal = false
    /// Asks for photos; from 14.1.
    public var picture: Picture?

    /// Nothing wanted.
    public init() {}

    /// In the order of the schema.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.text(Search.range, &range)
      try coder.marker(Search.rebuildResults, &rebuildResults)
      try coder.marker(Search.deepTraversal, &deepTraversal)
      try coder.element(Search.picture, &picture)
    }
  }

  /// Asks for photos. [MS-ASCMD] 2.2.3.135.2.
  public struct Picture: Element, Hashable {
    /// Bytes of a photo at most.
    public var maxSize: Int?
    /// How many photos at most.
    public var maxPictures: Int?

    /// Without limits.
    public init() {}

    /// In the order of the schema.
    public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.integer(Search.maxSize, &maxSize)
      try coder.integer(Search.maxPictures, &maxPictures)
    }
  }
}
