import Database
import Foundation
import HTTPServer
import Logging
import SyncModel

/// Lets phones wait and answers them: when something changes, when time is up, when they may not wait on.
///
/// A phone enters first and is compared then, in a new read transaction, so that no change falls in between. A
/// waiting phone is a row in a table: no task, no thread, and nothing polls.
actor PushService {
  /// How many devices are compared at once: requests find a thread between two comparisons.
  private static let comparisons = BlockingExecutor.shared.width
  /// How far the ends of waits lie apart, at least, while the server stops.
  private static let stopStep = Duration.milliseconds(20)

  private let services: Services
  private let counters: Counters
  private let log: Log
  private let waitLog: WaitLog
  private let inbox = ChangeInbox()
  private var room = WaitingRoom()
  private var comparing = 0
  /// Whether the server is about to stop: nobody may wait any more.
  private var isEnding = false
  private var timer: Task<Void, Never>?
  private var timerMoment = UInt32.max

  /// A service for the users of `services`' backend, which tells it of changes from now on.
  init(_ services: Services, counters: Counters, log: Log) {
    self.services = services
    self.counters = counters
    self.log = log
    waitLog = WaitLog(services, log: log)
    services.backend.observeChanges { [weak self, inbox] notice in
      guard inbox.put(notice) else { return }
      Task(executorPreference: BlockingExecutor.shared) { await self?.takeNotices() }
    }
    services.backend.observeAccounts { [weak self] user in
      Task(executorPreference: BlockingExecutor.shared) { await self?.accountChanged(user) }
    }
  }

  deinit { timer?.cancel() }

  /// Lets a device wait; the answer goes to `exchange`.
  func begin(_ wait: Wait, _ exchange: Exchange) {
    let session = wait.session
    let now = self.now
    let end = now + UInt32(wait.seconds)
    let watched = FolderSet(wait.folders)
    let moves = watched.contains(.calendar) ? now + secondsToMidnight(of: session) : end
    let waiter = Waiter(
      exchange: exchange, device: session.device.row, user: session.account.id, version: session.version,
      watched: watched, shown: FolderSet(session.folders), began: now, end: end,
      sync: wait.sync.map { WaitingSync($0, session) }, next: min(end, moves))
    guard !isEnding else { return answer(waiter, .stopping) }
    guard seesItsMail(waiter) else { return answer(waiter, .folderHierarchyChanged) }
    if let older = room.enter(waiter) { answer(older, .replaced) }
    // The peer may have gone before this; it is told to those only who are here.
    exchange.confirm()
    setTimer(waiter.next)
    room.markAll(exchange)
    compareMarked()
  }

  /// Ends the waiting Sync of a device that comes with a newer one: it would go on from a state that the newer one
  /// leaves, and tell the device of its own changes. A Ping waits on.
  func endOlderSync(of device: Int64) {
    guard let waiter = room.waiter(of: device), waiter.sync != nil else { return }
    finish(waiter, .replaced)
  }

  /// Compares the Ping of a device anew after a Sync: what came of its own changes may be news to it, and what it
  /// asks for may be more than before. A Sync that began to wait meanwhile ends.
  func compareAfterSync(of device: Int64) {
    guard let waiter = room.waiter(of: device) else { return }
    guard waiter.sync == nil else { return finish(waiter, .replaced) }
    room.markAll(waiter.exchange)
    compareMarked()
  }

  /// How many devices wait.
  var waiting: Int { room.count }

  /// Whether some of them are still to be compared with what changed.
  var isComparing: Bool { comparing > 0 || !inbox.isEmpty }

  /// How many Pings and how many Syncs wait.
  var waits: (pings: Int, syncs: Int) {
    let syncs = room.all.count { $0.sync != nil }
    return (room.count - syncs, syncs)
  }

  /// The peer went away.
  func abandoned(_ exchange: Exchange) {
    guard let waiter = room.leave(exchange) else { return }
    note(EndedWait(waiter, nil, now: now))
  }

  /// Ends all waits one after the other within `time`, and at once those that begin from now on, as the server is
  /// about to stop.
  func stop(within time: Duration) async {
    isEnding = true
    let waiting = room.all
    let steps = min(waiting.count, max(1, Int(time / Self.stopStep)))
    for step in 0..<steps {
      if step > 0 { await services.options.stopPause(time / steps) }
      for waiter in waiting[(waiting.count * step / steps)..<(waiting.count * (step + 1) / steps)] {
        finish(waiter, .stopping)
      }
    }
    await waitLog.written()
  }
}

// MARK: - What ends a wait
extension PushService {
  private func takeNotices() {
    for (source, users) in inbox.take() { room.mark(source.itemClass, tenant: source.tenant, users: users) }
    compareMarked()
  }

  /// The user's password, lock, ticks or rights changed.
  private func accountChanged(_ user: UserId) async {
    let waiting = room.waiting(user)
    guard !waiting.isEmpty, let account = try? await services.backend.account(of: user) else {
      for waiter in waiting { finish(waiter, .signedOut) }
      return
    }
    for waiter in waiting {
      let mail = services.live.options.mailFolders
      let shown = Folder.shown(to: account, version: waiter.version, mail: mail)
      if FolderSet(shown) != waiter.shown { finish(waiter, .folderHierarchyChanged) }
    }
  }

