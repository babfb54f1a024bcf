import Foundation
import FoundationNetworking
import SyncModel
import Testing
import WBXML

/// A device's way to the server: each request a POST of its own, several at once if a test likes.
struct Line: Sendable {
  let version: ProtocolVersion
  private let url: String
  private let authorization: String
  private let device: String
  private let deviceType: String

  /// The line of `login`'s device, which signs in as `account` if that is not the plain name.
  init(
    _ login: String, device: String, type: String = "Test", as account: String? = nil,
    version: ProtocolVersion = .v16_1, to site: JoinedSite
  ) {
    self.version = version
    self.device = device
    deviceType = type
    url = "http://127.0.0.1:\(site.port)/Microsoft-Server-ActiveSync"
    let credentials = "\(account ?? "\(login)_MeinMandant"):\(SyncedOffice.People.password)"
    authorization = "Basic " + Data(credentials.utf8).base64EncodedString()
  }

  /// Posts a command; nil is an empty answer.
  func post<Answer: RootElement>(
    _ command: String, _ request: some RootElement, _ type: Answer.Type = Answer.self
  ) async throws -> Answer? {
    let query = "?Cmd=\(command)&User=x&DeviceId=\(device)&DeviceType=\(deviceType)"
    var message = URLRequest(url: try #require(URL(string: url + query)))
    message.httpMethod = "POST"
    message.setValue(authorization, forHTTPHeaderField: "Authorization")
    message.setValue(version.text, forHTTPHeaderField: "MS-ASProtocolVersion")
    message.httpBody = Data(try WBXMLEncoder.encode(request))
    let (data, response) = try await URLSession.shared.data(for: message)
    #expect((response as? HTTPURLResponse)?.statusCode == 200)
    return data.isEmpty ? nil : try WBXMLDocument(Array(data)).decode()
  }

  /// Posts a Sync of some collections; the answers, of which there are none in an empty answer.
  func sync(
    _ collections: SyncRequest.Collection..., window: Int? = nil
  ) async throws -> [SyncResponse.Collection] {
    var request = SyncRequest()
    request.collections = collections
    request.windowSize = window
    guard let answer = try await post("Sync", request, SyncResponse.self) else { return [] }
    #expect(answer.status == nil)
    let told = try #require(answer.collections)
    #expect(!told.isEmpty)
    return told
  }
}

extension ItemClass {
  /// Its folder.
  var collectionId: CollectionId { CollectionId(rawValue: rawValue.lowercased()) }

  /// The item of a record.
  func serverId(_ record: Int64) -> ServerId { ServerId(rawValue: "\(rawValue.lowercased()):\(record)") }

  /// The record of an item of its folder.
  func record(of id: ServerId?) -> Int64? {
    guard let id = id?.rawValue, id.hasPrefix(rawValue.lowercased() + ":") else { return nil }
    return Int64(id.dropFirst(rawValue.count + 1))
  }
}
