import SyncModel

/// A request of a device that waits for its answer.
struct OpenWait {
  /// What waits.
  enum Kind {
    case ping
    case sync(Attempt)
  }

  let kind: Kind
  /// The folders that it is to be told of.
  let watched: [ItemClass]
  /// Those that the device had synced when it began, and has not begun anew since: of others nobody is told.
  var synced: Set<ItemClass>
  let answer: WaitingAnswer
  /// The day on which it began: the calendar's period moves with it, and no clock of the server's that could be set
  /// tells a waiting device.
  let day: CivilDate
  /// Whether the answer gets lost.
  var losesItsAnswer = false

  /// What it is called.
  var name: String {
    switch kind {
    case .ping: "Ping"
    case .sync: "waiting Sync"
    }
  }
}

extension Attempt {
  /// The folders that it names.
  var classes: [ItemClass] {
    (request.collections ?? []).compactMap { ItemClass(folder: $0.collectionId?.rawValue) }
  }
}