  /// Other mail folders may be shown from now on.
  func optionsChanged() {
    for waiter in room.all where !seesItsMail(waiter) { finish(waiter, .folderHierarchyChanged) }
  }

  /// Whether a device was shown the mail folders that it is to be shown now.
  private func seesItsMail(_ waiter: Waiter) -> Bool {
    let mail = Folder.shownMail(version: waiter.version, mail: services.live.options.mailFolders)
    return FolderSet(mail) == waiter.shown.intersection(.mail)
  }

  private func due() {
    timerMoment = .max
    for waiter in room.due(by: now) { finish(waiter, .noChanges) }
    compareMarked()
    if let next = room.next { setTimer(next) }
  }
}

// MARK: - Comparing
extension PushService {
  /// Compares those who are marked, some at once. Who is marked meanwhile is compared once more.
  private func compareMarked() {
    while comparing < Self.comparisons, let (waiter, folders) = room.nextUnseen() {
      comparing += 1
      Task(executorPreference: BlockingExecutor.shared) { await self.compare(waiter, folders) }
    }
  }

  /// Compares a device, then others as long as there are any.
  private func compare(_ first: Waiter, _ folders: FolderSet) async {
    var next: (waiter: Waiter, folders: FolderSet)? = (first, folders)
    while let (waiter, folders) = next {
      if let ending = await ending(of: waiter, folders) {
        finish(waiter, ending)
      } else {
        room.compared(waiter.exchange)
      }
      next = room.nextUnseen()
    }
    comparing -= 1
  }

  /// How a wait ends if the next Sync would bring something from `folders`; a waiting Sync is that Sync.
  ///
  /// The account is read anew: it may have changed since the device signed in.
  private nonisolated func ending(of waiter: Waiter, _ folders: FolderSet) async -> Ending? {
    let services = services.current
    do {
      guard let account = try await services.backend.account(of: waiter.user) else { return .signedOut }
      if let sync = waiter.sync {
        return try await sync.run(as: account, in: services, log: log)
      }
      // Not while a Sync of the device runs, whose own changes are durable before its state is.
      let changed = try await services.turns.run(waiter.device) {
        try await changedFolders(waiter, folders, account, in: services)
      }
      return changed.isEmpty ? nil : .changes(changed)
    } catch {
      log.error(
        "a waiting device cannot be compared", ["device.row": "\(waiter.device)", "reason": "\(error)"])
      return .failed
    }
  }

  /// Those of `folders` of which the next Sync would tell something; those never synced are left out.
  private nonisolated func changedFolders(
    _ waiter: Waiter, _ folders: FolderSet, _ account: Account, in services: Services
  ) async throws -> [Folder] {
    let store = CollectionStore(services: services, device: waiter.device)
    let watched = folders.folders.filter { $0.itemClass != nil }
    let collections = try await store.newest(watched.map(\.id))
    var changed: [Folder] = []
    for (folder, stored) in zip(watched, collections) {
      guard let stored, let state = stored.state else { continue }
      let view = CollectionView(folder, filter: stored.options.filterType, of: account, in: services)
      if try await view.pending(after: state, in: store, .forPing) != 0 { changed.append(folder) }
    }
    return changed
  }
}

// MARK: - Time and answers
extension PushService {
  /// Answers a device that still waits.
  private func finish(_ waiter: Waiter, _ ending: Ending) {
    guard room.leave(waiter.exchange) != nil else { return }
    answer(waiter, ending)
  }

  private func answer(_ waiter: Waiter, _ ending: Ending) {
    let wait = EndedWait(waiter, ending, now: now)
    if let response = wait.response { waiter.exchange.respond(response) }
    note(wait)
  }

  private func note(_ wait: EndedWait) {
    counters.count(wait)
    waitLog.write(wait)
  }

  private func setTimer(_ next: UInt32) {
    guard next < timerMoment else { return }
    timer?.cancel()
    timerMoment = next
    let options = services.options
    let elapsed = options.monotonic()
    // Whole seconds from now on: nobody is to wait for less than was asked for.
    let moment = elapsed + .seconds(max(0, Int64(next) - elapsed.components.seconds))
    timer = Task(executorPreference: BlockingExecutor.shared) { [weak self] in
      await options.sleep(moment)
      if !Task.isCancelled { await self?.due() }
    }
  }

  /// Seconds of a clock that nobody sets.
  private var now: UInt32 { UInt32(services.options.monotonic().components.seconds) }

  /// When the calendar's period moves: at the tenant's midnight, spread so that not all devices come at once.
  private func secondsToMidnight(of session: Session) -> UInt32 {
    let zone = TimeZone(identifier: session.account.timeZone) ?? .gmt
    let now = services.clock.now()
    let midnight = LocalDateTime(date: LocalDateTime(now, in: zone).date.adding(days: 1)).instant(in: zone)
    // A second more, as the waiting room's clock counts whole ones.
    return 1 + UInt32(max(0, midnight.timeIntervalSince(now)).rounded(.up))
      + UInt32(Int.random(in: session.services.options.midnightSpread))
  }
}
