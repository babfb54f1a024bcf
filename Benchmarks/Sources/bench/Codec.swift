import SyncModel
import WBXML

/// What WBXML costs per item, in this process.
enum Codec {
  private static let items = 100
  private static let runs = 200

  static func measure(_ table: inout Table) throws {
    var collection = SyncResponse.Collection(
      .success, collectionId: CollectionId(rawValue: "contacts"), syncKey: SyncKey(rawValue: "1"))
    for index in 0..<items {
      let data = try SyncRequest.Command.add(index).applicationData
      collection.commands.append(.init(.add, ServerId(rawValue: "contacts:\(index)"), data))
    }
    let response = SyncResponse([collection])
    let bytes = try WBXMLEncoder.encode(response)
    var written = 0
    let encoding = try time {
      let response = SyncResponse([collection])
      written += try WBXMLEncoder.encode(response).count
    }
    let making = try time { written += try SyncRequest.Command.add(1).applicationData?.bytes.count ?? 0 }
    var read = 0
    let decoding = try time {
      let response = try WBXMLDocument(bytes).decode(SyncResponse.self)
      for command in response.collections?.first?.commands ?? [] {
        read += try command.applicationData?.decode(ContactItem.self).lastName?.utf8.count ?? 0
      }
    }
    guard written > 0, read > 0 else { throw BenchError("nothing was read or written") }
    table.add(
      Row(
        what: "WBXML: encoding a contact of a Sync",
        measured: "\(Int(making + encoding / Double(items))) ns"))
    table.add(
      Row(what: "WBXML: decoding a contact of a Sync", measured: "\(Int(decoding / Double(items))) ns"))
  }

  /// Nanoseconds of one run; the best of several goes, as only the machine makes one slower.
  private static func time(_ work: () throws -> Void) rethrows -> Double {
    var best = Double.infinity
    for _ in 0..<5 {
      let elapsed = try ContinuousClock().measure { for _ in 0..<runs { try work() } }
      best = min(
        best, Double(elapsed.components.attoseconds) / 1e9 + Double(elapsed.components.seconds) * 1e9)
    }
    return best / Double(runs)
  }
}
