import Testing

@testable import OnOfficeWeb

/// `apidoc.onoffice.de`, Request elements, Action; the values are those of public clients of onOffice.
@Suite("How actions are signed") struct SignatureTests {
  private struct Vector: Sendable {
    let token: String
    let secret: String
    let time: Int64
    let resource: String
    let action: String
    let hmac: String
  }

  private static let vectors = [
    Vector(
      token: "mgjIQkNRnaqggVzy9cZW", secret: "yOJobbhGLXdp90XxvxedFhH7073L9U", time: 123_456_789,
      resource: "estateCategories", action: "get", hmac: "dsvg3r4AFcQXges0MZ+3auzQVfnEB39pLkKSgmm9Wvg="),
    Vector(
      token: "testtoken", secret: "testsecret", time: 1_646_228_220, resource: "calendar", action: "read",
      hmac: "w6ifKMmAdJoKhu0vl2twvfP+ltyOTQ7LqLpvsZkOnlg="),
  ]

  private static func signature(_ vector: Vector, hmac: String) throws -> APISignature {
    try APISignature([
      "actionid": .text(APIAction.Kind.prefix + vector.action), "resourcetype": .text(vector.resource),
      "timestamp": .integer(vector.time), "hmac": .text(hmac), "hmac_version": "2",
    ])
  }

  @Test(arguments: 0..<2) func theSecondFormIsThatOfPublicClients(index: Int) throws {
    let vector = Self.vectors[index]
    let signature = try Self.signature(vector, hmac: vector.hmac)
    #expect(signature.isMade(with: vector.secret, of: vector.token))
    #expect(!signature.isMade(with: vector.secret + "x", of: vector.token))
    #expect(!signature.isMade(with: vector.secret, of: vector.token + "x"))
    #expect(
      try !Self.signature(vector, hmac: String(vector.hmac.dropLast())).isMade(
        with: vector.secret, of: vector.token))
  }

  /// `md5(secret . md5(json_encode(ksort(parameters)) . ',' . fields))`, worked out with md5sum.
  @Test func theOlderFormIsMadeOfEverything() throws {
    let parameters = JSON(reading: Array(#"{"b":{"z":1,"a":"Stra\u00dfe/1"},"a":[]}"#.utf8))
    let action: JSONObject = [
      "actionid": "urn:onoffice-de-ns:smart:2.5:smartml:action:read", "resourceid": "17",
      "resourcetype": "address", "identifier": "i", "timestamp": 1_646_228_220,
      "hmac": "f0d12140c7e4f980f91c6aa9676b7039", "parameters": try #require(parameters),
    ]
    #expect(try APISignature(action).isMade(with: "testsecret", of: "testtoken"))
    var other = action
    other["parameters"] = ["a": []]
    #expect(try !APISignature(other).isMade(with: "testsecret", of: "testtoken"))
  }

  /// PHP has no empty object: a client that sends one signs an empty list.
  @Test func anEmptyObjectIsSignedAsAList() throws {
    var action: JSONObject = [
      "actionid": "a", "resourceid": "", "resourcetype": "r", "identifier": "", "timestamp": 1,
      "hmac": "0c8f9c50330792dadadc8e4c11cba849", "parameters": .object(JSONObject()),
    ]
    #expect(try APISignature(action).isMade(with: "s", of: "t"))
    action["hmac"] = "ceb24ba029d395700071457080ef8be7"
    #expect(try APISignature(action).isMade(with: "s", of: "t"))
  }

  @Test func whatIsNoSignatureIsRefused() {
    let right: JSONObject = ["hmac": "x", "timestamp": 1]
    for (name, value, error) in [
      ("hmac", nil, APIError.wrongHMAC), ("hmac", 5, .hmacIsNoText), ("timestamp", nil, .clockIsWrong),
      ("timestamp", "heute", .clockIsWrong),
    ] as [(String, JSON?, APIError)] {
      var action = right
      action[name] = value
      #expect(throws: error) { try APISignature(action) }
    }
  }
}
