/// Every code page, and the names of all their elements, made once per process.
struct CodePageTable: Sendable {
  static let shared = CodePageTable()

  /// The pages by number. [MS-ASWBXML] 2.1.2.1.
  static let pages: [any CodePage.Type] = [
    AirSync.self, Contacts.self, Email.self, AirNotify.self, Calendar.self, Move.self, ItemEstimate.self,
    FolderHierarchy.self, MeetingResponse.self, Tasks.self, ResolveRecipients.self, ValidateCert.self,
    Contacts2.self, Ping.self, Provision.self, Search.self, GAL.self, AirSyncBase.self, Settings.self,
    DocumentLibrary.self, ItemOperations.self, ComposeMail.self, Email2.self, Notes.self,
    RightsManagement.self, Find.self,
  ]

  /// An element's name as XML writes it.
  struct QualifiedName: Hashable {
    var namespace: String
    var name: String
  }

  /// Tokens of a page are 0x05 to 0x3F; each page has a row of this many in ``names``.
  private static let tokensPerPage = 0x40

  private let namespaces: [String]
  private let names: [String?]
  /// One bit per token for each page.
  private let known: [UInt64]
  let tags: [QualifiedName: Tag]

  private init() {
    var names = [String?](repeating: nil, count: Self.pages.count * Self.tokensPerPage)
    var known = [UInt64](repeating: 0, count: Self.pages.count)
    var tags: [QualifiedName: Tag] = [:]
    for page in Self.pages {
      for (tag, name) in page.elements {
        names[Int(tag.page) * Self.tokensPerPage + Int(tag.token)] = name
        known[Int(tag.page)] |= 1 << UInt64(tag.token)
        tags[.init(namespace: page.namespace, name: name)] = tag
      }
    }
    self.namespaces = Self.pages.map { $0.namespace }
    self.names = names
    self.known = known
    self.tags = tags
  }

  func contains(_ tag: Tag) -> Bool {
    Int(tag.page) < known.count && known[Int(tag.page)] >> UInt64(tag.token) & 1 == 1
  }

  func name(of tag: Tag) -> String? {
    contains(tag) ? names[Int(tag.page) * Self.tokensPerPage + Int(tag.token)] : nil
  }

  func namespace(ofPage page: UInt8) -> String? {
    Int(page) < namespaces.count ? namespaces[Int(page)] : nil
  }
}

extension CodePage {
  /// All elements of the page with their names.
  fileprivate static var elements: [(Tag, String)] {
    let exceptions = nameExceptions
    return allCases.map { element in
      let spelled = String(describing: element)
      let capitalized = spelled.prefix(1).uppercased() + spelled.dropFirst()
      return (element.tag, exceptions[element.rawValue] ?? capitalized)
    }
  }
}
