import SyncModel
import Synchronization

/// Change notices on their way to the push service, joined: of a burst of commits it is told once.
final class ChangeInbox: Sendable {
  /// A class of one tenant.
  struct Source: Hashable, Sendable {
    let tenant: Int64
    let itemClass: ItemClass
  }

  private let users = Mutex<[Source: Set<Int64>]>([:])

  /// Puts a notice in; true if nothing was there, and somebody must be sent to take it.
  func put(_ notice: ChangeNotice) -> Bool {
    users.withLock { users in
      defer {
        users[Source(tenant: notice.tenant, itemClass: notice.itemClass), default: []].formUnion(notice.users)
      }
      return users.isEmpty
    }
  }

  /// Whether nothing is there.
  var isEmpty: Bool { users.withLock { $0.isEmpty } }

  /// Takes what is there: who is concerned.
  func take() -> [Source: Set<Int64>] {
    users.withLock { users in
      defer { users = [:] }
      return users
    }
  }
}
