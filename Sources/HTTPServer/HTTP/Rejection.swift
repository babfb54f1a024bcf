/// Why a request is refused: the answer's status, and what the log says, with the section that decides.
///
/// Behind a refusal by the server itself nothing more is read from the connection as a request: where one begins
/// is no longer known.
public struct Rejection: Error {
  /// The status of the answer.
  public let status: Int
  /// What is wrong, for the log.
  public var reason: String { text.description }
  private let text: StaticString
  var fields: HTTPFields = [:]

  init(_ status: Int, _ reason: StaticString, _ fields: HTTPFields = [:]) {
    self.status = status
    text = reason
    self.fields = fields
  }

  var response: HTTPResponse { HTTPResponse(status: status, headers: fields) }
}
