import CLinux
import Glibc

/// An epoll descriptor and what it reports.
struct EventPoll: ~Copyable {
  /// Names a slot of the loop and who had it when the event was asked for, so that stale events drop out.
  struct Token: Hashable {
    let slot: UInt32
    let generation: UInt32
  }

  /// What to report; that a connection broke is always reported.
  struct Interest: OptionSet {
    let rawValue: UInt32

    static let input = Interest(rawValue: EPOLLIN.rawValue)
    /// Input of a socket that several loops wait for: not each of them need be woken. Can be added and removed, not
    /// changed (epoll_ctl(2)).
    static let sharedInput = Interest(rawValue: EPOLLIN.rawValue | EPOLLEXCLUSIVE.rawValue)
    static let output = Interest(rawValue: EPOLLOUT.rawValue)
    /// Input, once for each time that some comes.
    static let change = Interest(rawValue: EPOLLIN.rawValue | EPOLLET.rawValue)
    /// The peer has ended its output.
    static let inputEnd = Interest(rawValue: EPOLLRDHUP.rawValue)
    static let broken = Interest(rawValue: EPOLLERR.rawValue | EPOLLHUP.rawValue)
  }

  let descriptor: Int32
  private var events = [epoll_event](repeating: epoll_event(), count: 256)

  init() throws(HTTPServerError) {
    let descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
    guard descriptor >= 0 else { throw .system(call: "epoll_create1", errno: errno) }
    self.descriptor = descriptor
  }

  /// Begins to report; false if the system is out of memory or watches.
  func add(_ descriptor: Int32, _ token: Token, _ interest: Interest) -> Bool {
    control(EPOLL_CTL_ADD, descriptor, token, interest)
  }

  /// Changes what to report.
  func change(_ descriptor: Int32, _ token: Token, to interest: Interest) {
    _ = control(EPOLL_CTL_MOD, descriptor, token, interest)
  }

  /// Reports no more. Closing does not do that as long as a duplicate of the descriptor is open anywhere.
  func remove(_ descriptor: Int32) { _ = epoll_ctl(self.descriptor, EPOLL_CTL_DEL, descriptor, nil) }

  deinit { _ = close(descriptor) }

  private func control(_ operation: Int32, _ descriptor: Int32, _ token: Token, _ interest: Interest) -> Bool
  {
    var event = epoll_event()
    event.events = interest.rawValue
    event.data.u64 = UInt64(token.slot) | UInt64(token.generation) << 32
    return epoll_ctl(self.descriptor, operation, descriptor, &event) == 0
  }

  /// Waits for events; their number, 0 too if a signal came between.
  mutating func wait(milliseconds: Int32) -> Int {
    max(0, Int(epoll_wait(descriptor, &events, Int32(events.count), milliseconds)))
  }

  /// One of the events of the last `wait`.
  func event(_ index: Int) -> (token: Token, interest: Interest) {
    let event = events[index]
    let token = Token(
      slot: UInt32(truncatingIfNeeded: event.data.u64), generation: UInt32(event.data.u64 >> 32))
    return (token, Interest(rawValue: event.events))
  }
}
