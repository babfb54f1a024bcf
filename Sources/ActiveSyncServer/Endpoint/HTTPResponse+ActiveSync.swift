import HTTPServer
import SyncModel
import WBXML

extension HTTPResponse {
  /// What this server speaks, oldest first. [MS-ASHTTP] 2.2.4.1.2.2.
  private static let versions = ProtocolVersion.allCases.map(\.text).joined(separator: ",")
  /// What works here. [MS-ASHTTP] 2.2.4.1.2.1.
  private static let commands = CommandTable.supported.map(\.name).joined(separator: ",")

  /// An empty answer of the ActiveSync endpoint. [MS-ASHTTP] 2.2.2.1.2.
  static func activeSync(status: Int, _ headers: HTTPFields = [:]) -> HTTPResponse {
    var response = HTTPResponse(
      status: status,
      headers: ["Cache-Control": "private", "MS-Server-ActiveSync": ProtocolVersion.v16_1.text])
    for field in headers.all { response.headers.append(field.name, field.value) }
    return response
  }

  /// A command's answer; an empty one carries the type too, since some devices stumble over any other.
  static func wbxml(_ body: [UInt8]) -> HTTPResponse {
    var response = activeSync(status: 200, ["Content-Type": "application/vnd.ms-sync.wbxml"])
    response.body = body
    return response
  }

  /// The answer to a Ping.
  static func ping(_ response: PingResponse) -> HTTPResponse {
    // Only a fragment can fail to be written, and there is none.
    wbxml((try? WBXMLEncoder.encode(response)) ?? [])
  }

  /// The answer to a Sync that has something to say.
  static func sync(_ response: SyncResponse) throws(CommandError) -> HTTPResponse {
    do {
      return wbxml(try WBXMLEncoder.encode(response))
    } catch {
      throw .unexpected(reason: "the answer cannot be encoded: \(error)")
    }
  }

  /// The answer to OPTIONS. [MS-ASHTTP] 3.2.5.2.
  static var options: HTTPResponse {
    activeSync(status: 200, ["Allow": "OPTIONS,POST", "Public": "OPTIONS,POST"]).announcing()
  }

  /// Asks for credentials. With an empty body, since some devices choke on any other.
  static var unauthorized: HTTPResponse {
    activeSync(status: 401, ["WWW-Authenticate": "Basic realm=\"ActiveSync\", charset=\"UTF-8\""])
  }

  /// Asks to come again after some seconds, drawn at random so that not all devices come at once.
  static func retryLater(after seconds: ClosedRange<Int>) -> HTTPResponse {
    activeSync(status: 503, ["Retry-After": "\(Int.random(in: seconds))"])
  }

  /// The same with the versions and commands of this server. [MS-ASHTTP] 3.2.5.1 wants them in answers to
  /// FolderSync with key 0 too, so that a device learns of newer versions.
  func announcing() -> HTTPResponse {
    var response = self
    response.headers["MS-ASProtocolVersions"] = HTTPResponse.versions
    response.headers["MS-ASProtocolCommands"] = HTTPResponse.commands
    return response
  }
}
