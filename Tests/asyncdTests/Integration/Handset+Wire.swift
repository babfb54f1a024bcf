import SyncModel
import Testing

// What a device says of its items, element by element, and what comes down to it.
extension Handset {
  /// Adds an item; its number.
  func add(_ elements: [Wire]) async throws -> Int64 {
    let answer = try #require(try await sync(.add("c\(key.rawValue)", elements.fragment)))
    let response = try #require(answer.responses.first)
    #expect(response.status == .success)
    return try #require(itemClass.record(of: response.serverId))
  }

  /// Changes an item, which does not come back at once; the status of what was refused, else nil.
  @discardableResult
  func change(_ id: Int64, _ elements: [Wire]) async throws -> SyncStatus? {
    let name = itemClass.serverId(id)
    let answer = try await sync(.change(name, elements.fragment))
    #expect(answer?.commands.contains { $0.serverId == name } != true)
    return answer?.responses.first?.status
  }

  /// What comes down, as `change 4`.
  func told() async throws -> [String] {
    var told: [String] = []
    while let answer = try await sync() {
      told += answer.commands.map { command in
        "\(command.kind) \(itemClass.record(of: command.serverId).map(String.init) ?? "?")"
      }
    }
    return told
  }
}
