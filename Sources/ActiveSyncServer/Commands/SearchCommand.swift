import Logging
import SyncModel

/// Looks people up in the directory of the user's office. [MS-ASCMD] 2.2.1.16.
struct SearchCommand: Command {
  /// What is given at most, and without a Range. [MS-ASCMD] 2.2.3.143.3.
  static let mostEntries = 100
  /// Characters of a query at most. [MS-ASCMD] 2.2.3.142.2.
  static let longestQuery = 256

  func run(_ request: SearchRequest?, in session: Session) async throws(CommandError) -> SearchResponse? {
    guard let request else { throw .emptyBody }
    guard let store = request.stores.first, request.stores.count == 1 else {
      return refusal(.invalidRequest, of: "Store", in: session)
    }
    switch store.name.flatMap(SearchRequest.StoreName.init) {
    case .addressBook: return try await people(store, in: session)
    // There is no mail here, as the mail folders show; what the other folders hold is on the device.
    case .mailbox: return SearchResponse(.init([], from: 0, total: 0))
    // There is none, and from 16.0 none can be asked for.
    case .documentLibrary where session.version < .v16_0:
      return refusal(.accessBlocked, of: "Name", in: session)
    case .documentLibrary, nil: return refusal(.invalidRequest, of: "Name", in: session)
    }
  }

  private func people(
    _ store: SearchRequest.Store, in session: Session
  ) async throws(CommandError) -> SearchResponse {
    guard let query = store.query, query.contains(where: { !$0.isWhitespace }),
      query.unicodeScalars.count <= SearchCommand.longestQuery
    else { return refusal(.invalidRequest, of: "Query", in: session) }
    let text = store.options?.range ?? ""
    guard let range = text.isEmpty ? EntryRange(0..<SearchCommand.mostEntries) : EntryRange(text: text) else {
      return refusal(.invalidRequest, of: "Range", in: session)
    }
    guard range.entries.count <= SearchCommand.mostEntries else {
      return refusal(.endOfRetrievableRange, of: "Range", in: session)
    }
    let request = DirectoryRequest(query: query, range: range.entries, now: session.services.clock.now())
    let page = try await session.people(request, withPictures: store.options?.picture != nil)
    return SearchResponse(.init(page.entries, from: range.entries.lowerBound, total: page.total))
  }

  /// Nothing of a query goes into the log: only what of the request is wrong.
  private func refusal(_ status: SearchStatus, of element: String, in session: Session) -> SearchResponse {
    session.log.warning("search refused", ["element": element, "status": status.text])
    return SearchResponse(.init(status))
  }
}

extension Session {
  /// The people whom a request means; if pictures are wanted, with the word that there are none.
  func people(
    _ request: DirectoryRequest, withPictures: Bool
  ) async throws(CommandError) -> DirectoryPage {
    let page: DirectoryPage
    do {
      page = try await services.backend.read(for: account.id) { try $0.people(request) }
    } catch {
      throw CommandError(error)
    }
    guard withPictures, version >= .v14_1 else { return page }
    return DirectoryPage(
      total: page.total,
      entries: page.entries.map { entry in
        var entry = entry
        entry.picture = .init(.noPicture)
        return entry
      })
  }
}
