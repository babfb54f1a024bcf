/// Lets so many tests at once have a site, in the order in which they come: each needs threads, files and sockets, and
/// hundreds at once leave none for the others.
actor SitePlaces {
  static let shared = SitePlaces(6)

  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ free: Int) { self.free = free }

  /// Takes a place, as soon as there is one.
  func take() async {
    guard free == 0 else { return free -= 1 }
    await withCheckedContinuation { waiting.append($0) }
  }

  /// Gives a place back.
  func giveBack() {
    guard waiting.isEmpty else { return waiting.removeFirst().resume() }
    free += 1
  }
}
