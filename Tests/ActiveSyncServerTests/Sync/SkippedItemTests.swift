import Foundation
import SyncModel
import Testing
import WBXML

@testable import ActiveSyncServer

/// Items that cannot be read are left out, and nothing else is held up.
@Suite struct SkippedItemTests {
  private static let reason = "Geburtsdatum: no value of the field's kind"

  @Test func aBrokenItemIsListedAndCountsNoMore() async throws {
    let device = try await SyncingDevice()
    device.backend.change { office in
      office.broken = [2]
      for record in 1...3 { office.touch(Int64(record)) }
    }
    let answer = try #require(try await device.sync(.contacts, device.start()))
    #expect(answer.records(.add) == [1, 3])
    #expect(try await device.skipped() == ["contacts:2 \(Self.reason)"])
    let line = try #require(device.lines.all.first { $0.contains("an item cannot be sent") })
    for part in ["collection=contacts", "item=contacts:2", Self.reason] {
      #expect(line.contains(part), "\(line)")
    }
    let key = try answer.key()
    #expect(try await device.sync(.contacts, key) == nil)
    #expect(try await device.estimate(.contacts, key).collection?.estimate == 0)
    // Mended without a change it is not tried, since nothing tells of it; with one it is.
    device.backend.change { $0.broken = [] }
    #expect(try await device.sync(.contacts, key) == nil)
    device.backend.change { $0.touch(2) }
    #expect(try await device.estimate(.contacts, key).collection?.estimate == 1)
    let mended = try #require(try await device.sync(.contacts, key))
    #expect(mended.records(.add) == [2])
    #expect(try await device.skipped() == [])
  }

  @Test func whatTheDeviceHasItKeepsUntilTheRecordIsMendedOrGone() async throws {
    let device = try await SyncingDevice()
    device.backend.change { office in for record in 1...2 { office.touch(Int64(record)) } }
    var key = try #require(try await device.sync(.contacts, device.start())).key()
    device.backend.change { office in
      office.broken = [1, 2]
      office.touch(1)
      office.touch(2)
    }
    let broken = try #require(try await device.sync(.contacts, key))
    #expect(broken.commands.isEmpty && !broken.moreAvailable)
    key = try broken.key()
    #expect(try await device.sync(.contacts, key) == nil)
    #expect(try await device.skipped().count == 2)
    device.backend.change { office in
      office.broken = [2]
      office.touch(1)
      office.touch(2, isThere: false)
    }
    let mended = try #require(try await device.sync(.contacts, key))
    #expect(mended.records(.change) == [1])
    #expect(mended.records(.delete) == [2])
    #expect(try await device.skipped() == [])
  }

  @Test func whatTheDeviceNeverHadGoesWithoutAWord() async throws {
    let device = try await SyncingDevice()
    device.backend.change { office in
      office.broken = [1]
      office.touch(1)
    }
    var key = try #require(try await device.sync(.contacts, device.start())).key()
    #expect(try await device.skipped().count == 1)
    device.backend.change { $0.touch(1, isThere: false) }
    #expect(try await device.estimate(.contacts, key).collection?.estimate == 0)
    let gone = try #require(try await device.sync(.contacts, key))
    #expect(gone.commands.isEmpty)
    #expect(try await device.skipped() == [])
    key = try gone.key()
    device.backend.change { office in
      office.broken = []
      office.touch(1)
    }
    #expect(try #require(try await device.sync(.contacts, key)).records(.add) == [1])
  }

  @Test func aLostAnswerLeavesOutTheSameAndAStartForgets() async throws {
    let device = try await SyncingDevice()
    device.backend.change { office in
      office.broken = [2]
      for record in 1...2 { office.touch(Int64(record)) }
    }
    let key = try await device.start()
    _ = try await device.sync(.contacts, key)
    let again = try #require(try await device.sync(.contacts, key))
    #expect(again.records(.add) == [1])
    #expect(try await device.skipped().count == 1)
    // A start of which the device does not hear takes nothing from the list.
    _ = try await device.start()
    #expect(try await device.skipped().count == 1)
    device.backend.change { $0.touch(2, isThere: false) }
    _ = try await device.sync(.contacts, device.start())
    #expect(try await device.skipped() == [])
  }

  @Test func aWindowOfBrokenItemsOnlySaysThatThereIsMore() async throws {
    let device = try await SyncingDevice()
    device.backend.change { office in
      office.broken = [1, 2]
      for record in 1...3 { office.touch(Int64(record)) }
    }
    let first = try #require(try await device.sync(.contacts, device.start(), window: 2))
    #expect(first.commands.isEmpty && first.moreAvailable)
    #expect(try #require(try await device.sync(.contacts, first.key(), window: 2)).records(.add) == [3])
  }

