import Foundation
import HTTPServer
import SyncModel
import TestSupport
import Testing
import WBXML

@testable import ActiveSyncServer

@Suite(.timeLimit(.minutes(10))) struct PingTests {
  @Test(.manual("1 Änderungen")) func aChangeEndsTheWaitAndNamesTheFolder() async throws {
    let site = try PushSite()
    for folder in [Folder.contacts, .tasks] { try await site.sync(folder) }
    async let answer = site.ping(3000, [.contacts])
    // Before or after the device began to wait: it makes no difference.
    site.backend.change { $0.touch(1) }
    let response = try await answer
    #expect(response.status == .changes)
    #expect(response.folders == ["contacts"])
  }

  @Test func whatIsStillWaitingIsToldAtOnce() async throws {
    let site = try PushSite()
    try await site.sync(.contacts)
    site.backend.change { $0.touch(1) }
    let response = try await site.ping(3000, [.contacts, .calendar, .inbox])
    #expect(response.status == .changes)
    #expect(response.folders == ["contacts"])
  }

  @Test(.manual("1 Häufigkeit")) func nothingNewEndsWhenTimeIsUp() async throws {
    let site = try PushSite()
    site.backend.change { $0.touch(1) }
    try await site.sync(.contacts)
    async let answer = site.ping(60, [.contacts])
    await site.waiting(1)
    // Born and gone between: the next Sync would tell nothing.
    site.backend.change { office in
      office.touch(2)
      office.touch(2, isThere: false)
    }
    await site.pass(seconds: 59)
    #expect(await site.server.waiting == 1)
    site.waitingTime.pass(seconds: 1)
    #expect(try await answer.status == .noChanges)
  }

  @Test func foldersThatWereNeverSyncedAreLeftOut() async throws {
    let site = try PushSite()
    try await site.sync(.tasks)
    site.backend.change { $0.touch(1) }
    let answer = try await site.untilTimeIsUp { try await site.ping(60, [.contacts]) }
    #expect(answer.status == .noChanges)
  }

  @Test func aDeviceThatNeverSyncedHasToAskForItsFolders() async throws {
    let site = try PushSite()
    #expect(try await site.ping(60, [.contacts]).status == .folderHierarchyChanged)
    #expect(try await site.ping([]).status == .missingParameters)
  }

  @Test func aNewerWaitOfADeviceEndsTheOlder() async throws {
    let site = try PushSite()
    try await site.sync(.contacts)
    async let first = site.ping(3000, [.contacts])
    await site.waiting(1)
    async let second = site.ping(3000, [.contacts])
    #expect(try await first.status == .noChanges)
    site.backend.change { $0.touch(1) }
    #expect(try await second.status == .changes)
  }

  @Test func whatIsLeftOutIsAsBefore() async throws {
    let site = try PushSite()
    try await site.sync(.contacts)
    #expect(try await site.ping([]).status == .missingParameters)
    #expect(try await site.ping(nil, [.contacts]).status == .missingParameters)
    #expect(try await site.ping(1, nil).status == .missingParameters)
    let first = try await site.untilTimeIsUp { try await site.ping(1, [.contacts]) }
    #expect(first.status == .noChanges)
    site.backend.change { $0.touch(1) }
    #expect(try await site.ping([]).folders == ["contacts"])
    #expect(try await site.ping(2, nil).folders == ["contacts"])
    #expect(try await site.ping(nil, []).folders == ["contacts"])
  }

  @Test(arguments: [(0, 1), (-5, 1), (3541, 3540), (86_400, 3540)])
  func aHeartbeatOutOfRangeIsToldItsLimit(asked: Int, limit: Int) async throws {
    let response = try await PushSite().ping(asked, [.contacts])
    #expect(response.status == .heartbeatOutOfRange)
    #expect(response.heartbeatInterval == limit)
  }

  @Test func tooManyFoldersAreToldTheLimit() async throws {
    let response = try await PushSite().ping(60, Array(repeating: .contacts, count: 101))
    #expect(response.status == .tooManyFolders)
    #expect(response.maxFolders == 100)
  }

  @Test func anUnknownFolderMeansAnotherHierarchy() async throws {
    let site = try PushSite()
    site.backend.change(account: .with(classes: [.tasks]))
    #expect(try await site.ping(60, [.contacts]).status == .folderHierarchyChanged)
  }

  @Test func aPeerThatWentBeforeItsWaitBeganDoesNotWait() async throws {
    let site = try PushSite()
    try await site.sync(.contacts)
    let gone = GonePeer(site.server)
    site.server.handle(site.request("Ping", Self.body), gone.exchange)
    await gone.wasAsked()
    await site.waiting(0)
  }

  @Test func commitsInABurstAnswerEachPhoneOnce() async throws {
    let site = try PushSite()
    let phones = (0..<20).map { "phone\($0)" }
    for phone in phones { try await site.sync(.contacts, device: phone) }
    async let answers = withThrowingTaskGroup(of: PingStatus?.self) { group in
      for phone in phones { group.addTask { try await site.ping(3000, [.contacts], device: phone).status } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    await site.waiting(phones.count)
    for record in 1...50 { site.backend.change { $0.touch(Int64(record)) } }
    #expect(try await answers == Array(repeating: .changes, count: phones.count))
    await site.waiting(0)
  }

  @Test(.manual("3.1 Häkchen")) func changedTicksEndTheWait() async throws {
    let site = try PushSite()
    try await site.sync(.contacts)
    async let answer = site.ping(3000, [.contacts])
    await site.waiting(1)
    site.backend.change(account: .with(classes: [.contacts]))
    #expect(try await answer.status == .folderHierarchyChanged)
  }

  @Test func aLockedUserWaitsNoLonger() async throws {
    let site = try PushSite()
    try await site.sync(.contacts)
    async let answer = site.send("Ping", Self.body)
    await site.waiting(1)
    site.backend.change(account: nil)
    #expect(await answer.status == 401)
  }

  @Test func aUserLockedSinceHeSignedInDoesNotWait() async throws {
    // No password is remembered, so that the Ping signs in anew.
    let site = try PushSite { $0.credentialSeconds = 0 }
    try await site.sync(.contacts)
    site.backend.lockAfterSignIn()
    #expect(await site.send("Ping", Self.body).status == 401)
  }

  @Test func theEndOfTheServerEndsAllWaits() async throws {
    let site = try PushSite()
    try await site.sync(.contacts)
    async let answer = site.ping(3000, [.contacts])
    await site.waiting(1)
    await site.server.stop(within: .zero)
    #expect(try await answer.status == .noChanges)
  }

  @Test func midnightMovesTheCalendarOfAWaitingDevice() async throws {
    let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
    let time = ManualTime(LocalDateTime(date: .today, second: 86_395).instant(in: berlin))
    let site = try PushSite(clock: time.clock)
    // On the last day of the manual's month back; after midnight it is out of it.
    site.backend.change(.calendar) { $0.touch(1, day: CivilDate.today.adding(months: -1)) }
    try await site.sync(.calendar)
    async let answer = site.ping(3000, [.calendar])
    await site.waiting(1)
    await site.compared()
    time.pass(seconds: 5)
    // A second more than to midnight.
    site.waitingTime.pass(seconds: 6)
    let response = try await answer
    #expect(response.status == .changes)
    #expect(response.folders == ["calendar"])
  }

  /// A Ping of an hour for the contacts.
  private static let body: [UInt8] = {
    var request = PingRequest()
    request.heartbeatInterval = 3000
    var folder = PingRequest.Folder()
    folder.id = Folder.contacts.id
    request.folders = [folder]
    return (try? WBXMLEncoder.encode(request)) ?? []
  }()

  @Test func aDeviceThatDidNotGetTheLastAnswerWaitsFromWhereItStands() async throws {
    let site = try PushSite()
    let key = try await site.start(.contacts)
    site.backend.change { $0.touch(1) }
    #expect(try await site.sync(.contacts, key) != nil)
    // That answer was lost, and what it told is gone when the device comes again.
    site.backend.change { $0.touch(1, isThere: false) }
    #expect(try await site.sync(.contacts, key) == nil)
    async let ping = site.ping(3000, [.contacts])
    await site.waiting(1)
    site.backend.change { $0.touch(2) }
    #expect(try await ping.status == .changes)
  }
}
