import SyncModel
import Testing
import WBXML

@testable import ActiveSyncServer

/// One side deletes what the other changes. [MS-ASCMD] 2.2.3.34, 2.2.3.177.17.
@Suite struct DeleteConflictTests {
  /// A device that has some contacts, all of whose last names are `A`.
  private func device(contacts: Int = 1) async throws -> (SyncingDevice, SyncKey) {
    let device = try await SyncingDevice()
    let adds = try (1...contacts).map { number in
      try SyncRequest.Command.add("\(number)") { $0.lastName = "A" }
    }
    let answer = try #require(try await device.sync(.contacts, device.start(), commands: adds))
    return (device, try answer.key())
  }

  private func options(_ conflict: Int?) -> SyncOptions {
    var options = SyncOptions()
    options.conflict = conflict
    return options
  }

  @Test(arguments: [nil, 1]) func aDeleteOfWhatTheOfficeChangedLoses(conflict: Int?) async throws {
    let (device, key) = try await device()
    device.backend.change { office in office.write(1) { $0.lastName = "Office" } }
    // The first answer is lost: the repetition gets the same.
    for _ in 0..<2 {
      let answer = try #require(
        try await device.sync(.contacts, key, options: options(conflict), commands: [.delete(1)]))
      #expect(answer.responses.map(\.kind) == [.delete])
      #expect(answer.statuses == [.conflict])
      #expect(answer.records(.add) == [1])
      #expect(try answer.contact(1).lastName == "Office")
      #expect(device.backend.now.lastNames == ["Office"])
    }
    let last = try #require(try await device.sync(.contacts, key, commands: [.delete(1)]))
    #expect(try await device.sync(.contacts, last.key()) == nil)
    // Now that the device has seen it, it may delete it.
    let gone = try await device.answer(last.key(), .delete(1))
    #expect(gone.responses.isEmpty && gone.commands.isEmpty)
    #expect(device.backend.now.lastNames == [])
    #expect(device.lines.all.contains { $0.contains("not carried out") && $0.contains("contacts:1") })
  }

  @Test func aDeleteWinsIfTheDeviceAsksForIt() async throws {
    let (device, key) = try await device()
    device.backend.change { office in office.write(1) { $0.lastName = "Office" } }
    let answer = try #require(
      try await device.sync(.contacts, key, options: options(0), commands: [.delete(1)]))
    #expect(answer.responses.isEmpty && answer.commands.isEmpty)
    #expect(device.backend.now.lastNames == [])
    #expect(try await device.sync(.contacts, answer.key()) == nil)
  }

  @Test func aLostDeleteComesDownWhenTheWindowOrTheDeviceLetsIt() async throws {
    let (device, key) = try await device(contacts: 3)
    device.backend.change { office in
      for record in Int64(1)...3 { office.write(record) { $0.lastName = "B" } }
    }
    var answer = try #require(
      try await device.sync(
        .contacts, key, window: 2, getChanges: false, commands: [.delete(1), .delete(2), .delete(3)]))
    #expect(answer.statuses == [.conflict, .conflict, .conflict])
    #expect(answer.commands.isEmpty)
    var told: [Int64] = []
    while let next = try await device.sync(.contacts, answer.key(), window: 2) {
      #expect(next.commands.count == next.records(.add).count)
      told += next.records(.add)
      answer = next
    }
    #expect(told.sorted() == [1, 2, 3])
  }

  @Test func whatTheDeviceItselfChangedItMayDelete() async throws {
    let (device, key) = try await device()
    // The answer is lost, and the user deletes what he changed.
    _ = try await device.answer(key, .change(1) { $0.lastName = "B" })
    let answer = try await device.answer(key, .delete(1))
    #expect(answer.responses.isEmpty)
    #expect(device.backend.now.lastNames == [])
    #expect(try await device.sync(.contacts, answer.key()) == nil)
  }

  @Test func changedAndDeletedInOneRequestBothLose() async throws {
    let (device, key) = try await device()
    device.backend.change { office in office.write(1) { $0.lastName = "Office" } }
    let answer = try await device.answer(key, .change(1) { $0.lastName = "B" }, .delete(1))
    #expect(answer.statuses == [.conflict, .conflict])
    #expect(answer.records(.add) == [1])
    #expect(answer.commands.count == 1)
    #expect(device.backend.now.lastNames == ["Office"])
    #expect(try await device.sync(.contacts, answer.key()) == nil)
  }

  @Test(arguments: [nil, 0, 1]) func aChangeOfWhatIsGoneBringsTheDelete(conflict: Int?) async throws {
    let (device, key) = try await device(contacts: 4)
    device.backend.change { office in
      for record in Int64(1)...3 { office.write(record) { $0.lastName = "B" } }
      office.touch(4, isThere: false)
    }
    for _ in 0..<2 {
      let answer = try #require(
        try await device.sync(
          .contacts, key, window: 1, options: options(conflict),
          commands: [.change(4) { $0.lastName = "Device" }]))
      #expect(answer.statuses == [.objectNotFound])
      // However small the window: it is what the Status is about.
      #expect(answer.records(.delete) == [4])
      #expect(answer.moreAvailable)
    }
    #expect(device.backend.now.lastNames == ["B", "B", "B"])
  }

  @Test func aChangeOfWhatTheDeviceNeverHadBringsNothing() async throws {
    let (device, key) = try await device()
    let answer = try #require(
      try await device.sync(
        .contacts, key, getChanges: false, commands: [.change(99) { $0.lastName = "Device" }]))
    #expect(answer.statuses == [.objectNotFound])
    #expect(try await device.sync(.contacts, answer.key()) == nil)
  }

  @Test func whatADeviceFinishedInALostRequestItMayStillChange() async throws {
    let (device, key) = try await device()
    _ = try await device.answer(key, .change(1) { $0.jobTitle = "done" })
    let answer = try await device.answer(key, .change(1) { $0.jobTitle = "at work" })
    #expect(answer.responses.isEmpty)
    #expect(device.backend.now.lastNames == ["A"])
    #expect(try await device.sync(.contacts, answer.key()) == nil)
  }

  @Test func whatADeviceDeletedInALostRequestIsGone() async throws {
    let (device, key) = try await device()
    _ = try await device.answer(key, .delete(1))
    let answer = try await device.answer(key, .change(1) { $0.lastName = "B" })
    #expect(answer.statuses == [.objectNotFound])
    #expect(answer.records(.delete) == [1])
    #expect(device.backend.now.lastNames == [])
  }

  @Test func aRefusedDeleteBringsTheItemBack() async throws {
    let (device, key) = try await device(contacts: 2)
    let made = try await device.answer(key, .change(1) { $0.jobTitle = "irremovable" })
    let commands = [SyncRequest.Command.delete(1), .delete(2)]
    for _ in 0..<2 {
      let answer = try #require(try await device.sync(.contacts, made.key(), commands: commands))
      #expect(answer.statuses == [.conversionError])
      #expect(answer.records(.add) == [1])
      #expect(answer.commands.count == 1)
      #expect(device.backend.now.lastNames == ["A"])
    }
  }
}
