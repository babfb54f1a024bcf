import Foundation
import FoundationNetworking
import SyncModel
import Testing
import WBXML

@testable import asyncd

/// A user's device on a socket of its own that sends what a test writes as XML, and nothing of its own accord.
struct XMLPhone: Sendable {
  /// The user's name, which is in everything that is his alone.
  let login: String
  let version: ProtocolVersion
  let port: UInt16
  var device = "SHARED"

  static let password = "Ähre-Biber-47"

  /// What came back.
  struct Answer: Equatable {
    let status: Int
    let xml: String

    /// The text of the first element of that name.
    func text(_ name: String) -> String? { texts(name).first }

    /// The texts of all elements of that name.
    func texts(_ name: String) -> [String] {
      guard
        let pattern = try? Regex("<\(name)(?: xmlns=\"[^\"]*\")?>([^<]*)<", as: (Substring, Substring).self)
      else { return [] }
      return xml.matches(of: pattern).map { String($0.output.1) }
    }
  }

  /// Posts a command; nil is an empty body.
  func post(
    _ command: String, _ xml: String? = nil, query: String? = nil, headers: [String: String] = [:]
  ) async throws -> Answer {
    let plain = "Cmd=\(command)&User=\(login)&DeviceId=\(device)&DeviceType=Test"
    let url = "http://127.0.0.1:\(port)/Microsoft-Server-ActiveSync?\(query ?? plain)"
    var message = URLRequest(url: try #require(URL(string: url)))
    message.httpMethod = "POST"
    let credentials = Data("\(login):\(Self.password)".utf8).base64EncodedString()
    message.setValue("Basic " + credentials, forHTTPHeaderField: "Authorization")
    message.setValue(version.text, forHTTPHeaderField: "MS-ASProtocolVersion")
    for (name, value) in headers { message.setValue(value, forHTTPHeaderField: name) }
    if let xml { message.httpBody = Data(try WBXMLFromXML.encode(Array(xml.utf8))) }
    let (data, response) = try await URLSession.shared.data(for: message)
    return Answer(
      status: (response as? HTTPURLResponse)?.statusCode ?? 0,
      xml: data.isEmpty ? "" : try WBXMLDocument(Array(data)).xml)
  }

  /// Asks for the folders.
  func folderSync(_ key: String) async throws -> Answer {
    try await post(
      "FolderSync", "<FolderSync xmlns=\"FolderHierarchy\"><SyncKey>\(key)</SyncKey></FolderSync>")
  }

  /// Syncs one folder, with the device's own commands.
  func sync(_ folder: String, _ key: String, _ commands: String = "", more: String = "") async throws
    -> Answer
  {
    try await post("Sync", XMLPhone.sync(folder, key, commands, more: more))
  }

  /// A Sync of one folder.
  static func sync(_ folder: String, _ key: String, _ commands: String = "", more: String = "") -> String {
    let commands = commands.isEmpty ? "" : "<Commands>\(commands)</Commands>"
    return """
      <Sync xmlns="AirSync"><Collections><Collection><SyncKey>\(key)</SyncKey>\
      <CollectionId>\(folder)</CollectionId>\(commands)</Collection></Collections>\(more)</Sync>
      """
  }

  /// An item that the device adds: elements of one code page.
  static func add(_ clientId: String, _ page: String, _ elements: String) -> String {
    "<Add><ClientId>\(clientId)</ClientId>\(data(page, elements))</Add>"
  }

  /// An item's content: elements of one code page.
  static func data(_ page: String, _ elements: String) -> String {
    let elements = elements.replacing(#/<(\w+)>/#) { "<\($0.output.1) xmlns=\"\(page)\">" }
    return "<ApplicationData>\(elements)</ApplicationData>"
  }

  /// Syncs a folder from the beginning until nothing is left; the last key and all that was told.
  func syncAll(_ folder: String) async throws -> (key: String, told: String) {
    var (key, told) = ("0", "")
    while true {
      let answer = try await sync(folder, key)
      guard !answer.xml.isEmpty else { return (key, told) }
      try #require(answer.text("Status") == "1")
      key = try #require(answer.text("SyncKey"))
      told += answer.xml
    }
  }
}
