import HTTPServer
import SyncModel
import Testing

@testable import ActiveSyncServer

@Suite struct WaitingRoomTests {
  @Test func aBurstOfNoticesComparesAPhoneOnce() {
    let room = Room()
    room.enter(.waiting(1))
    for _ in 0..<100 { room.mark(.contacts, tenant: 1, users: [1]) }
    #expect(room.unseen() == Room.Unseen(device: 1, folders: [.contacts]))
    #expect(room.unseen() == nil)
  }

  @Test func noticesDuringAComparisonBringOneMoreAfterIt() {
    let room = Room()
    room.enter(.waiting(1))
    room.mark(.contacts, tenant: 1, users: [1])
    #expect(room.unseen()?.folders == [.contacts])
    let exchange = Waiter.waiting(1).exchange
    for itemClass in [ItemClass.contacts, .calendar, .contacts] {
      room.mark(itemClass, tenant: 1, users: [1])
    }
    // Not beside the one that runs.
    #expect(room.unseen() == nil)
    room.compared(exchange)
    #expect(room.unseen()?.folders == [.calendar, .contacts])
    room.compared(exchange)
    #expect(room.unseen() == nil)
  }

  @Test func onlyThoseAreMarkedWhomItConcerns() {
    let room = Room()
    for device in 1...4 { room.enter(.waiting(Int64(device), user: Int64(device % 2))) }
    room.mark(.tasks, tenant: 1, users: [0, 1])
    room.mark(.contacts, tenant: 2, users: [0, 1])
    #expect(room.unseen() == nil)
    room.mark(.contacts, tenant: 1, users: [0, 7])
    var marked: Set<Int64> = []
    while let next = room.unseen() { marked.insert(next.device) }
    #expect(marked == [2, 4])
  }

  @Test func whoLeavesIsFoundNoMore() {
    let room = Room()
    for device in 1...3 { room.enter(.waiting(Int64(device))) }
    room.mark(.contacts, tenant: 1, users: [1])
    #expect(room.leave(Waiter.waiting(2).exchange)?.device == 2)
    #expect(room.leave(Waiter.waiting(2).exchange) == nil)
    #expect(Set(room.waiting(UserId(tenant: 1, user: 1)).map(\.device)) == [1, 3])
    #expect(Set([room.unseen()?.device, room.unseen()?.device]) == [1, 3])
    #expect(room.unseen() == nil)
    // Its place is another's now.
    room.enter(.waiting(4))
    #expect(Set(room.waiting(UserId(tenant: 1, user: 1)).map(\.device)) == [1, 3, 4])
  }

  @Test func aNewerWaitOfADeviceTakesTheOldersPlace() {
    let room = Room()
    #expect(room.enter(.waiting(1, number: 1)) == nil)
    #expect(room.enter(.waiting(1, number: 2))?.exchange == Waiter.waiting(1, number: 1).exchange)
    #expect(room.count == 1)
    #expect(room.leave(Waiter.waiting(1, number: 1).exchange) == nil)
  }

  @Test func midnightComparesTheCalendarAndTheEndEndsTheWait() {
    let room = Room()
    room.enter(.waiting(1, next: 10, end: 5000))
    #expect(room.due(by: 9).isEmpty)
    #expect(room.unseen() == nil)
    #expect(room.due(by: 10).isEmpty)
    #expect(room.unseen()?.folders == [.calendar])
    #expect(room.due(by: 4999).isEmpty)
    #expect(room.due(by: 5000).map(\.device) == [1])
  }
}

/// A waiting room whose functions an expectation may call.
private final class Room {
  /// Who is to be compared, and what of him.
  struct Unseen: Equatable {
    let device: Int64
    let folders: [Folder]
  }

  private var room = WaitingRoom()

  var count: Int { room.count }

  @discardableResult func enter(_ waiter: Waiter) -> Waiter? { room.enter(waiter) }

  func leave(_ exchange: Exchange) -> Waiter? { room.leave(exchange) }

  func waiting(_ user: UserId) -> [Waiter] { room.waiting(user) }

  func mark(_ itemClass: ItemClass, tenant: Int64, users: Set<Int64>) {
    room.mark(itemClass, tenant: tenant, users: users)
  }

  func compared(_ exchange: Exchange) { room.compared(exchange) }

  func due(by moment: UInt32) -> [Waiter] { room.due(by: moment) }

  func unseen() -> Unseen? {
    room.nextUnseen().map { Unseen(device: $0.waiter.device, folders: $0.folders.folders) }
  }
}

extension Waiter {
  /// A Ping for calendar and contacts.
  fileprivate static func waiting(
    _ device: Int64, user: Int64 = 1, number: UInt32 = 0, next: UInt32 = 60, end: UInt32 = 60
  ) -> Waiter {
    Waiter(
      exchange: Exchange(owner: Nobody.here, slot: UInt32(device), generation: 1, number: number),
      device: device, user: UserId(tenant: 1, user: user), version: .v14_1,
      watched: FolderSet([.calendar, .contacts]), shown: [], began: 0, end: end, sync: nil, next: next)
  }
}

/// Where no answer goes to.
private final class Nobody: ExchangeOwner {
  static let here = Nobody()

  func answer(_ exchange: Exchange, with response: HTTPResponse) {}
  func confirm(_ exchange: Exchange) {}
}