  @Test func aChangeOfABrokenRecordFailsAlone() async throws {
    let device = try await SyncingDevice()
    device.backend.change { office in for record in 1...2 { office.touch(Int64(record)) } }
    let key = try #require(try await device.sync(.contacts, device.start())).key()
    device.backend.change { $0.broken = [1] }
    let answer = try #require(
      try await device.sync(
        .contacts, key, commands: [.change(1) { $0.lastName = "A" }, .change(2) { $0.lastName = "B" }]))
    #expect(answer.statuses == [.conversionError])
    #expect(answer.commands.isEmpty)
    #expect(try await device.skipped() == ["contacts:1 \(Self.reason)"])
    #expect(device.backend.now.lastNames == ["B"])
    // The device has otherwise than the server what it changed: it gets that once it can be read.
    device.backend.change { office in
      office.broken = []
      office.touch(1)
    }
    #expect(try #require(try await device.sync(.contacts, answer.key())).records(.change) == [1])
  }

  @Test func whoseNumberWasLeftOutIsNotWhatTheDeviceHas() async throws {
    let device = try await SyncingDevice()
    device.backend.change { $0.touch(1) }
    var key = try #require(try await device.sync(.contacts, device.start())).key()
    device.backend.change { office in
      office.broken = [1]
      office.write(1) { $0.lastName = "Server" }
    }
    key = try #require(try await device.sync(.contacts, key)).key()
    device.backend.change { $0.broken = [] }
    // The device never saw what it would overwrite.
    let answer = try #require(
      try await device.sync(.contacts, key, commands: [.change(1) { $0.lastName = "Phone" }]))
    #expect(answer.statuses == [.conflict])
    #expect(try answer.contact(1).lastName == "Server")
    #expect(try await device.skipped() == [])
  }

  @Test func aBrokenRecordThatTheDeviceDeletesIsListedNoMore() async throws {
    let device = try await SyncingDevice()
    device.backend.change { $0.touch(1) }
    var key = try #require(try await device.sync(.contacts, device.start())).key()
    device.backend.change { office in
      office.broken = [1]
      office.touch(1)
    }
    key = try #require(try await device.sync(.contacts, key)).key()
    #expect(try await device.skipped().count == 1)
    var options = SyncOptions()
    options.conflict = 0
    let answer = try #require(
      try await device.sync(.contacts, key, options: options, commands: [.delete(1)]))
    #expect(answer.statuses == [])
    #expect(try await device.skipped() == [])
    #expect(try await device.sync(.contacts, answer.key()) == nil)
  }

  @Test func anAddThatCannotBeReadThenIsNotStored() async throws {
    let device = try await SyncingDevice()
    let key = try await device.start()
    let answer = try #require(
      try await device.sync(
        .contacts, key,
        commands: [
          .add("1") { $0.jobTitle = "broken" },
          .add("2") { $0.lastName = "A" },
        ]))
    #expect(answer.statuses == [.conversionError, .success])
    #expect(device.backend.now.records.count == 1)
  }

  @Test func aFetchOfABrokenItemFailsAlone() async throws {
    let device = try await SyncingDevice()
    device.backend.change { office in for record in 1...2 { office.touch(Int64(record)) } }
    let key = try #require(try await device.sync(.contacts, device.start())).key()
    device.backend.change { $0.broken = [1] }
    let answer = try #require(
      try await device.sync(.contacts, key, commands: [.fetch("contacts:1"), .fetch("contacts:2")]))
    #expect(answer.statuses == [.conversionError, .success])
  }

  @Test func timesThatNobodyCanReadStopNoCalendar() async throws {
    let device = try await SyncingDevice()
    device.backend.change { office in for record in 1...2 { office.touch(Int64(record), day: .today) } }
    var key = try #require(try await device.sync(.calendar, device.start(.calendar))).key()
    device.backend.change { office in
      office.timeless = [1, 3]
      office.broken = [1, 3]
      for record in 1...4 { office.touch(Int64(record), day: .today) }
    }
    let answer = try #require(try await device.sync(.calendar, key))
    #expect(answer.records(.change, in: .calendar) == [2])
    #expect(answer.records(.add, in: .calendar) == [4])
    #expect(answer.commands.count == 2)
    #expect(try await device.skipped().map { $0.prefix(10) } == ["calendar:1", "calendar:3"])
    key = try answer.key()
    #expect(try await device.sync(.calendar, key) == nil)
    // Another day, another period: still nothing of both.
    device.now += 86_400
    #expect(try await device.sync(.calendar, key) == nil)
    device.backend.change { office in
      office.timeless = []
      office.broken = []
      office.touch(1, day: .today)
      office.touch(3, day: .today)
    }
    let mended = try #require(try await device.sync(.calendar, key))
    #expect(mended.records(.change, in: .calendar) == [1])
    #expect(mended.records(.add, in: .calendar) == [3])
    #expect(try await device.skipped() == [])
  }

  @Test func aRefusedChangePinsNoAppointmentWhoseTimesNobodyCanRead() async throws {
    let device = try await SyncingDevice()
    device.backend.change { $0.touch(1, day: .today) }
    var key = try #require(try await device.sync(.calendar, device.start(.calendar))).key()
    device.backend.change { office in
      office.timeless = [1]
      office.broken = [1]
    }
    var change = try SyncRequest.Command.change(1) { $0.lastName = "A" }
    change.serverId = Folder.calendar.serverId(of: 1)
    let answer = try #require(try await device.sync(.calendar, key, commands: [change]))
    #expect(answer.statuses == [.conversionError])
    key = try answer.key()
    device.backend.change { office in
      office.timeless = []
      office.broken = []
      office.touch(1, day: CivilDate.today.adding(days: 1000))
    }
    let moved = try #require(try await device.sync(.calendar, key))
    #expect(moved.records(.delete, in: .calendar) == [1])
  }

  @Test func aRefusedChangePinsNoAppointmentThatHasLeftThePeriod() async throws {
    let device = try await SyncingDevice()
    device.backend.change { office in for record in 1...2 { office.touch(Int64(record), day: .today) } }
    let key = try #require(try await device.sync(.calendar, device.start(.calendar))).key()
    device.backend.change { $0.touch(1, day: CivilDate.today.adding(days: 1000)) }
    var change = try SyncRequest.Command.change(1) { $0.jobTitle = "refused" }
    change.serverId = Folder.calendar.serverId(of: 1)
    var delete = SyncRequest.Command.delete(2)
    delete.serverId = Folder.calendar.serverId(of: 2)
    var options = SyncOptions()
    options.conflict = 0
    let answer = try #require(
      try await device.sync(
        .calendar, key, options: options, commands: [change, delete]))
    #expect(answer.statuses == [.conversionError])
    #expect(answer.records(.delete, in: .calendar) == [1])
  }

  @Test(arguments: [false, true]) func whatADeviceWasRefusedToChangeIsNoGhost(isRefused: Bool) async throws {
    let device = try await SyncingDevice()
    device.backend.change { $0.touch(1, day: .today) }
    let key = try #require(try await device.sync(.calendar, device.start(.calendar))).key()
    device.now += 60 * 86_400
    var change = try SyncRequest.Command.change(1) { $0.jobTitle = "refused" }
    change.serverId = Folder.calendar.serverId(of: 1)
    let answer = try #require(try await device.sync(.calendar, key, commands: isRefused ? [change] : []))
    #expect(answer.records(isRefused ? .delete : .softDelete, in: .calendar) == [1])
  }

  @Test func aBrokenAppointmentThatWasMovedOutOfThePeriodGoes() async throws {
    let device = try await SyncingDevice()
    device.backend.change { office in for record in 1...2 { office.touch(Int64(record), day: .today) } }
    let key = try #require(try await device.sync(.calendar, device.start(.calendar))).key()
    device.backend.change { office in
      office.broken = [1]
      office.reading = { count in Issue.record("\(count) items are read to see that they have left") }
      for record in 1...2 { office.touch(Int64(record), day: CivilDate.today.adding(days: 1000)) }
    }
    let answer = try #require(try await device.sync(.calendar, key))
    #expect(answer.records(.delete, in: .calendar) == [1, 2])
    #expect(try await device.skipped() == [])
  }

  @Test func whoseTimesNobodyCanReadStaysWhereverItSeemsToLie() async throws {
    let device = try await SyncingDevice()
    device.backend.change { office in for record in 1...2 { office.touch(Int64(record), day: .today) } }
    let key = try #require(try await device.sync(.calendar, device.start(.calendar))).key()
    device.backend.change { office in
      office.broken = [1]
      office.timeless = [1]
      for record in 1...2 { office.touch(Int64(record), day: CivilDate.today.adding(days: 1000)) }
    }
    let answer = try #require(try await device.sync(.calendar, key))
    #expect(answer.records(.delete, in: .calendar) == [2])
    #expect(answer.commands.count == 1)
    #expect(try await device.sync(.calendar, answer.key()) == nil)
  }
}

extension SyncingDevice {
  /// What is listed as left out.
  func skipped() async throws -> [String] {
    try await SkippedItems(database: database).all(of: Account.tiger.id).map { "\($0.serverId) \($0.reason)" }
  }
}
