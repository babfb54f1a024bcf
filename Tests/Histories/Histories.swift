import Simulation

/// Plays random histories and says which break a promise.
@main struct Histories {
  static func main() async throws {
    print(try await History(seed: 0).play())
  }
}
