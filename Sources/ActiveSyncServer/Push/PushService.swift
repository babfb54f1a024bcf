import Foundation
import HTTPServer
import Logging
import SyncModel

/// Lets phones wait and answers them: when something changes, when time is up, when they may not wait on.
///
/// A phone enters first and is compared then, in a new read transaction, so that no change falls in between. A
/// waiting phone is a row in a table: no task, no thread, and nothing polls.
actor PushService {
  private let services: Services
  private let log: Log
  private var room = WaitingRoom()
  private var timer: Task<Void, Never>?
  private var timerMoment = Int64.max

  /// A service for the users of `services`' backend, which tells it of changes from now on.
  init(_ services: Services, log: Log) {
    self.services = services
    self.log = log
    services.backend.observeChanges { [weak self] notice in Task { await self?.changed(notice) } }
    services.backend.observeAccounts { [weak self] user in Task { await self?.accountChanged(user) } }
  }

  deinit { timer?.cancel() }

  /// Lets a device wait; the answer goes to `exchange`.
  func begin(_ wait: Wait, _ exchange: Exchange) async {
    let session = wait.session
    let now = Self.now()
    let end = now + Int64(wait.seconds)
    let watched = FolderSet(wait.folders)
    let moves = watched.contains(.calendar) ? now + secondsToMidnight(of: session.account) : end
    let waiter = Waiter(
      exchange: exchange, device: session.device.row, user: session.account.id, version: session.version,
      watched: watched, shown: FolderSet(session.folders), end: end,
      sync: wait.sync.map { WaitingSync($0, session) }, next: min(end, moves))
    if let older = room.enter(waiter) { answer(older, .noChanges) }
    setTimer()
    await compare(waiter)
  }

  /// How many devices wait.
  var waiting: Int { room.count }

  /// The peer went away.
  func abandoned(_ exchange: Exchange) {
    guard let waiter = room.leave(exchange) else { return }
    log.info("wait abandoned", ["device.row": "\(waiter.device)"])
  }

  /// Ends all waits, as the server is about to stop.
  func endAll() {
    for waiter in room.all { finish(waiter, .noChanges) }
  }
}

// MARK: - What ends a wait
extension PushService {
  private func changed(_ notice: ChangeNotice) async {
    for waiter in room.concerned(by: notice) { await compare(waiter) }
  }

  /// The user's password, lock, ticks or rights changed.
  private func accountChanged(_ user: UserId) async {
    let waiting = room.waiting(user)
    guard !waiting.isEmpty, let account = try? await services.backend.account(of: user) else {
      for waiter in waiting { finish(waiter, .signedOut) }
      return
    }
    for waiter in waiting {
      let shown = Folder.shown(to: account, version: waiter.version, mail: services.options.mailFolders)
      if FolderSet(shown) != waiter.shown { finish(waiter, .folderHierarchyChanged) }
    }
  }

  private func due() async {
    timerMoment = .max
    let moment = Self.now()
    for waiter in room.due(by: moment) {
      if waiter.end <= moment {
        finish(waiter, .noChanges)
      } else {
        await compare(waiter)
      }
    }
    setTimer()
  }

  /// Answers a device if the next Sync would bring it something; a waiting Sync is that Sync.
  ///
  /// The account is read anew: it may have changed since the device signed in.
  private func compare(_ waiter: Waiter) async {
    do {
      guard let account = try await services.backend.account(of: waiter.user) else {
        return finish(waiter, .signedOut)
      }
      if let sync = waiter.sync {
        if let response = try await sync.run(as: account) { finish(waiter, .sync(response)) }
        return
      }
      let folders = try await changedFolders(waiter, account)
      if !folders.isEmpty { finish(waiter, .changes(folders)) }
    } catch {
      log.error(
        "a waiting device cannot be compared", ["device.row": "\(waiter.device)", "reason": "\(error)"])
      finish(waiter, .failed)
    }
  }

  /// The watched folders of which the next Sync would tell something; those never synced are left out.
  private func changedFolders(_ waiter: Waiter, _ account: Account) async throws -> [Folder] {
    let store = CollectionStore(services: services, device: waiter.device)
    var changed: [Folder] = []
    for folder in waiter.watched.folders where folder.itemClass != nil {
      guard let stored = try await store.newest(folder.id), let state = stored.state else { continue }
      let view = CollectionView(folder, filter: stored.options.filterType, of: account, in: services)
      if try await view.pending(after: state, in: store, limit: 1) != 0 { changed.append(folder) }
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
    log.info("wait ended", ["device.row": "\(waiter.device)", "ending": ending.name])
    waiter.exchange.respond(ending.response(to: waiter))
  }

  private func setTimer() {
    guard let next = room.next, next < timerMoment else { return }
    timer?.cancel()
    timerMoment = next
    timer = Task { [weak self] in
      try? await Task.sleep(for: .seconds(max(0, next - Self.now())))
      if !Task.isCancelled { await self?.due() }
    }
  }

  /// Seconds of a clock that nobody sets.
  private static func now() -> Int64 { start.duration(to: .now).components.seconds }

  private static let start = ContinuousClock.Instant.now

  /// When the calendar's period moves: at the tenant's midnight, spread so that not all devices come at once.
  private func secondsToMidnight(of account: Account) -> Int64 {
    let zone = TimeZone(identifier: account.timeZone) ?? .gmt
    let now = services.clock.now()
    let midnight = LocalDateTime(date: LocalDateTime(now, in: zone).date.adding(days: 1)).instant(in: zone)
    // A second more, as the waiting room's clock counts whole ones.
    return 1 + Int64(midnight.timeIntervalSince(now).rounded(.up))
      + Int64(Int.random(in: services.options.midnightSpread))
  }
}
