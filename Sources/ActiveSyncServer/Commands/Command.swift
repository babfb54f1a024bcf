import Logging
import WBXML

/// A command of [MS-ASCMD]: without state, typed request and session in, response out.
protocol Command: Sendable {
  associatedtype Request: RootElement
  associatedtype Response: RootElement

  /// Answers a request; nil is an empty body, in and out.
  func run(_ request: Request?, in session: Session) async throws(CommandError) -> Response?
}

extension Command {
  /// Answers a request's body with a response's body.
  func answer(_ body: [UInt8], in session: Session) async throws(CommandError) -> [UInt8] {
    guard let response = try await run(session.read(body), in: session) else { return [] }
    do {
      return try WBXMLEncoder.encode(response)
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
