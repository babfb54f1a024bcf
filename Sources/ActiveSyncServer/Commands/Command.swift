import Logging
import WBXML

/// A command of [MS-ASCMD]: without state, typed request and session in, response out.
protocol Command: Sendable {
  associatedtype Request: RootElement
  associatedtype Response: ReportedResponse

  /// Answers a request; nil is an empty body, in and out.
  func run(_ request: Request?, in session: Session) async throws(CommandError) -> Response?
}

extension Command {
  /// Answers a request's body with a response's body, and says which Status it tells.
  func answer(
    _ body: [UInt8], in session: Session
  ) async throws(CommandError) -> (body: [UInt8], status: Int?) {
    guard let response = try await run(session.read(body), in: session) else { return ([], nil) }
    do {
      return (try WBXMLEncoder.encode(response), response.worstStatus)
    } catch {
      throw .unexpected(reason: "the answer cannot be encoded: \(error)")
    }
  }
}

extension Session {
  /// Reads a request's body; nil if it is empty.
  func read<Request: RootElement>(_ body: [UInt8]) throws(CommandError) -> Request? {
    guard !body.isEmpty else { return nil }
    do {
      let document = try WBXMLDocument(body)
      if document.skipped > 0 {
        log.debug("unknown elements in the request", ["wbxml.skipped": "\(document.skipped)"])
      }
      return try document.decode(Request.self)
    } catch {
      throw .body(error)
    }
  }
}
