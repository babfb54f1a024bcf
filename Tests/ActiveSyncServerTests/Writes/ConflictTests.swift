import Foundation
import SyncModel
import TestSupport
import Testing
import WBXML

@testable import ActiveSyncServer

/// Who wins, and what devices see of what the server made of their changes.
@Suite struct ConflictTests {
  /// A device that has one contact.
  private func device(lastName: String = "A") async throws -> (SyncingDevice, SyncKey) {
    let device = try await SyncingDevice()
    let answer = try await device.answer(device.start(), .add("1") { $0.lastName = lastName })
    return (device, try answer.key())
  }

  @Test func theServerWinsAndTheDeviceGetsItsVersion() async throws {
    let (device, key) = try await device()
    device.backend.change { office in office.write(1) { $0.lastName = "Office" } }
    let answer = try await device.answer(key, .change(1) { $0.lastName = "Device" })
    #expect(answer.statuses == [.conflict])
    #expect(try answer.contact(1).lastName == "Office")
    #expect(device.backend.now.lastNames == ["Office"])
    #expect(try await device.sync(.contacts, answer.key()) == nil)
  }

  @Test func theDeviceWinsIfItAsksForIt() async throws {
    let (device, key) = try await device()
    device.backend.change { office in office.write(1) { $0.lastName = "Office" } }
    var options = SyncOptions()
    options.conflict = 0
    let answer = try #require(
      try await device.sync(
        .contacts, key, options: options, commands: [.change(1) { $0.lastName = "Device" }]))
    #expect(answer.responses.isEmpty)
    #expect(answer.commands.isEmpty)
    #expect(device.backend.now.lastNames == ["Device"])
    // Of what it did not name the device has an older version.
    let whole = try #require(try await device.sync(.contacts, answer.key()))
    #expect(try whole.contact(1).lastName == "Device")
    #expect(try await device.sync(.contacts, whole.key()) == nil)
  }

  /// Of two requests at once the device took the answer to the one without its Change, and says it once more.
  @Test(arguments: [nil, 0, 1], [0, 2])
  func aRepeatedChangeOverwritesNothingThatCameAfterIt(conflict: Int?, days: Double) async throws {
    let (device, key) = try await device()
    let other = try await device.answer(key, .add("2") { $0.lastName = "B" })
    _ = try await device.answer(key, .change(1) { $0.lastName = "Device" })
    device.backend.change { office in office.write(1) { $0.lastName = "Office" } }
    device.now += days * 86_400
    var options = SyncOptions()
    options.conflict = conflict
    let again = try #require(
      try await device.sync(
        .contacts, other.key(), options: options, commands: [.change(1) { $0.lastName = "Device" }]))
    #expect(again.responses.isEmpty)
    #expect(device.backend.now.lastNames == ["B", "Office"])
    let down = try #require(try await device.sync(.contacts, again.key()))
    #expect(try down.contact(1).lastName == "Office")
    #expect(try await device.sync(.contacts, down.key()) == nil)
  }

  @Test func aChangeOfWhatIsGoneIsNotFoundAndDeleted() async throws {
    let (device, key) = try await device()
    device.backend.change { $0.touch(1, isThere: false) }
    let answer = try await device.answer(key, .change(1) { $0.lastName = "Device" })
    #expect(answer.statuses == [.objectNotFound])
    #expect(answer.records(.delete) == [1])
  }

  @Test func whatBothDeletedIsDeleted() async throws {
    let (device, key) = try await device()
    device.backend.change { $0.touch(1, isThere: false) }
    let answer = try await device.answer(key, .delete(1), .delete(99))
    #expect(answer.responses.map(\.serverId?.rawValue) == ["contacts:99"])
    #expect(answer.statuses == [.objectNotFound])
    #expect(answer.commands.isEmpty)
  }

  @Test func aDevicesOwnLastChangeIsNoConflict() async throws {
    let (device, key) = try await device()
    _ = try await device.answer(key, .change(1) { $0.lastName = "B" })
    let retry = try await device.answer(key, .change(1) { $0.lastName = "C" })
    #expect(retry.responses.isEmpty)
    #expect(device.backend.now.lastNames == ["C"])
    #expect(try await device.sync(.contacts, retry.key()) == nil)
  }

  @Test func twoChangesOfOneItemInARequestAreBothCarriedOut() async throws {
    let (device, key) = try await device()
    let answer = try await device.answer(
      key, .change(1) { $0.lastName = "B" }, .change(1) { $0.firstName = "C" })
    #expect(answer.responses.isEmpty)
    #expect(device.backend.now.records[1]?.contact?.lastName == "B")
    #expect(device.backend.now.records[1]?.contact?.firstName == "C")
  }

  @Test func whatIsStoredOtherwiseComesDownWithTheNextAnswer() async throws {
    let device = try await SyncingDevice()
    let answer = try await device.answer(device.start(), .add("1") { $0.nickName = "BOB" })
    #expect(answer.statuses == [.success])
    #expect(answer.commands.isEmpty)
    #expect(try await device.estimate(.contacts, answer.key()).collection?.estimate == 1)
    let next = try #require(try await device.sync(.contacts, answer.key()))
    #expect(next.records(.change) == [1])
    #expect(try next.contact(1).nickName == "bob")
    #expect(device.lines.all.count { $0.contains("stored otherwise than sent") } == 1)
    #expect(device.lines.all.contains { $0.contains("stored otherwise") && $0.contains("contacts:1") })
    let changed = try await device.answer(next.key(), .change(1) { $0.nickName = "Rob" })
    #expect(changed.commands.isEmpty)
    let last = try #require(try await device.sync(.contacts, changed.key()))
    #expect(try last.contact(1).nickName == "rob")
    #expect(try await device.sync(.contacts, last.key()) == nil)
  }

  @Test func itComesDownAlsoToADeviceThatWantsNoChangesYet() async throws {
    let device = try await SyncingDevice()
    let answer = try #require(
      try await device.sync(
        .contacts, device.start(), getChanges: false, commands: [.add("1") { $0.nickName = "BOB" }]))
    #expect(try await device.sync(.contacts, answer.key(), getChanges: false) == nil)
    let next = try #require(try await device.sync(.contacts, answer.key()))
    #expect(try next.contact(1).nickName == "bob")
  }

  @Test func aRefusedChangeFailsAloneAndTheServersVersionComes() async throws {
    let (device, key) = try await device()
    let answer = try await device.answer(
      key, .add("2") { $0.jobTitle = "refused" }, .change(1) { $0.jobTitle = "refused" },
      .add("3") { $0.lastName = "Z" })
    #expect(answer.statuses == [.conversionError, .conversionError, .success])
    #expect(device.backend.now.lastNames == ["A", "Z"])
    #expect(answer.records(.change) == [1])
    #expect(try await device.sync(.contacts, answer.key()) == nil)
    #expect(device.lines.all.contains { $0.contains("JobTitle") && $0.contains("contacts:1") })
  }

  @Test func allThatIsRefusedInACalendarComesHoweverSmallTheWindow() async throws {
    let device = try await SyncingDevice()
    device.backend.change(.calendar) { office in
      for record in Int64(1)...3 { office.touch(record, day: CivilDate(dayNumber: 20536)) }
    }
    let first = try #require(try await device.sync(.calendar, device.start(.calendar)))
    #expect(first.records(.add, in: .calendar).count == 3)
    let commands = try (Int64(1)...3).map { record in
      var command = try SyncRequest.Command.change(record) { $0.jobTitle = "refused" }
      command.serverId = Folder.calendar.serverId(of: record)
      return command
    }
    var answer = try #require(try await device.sync(.calendar, first.key(), window: 1, commands: commands))
    #expect(answer.statuses == [.conversionError, .conversionError, .conversionError])
    var told = answer.records(.change, in: .calendar)
    while told.count < 3 {
      #expect(answer.moreAvailable)
      answer = try #require(try await device.sync(.calendar, answer.key(), window: 1))
      told += answer.records(.change, in: .calendar)
    }
    #expect(told.sorted() == [1, 2, 3])
    #expect(try await device.sync(.calendar, answer.key(), window: 1) == nil)
  }

  @Test(.manual("12.1 Status, beim ersten Sync ←", "12.1 Status, danach erneut ←"))
  func whatTheDeviceFinishedGoesWithTheNextSyncAndWakesNobody() async throws {
    let (device, key) = try await device()
    let done = try await device.answer(key, .change(1) { $0.jobTitle = "done" })
    #expect(done.responses.isEmpty)
    #expect(done.commands.isEmpty)
    #expect(device.backend.now.lastNames == [])
    #expect(try await device.pending(done.key(), .forPing) == 0)
    #expect(try await device.estimate(.contacts, done.key()).collection?.estimate == 1)
    let next = try #require(try await device.sync(.contacts, done.key()))
    #expect(next.records(.delete) == [1])
  }

  @Test func whatTheDeviceFinishedMayBeTakenUpAgain() async throws {
    let (device, key) = try await device()
    let done = try await device.answer(key, .change(1) { $0.jobTitle = "done" })
    let again = try await device.answer(done.key(), .change(1) { $0.jobTitle = "at work" })
    #expect(again.responses.isEmpty)
    #expect(again.commands.isEmpty)
    #expect(device.backend.now.lastNames == ["A"])
    #expect(try await device.sync(.contacts, again.key()) == nil)
  }

  @Test func whatTheDeviceFinishedItMayEditOnAndStillLosesUnwoken() async throws {
    let (device, key) = try await device()
    var answer = try await device.answer(key, .change(1) { $0.jobTitle = "done" })
    for name in ["B", "C"] {
      answer = try await device.answer(answer.key(), .change(1) { $0.lastName = name })
      #expect(answer.responses.isEmpty)
      #expect(device.backend.now.records[1]?.contact?.lastName == name)
      #expect(try await device.pending(answer.key(), .forPing) == 0)
    }
    let next = try #require(try await device.sync(.contacts, answer.key()))
    #expect(next.records(.delete) == [1])
    #expect(try await device.sync(.contacts, next.key()) == nil)
  }

  @Test(arguments: [nil, 0, 1]) func anEditOfWhatTheDeviceFinishedIsAConflict(conflict: Int?) async throws {
    let (device, key) = try await device()
    let done = try await device.answer(key, .change(1) { $0.jobTitle = "done" })
    device.backend.change { office in
      office.touch(1, isThere: false)
      office.records[1]?.contact?.lastName = "Office"
    }
    #expect(try await device.pending(done.key(), .forPing) == 0)
    #expect(try await device.estimate(.contacts, done.key()).collection?.estimate == 1)
    var options = SyncOptions()
    options.conflict = conflict
    // The first answer is lost.
    for _ in 0..<2 {
      let answer = try #require(
        try await device.sync(
          .contacts, done.key(), options: options, commands: [.change(1) { $0.lastName = "Device" }]))
      #expect(answer.statuses == (conflict == 0 ? [] : [.conflict]))
      #expect(answer.records(.delete) == (conflict == 0 ? [] : [1]))
    }
    let stored = device.backend.now.records[1]?.contact?.lastName
    #expect(stored == (conflict == 0 ? "Device" : "Office"))
  }

  @Test func malformedCommandsFailAlone() async throws {
    let (device, key) = try await device()
    var noId = try SyncRequest.Command.add("1") { $0.lastName = "X" }
    noId.clientId = nil
    var noData = try SyncRequest.Command.change(1) { $0.lastName = "X" }
    noData.applicationData = nil
    var noServerId = SyncRequest.Command.delete(1)
    noServerId.serverId = nil
    var elsewhere = SyncRequest.Command.delete(1)
    elsewhere.serverId = Folder.tasks.serverId(of: 1)
    let answer = try await device.answer(key, noId, noData, noServerId, elsewhere)
    #expect(
      answer.statuses == [.protocolError, .protocolError, .protocolError, .objectNotFound])
    #expect(device.backend.now.lastNames == ["A"])
  }

  @Test(arguments: [ProtocolVersion.v14_1, .v16_1])
  func whatSupportedNamesIsClearedByLeavingItOut(version: ProtocolVersion) async throws {
    let device = try await SyncingDevice()
    device.version = version
    let start = try #require(
      try await device.sync(.contacts, .initial, supported: [Contacts.suffix.tag]))
    let added = try await device.answer(
      start.key(),
      .add("1") { contact in
        contact.lastName = "A"
        contact.suffix = "Jr."
        contact.spouse = "B"
      })
    _ = try await device.answer(added.key(), .change(1) { $0.lastName = "C" })
    let contact = device.backend.now.records[1]?.contact
    #expect(contact?.suffix == nil)
    #expect(contact?.spouse == "B")
  }
}

extension SyncingDevice {
  /// How many changes wait by an order.
  func pending(_ key: SyncKey, _ order: WalkOrder) async throws -> Int? {
    let session = try session()
    let store = CollectionStore(services: session.services, device: session.device.row)
    let stored = try #require(try await store.load(Folder.contacts.id, key: key))
    let view = CollectionView(.contacts, filter: nil, of: session.account, in: session.services)
    return try await view.pending(after: try #require(stored.state), in: store, order)
  }
}
