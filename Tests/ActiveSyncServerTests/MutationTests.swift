import HTTPServer
import SyncModel
import TestSupport
import Testing
import WBXML

@Suite struct MutationTests {
  private static let statuses: Set<Int> = [200, 400, 401, 403, 404, 405, 501, 503]

  private func mutated(_ bytes: [UInt8], _ numbers: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &numbers) {
      guard let index = bytes.indices.randomElement(using: &numbers) else { break }
      switch Int.random(in: 0..<4, using: &numbers) {
      case 0: bytes[index] = .random(in: .min ... .max, using: &numbers)
      case 1: bytes.remove(at: index)
      case 2: bytes.insert(.random(in: .min ... .max, using: &numbers), at: index)
      default: bytes.removeSubrange(index...)
      }
    }
    return bytes
  }

  @Test func thousandMutatedQueriesAndBodiesGetAnAnswerEach() async throws {
    let site = try TestSite()
    var numbers = SeededGenerator(seed: 1)
    let queries = [
      "Cmd=FolderSync&User=a&DeviceId=PHONE1&DeviceType=iPhone", "jAkJBAp2MTQwRGV2aWNlAApTbWFydFBob25l",
      "Cmd=Provision&DeviceId=validate&DeviceType=Android", "Cmd=Settings&DeviceId=PHONE1&DeviceType=iPhone",
    ]
    let bodies = [
      try WBXMLEncoder.encode(FolderSyncRequest(syncKey: .initial)),
      try WBXMLEncoder.encode(ProvisionRequest()),
      try WBXMLEncoder.encode(SettingsRequest()), [],
    ]
    var answers = 0
    for round in 0..<1000 {
      let query = queries[round % queries.count]
      let body = bodies[round / queries.count % bodies.count]
      let isQuery = Bool.random(using: &numbers)
      let text = isQuery ? String(decoding: mutated(Array(query.utf8), &numbers), as: UTF8.self) : query
      let response = await site.send(
        version: ["12.1", "14.0", "16.1"][round % 3], body: isQuery ? body : mutated(body, &numbers),
        query: text)
      #expect(Self.statuses.contains(response.status))
      if response.status == 200, !response.body.isEmpty { _ = try WBXMLDocument(response.body) }
      answers += 1
    }
    #expect(answers == 1000)
    #expect(site.log.allSatisfy { !$0.contains("level=error") })
  }
}
