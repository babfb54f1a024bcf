/// One thing that happens.
///
/// What it leaves to chance it takes from dice of its own, so that it does the same when others are left out.
public struct Operation: Hashable, Sendable, CustomStringConvertible {
  /// Where it takes its chances from.
  public let dice: UInt64
  /// What sort of thing it is.
  let kind: Kind

  /// The sorts of things that happen.
  enum Kind: String, Hashable, Sendable {
    /// Somebody works in onOffice.
    case office
    /// Somebody works on a device.
    case edit
    /// A device syncs, with whatever befalls the request.
    case sync
    /// An earlier request of a device arrives once more.
    case duplicate
    /// A device forgets its key.
    case startAnew
    /// The server ends and starts again.
    case restart
    /// Time passes.
    case time
    /// A device asks for another period of its calendar.
    case filter
    /// A user's ticks for Z-Push change.
    case ticks
    /// A device asks how many changes wait, and fetches them.
    case estimate
    /// A device pings.
    case ping
    /// A device syncs, and waits if there is nothing to say.
    case wait
    /// A device sends an empty or a Partial Sync.
    case short
    /// A device fetches single items.
    case fetch
    /// A record cannot be read, until it is mended.
    case damage
    /// The devices are not seen for so long that the server forgets them.
    case absence
    /// A device changes or deletes one occurrence of a series.
    case occurrence
    /// A device sends two Syncs at once.
    case cross
    /// A user's access is locked, and unlocked again.
    case lock
    /// Something happens at another tenant's.
    case tenant
    /// All devices sync until nobody has anything to say.
    case quiet
  }

  /// An operation by dice.
  init(_ dice: inout Dice) {
    kind = dice.weighted([
      (14, .office), (20, .edit), (34, .sync), (4, .duplicate), (2, .startAnew), (3, .restart), (3, .time),
      (2, .filter), (1, .ticks), (2, .estimate), (1, .quiet), (5, .ping), (4, .wait),
      (4, .short), (3, .fetch), (3, .cross), (1, .lock), (1, .tenant), (2, .damage), (1, .absence),
      (3, .occurrence),
    ])
    self.dice = dice.seed()
  }

  /// The operation in a line.
  public var description: String { "\(kind) \(dice)" }
}
