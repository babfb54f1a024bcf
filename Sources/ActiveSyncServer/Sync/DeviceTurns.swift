/// Lets the requests of one device that change its states run one after the other.
actor DeviceTurns {
  /// Who waits for each device that has a request running.
  private(set) var waiting: [Int64: [CheckedContinuation<Void, Never>]] = [:]

  /// Runs `body` when no other request of the device runs.
  nonisolated func run<Value: Sendable, Failure: Error>(
    _ device: Int64, _ body: () async throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    await take(device)
    do {
      let value = try await body()
      await give(device)
      return value
    } catch {
      await give(device)
      throw error
    }
  }

  private func take(_ device: Int64) async {
    guard waiting[device] != nil else {
      waiting[device] = []
      return
    }
    await withCheckedContinuation { waiting[device]?.append($0) }
  }

  private func give(_ device: Int64) {
    if waiting[device]?.isEmpty == false {
      waiting[device]?.removeFirst().resume()
    } else {
      waiting[device] = nil
    }
  }
}
