import Logging
import WBXML

/// Writes a device's messages as masked XML: the protocol is shown, personal content is not.
struct DeviceLog: Sendable {
  /// Bytes of a message in one line; journald cuts longer ones than 48 KiB, others may at 16.
  static let partSize = 12_000

  /// Who speaks.
  enum Direction: String {
    case request
    case response
  }

  private let log: Log

  /// Writes to `log`, whose keys tell the device and the request.
  init(_ log: Log) { self.log = log }

  /// Writes a message, in numbered parts if it is long. Of one that is no WBXML only its length and what is wrong.
  func write(_ body: [UInt8], _ direction: Direction) {
    guard log.writes(.info) else { return }
    let log = log.with(["direction": direction.rawValue, "bytes": "\(body.count)"])
    guard !body.isEmpty else { return log.info("device message", ["xml": ""]) }
    let document: WBXMLDocument
    do {
      document = try WBXMLDocument(body)
    } catch {
      return log.info("device message", ["error": CommandError.body(error).reason])
    }
    // ASCII throughout, so that no part ends within a character.
    let xml = Array(document.xml(masking: ShownElements.shows).utf8)
    let parts = max(1, (xml.count + Self.partSize - 1) / Self.partSize)
    for part in 0..<parts {
      let bytes = xml[(part * Self.partSize)..<min(xml.count, (part + 1) * Self.partSize)]
      log.info(
        "device message",
        [
          "part": "\(part + 1)/\(parts)", "wbxml.skipped": "\(document.skipped)",
          "xml": String(decoding: bytes, as: UTF8.self),
        ])
    }
  }
}
