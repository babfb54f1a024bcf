import Database
import HTTPServer
import SyncModel
import WBXML

/// Why a command gives no answer of its own.
///
/// This file alone says what a device is told: from 14.0 a Status under the command's root with HTTP 200, before
/// that an HTTP status. [MS-ASCMD] 2.2.2.
enum CommandError: Error {
  /// The version is none of this server's.
  case version
  /// There is no such command, or not here.
  case unsupported
  /// The command would send a mail, and nothing here does.
  case mail
  /// The device's id is missing or malformed.
  case deviceId
  /// The device's type is missing or malformed.
  case deviceType
  /// The user's password is right, but he may not synchronise.
  case forbidden(SignInRefusal)
  /// The body cannot be gunzipped, or is too long then.
  case content(Rejection)
  /// The body is missing where one is needed.
  case emptyBody
  /// The body is no WBXML, or not what the command takes.
  case body(WBXMLError)
  /// The backend or `sync.db` cannot answer now: the device shall come again. `reason` is for the log.
  case unavailable(reason: String)
  /// What must not happen. `reason` is for the log.
  case unexpected(reason: String)

  /// How a device is told.
  enum Answer: Hashable {
    /// HTTP 503, in every version: nothing is wrong with the request.
    case retryLater
    /// That HTTP status in every version: what was sent is not looked into.
    case http(Int)
    /// A common Status from 14.0, an HTTP status before.
    case status(CommonStatus, before14: Int)
  }

  var answer: Answer {
    switch self {
    case .unavailable: .retryLater
    case .content(let rejection): .http(rejection.status)
    case .emptyBody: .status(.invalidContent, before14: 400)
    case .body(.malformed(.header, _)): .status(.invalidContent, before14: 400)
    case .body(.malformed): .status(.invalidWBXML, before14: 400)
    case .body: .status(.invalidXML, before14: 400)
    case .deviceId: .status(.deviceIdMissingOrInvalid, before14: 400)
    case .deviceType: .status(.deviceTypeMissingOrInvalid, before14: 400)
    case .unexpected: .status(.serverError, before14: 500)
    case .mail: .status(.mailSubmissionFailed, before14: 501)
    case .forbidden: .status(.userDisabledForSync, before14: 403)
    case .unsupported: .status(.commandNotSupported, before14: 501)
    case .version: .status(.versionNotSupported, before14: 400)
    }
  }

  /// For the log: what was wrong, without item content.
  var reason: String {
    switch self {
    case .forbidden(let refusal): "\(refusal.code) \(refusal.text)"
    case .content(let rejection): rejection.reason
    case .body(.malformed(let defect, let offset)): "\(defect) at byte \(offset)"
    case .body(.unexpectedRoot(let tag)): "the root is \(tag)"
    case .body(.badValue(let tag, let offset)): "bad value of \(tag) at byte \(offset)"
    case .unavailable(let reason), .unexpected(let reason): reason
    case .version, .unsupported, .mail, .deviceId, .deviceType, .emptyBody: "\(self)"
    }
  }

  /// The backend cannot answer.
  init(_ error: BackendError) {
    switch error {
    case .unavailable(let reason): self = .unavailable(reason: reason)
    }
  }

  /// A transaction failed: for good, or since the server is about to stop.
  init(transaction error: any Error) {
    self =
      switch error {
      case let error as CommandError: error
      // It can be mended without the device, which keeps what it has until then.
      case DatabaseError.closed, DatabaseError.storage: .unavailable(reason: "sync.db: \(error)")
      default: .unexpected(reason: "\(error)")
      }
  }
}
