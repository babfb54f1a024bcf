import Foundation
import ServerTestSupport
import SyncModel
import Testing
import WBXML

@testable import ActiveSyncServer

/// People type the same again: what a device never had an answer to must not swallow it.
@Suite struct RetypedItemTests {
  let device: SyncingDevice
  /// The key under which the device added Tester and got no answer.
  let lost: SyncKey
  /// The key of the answer with which it came down.
  let told: SyncKey

  init() async throws {
    device = try await SyncingDevice()
    lost = try await device.start()
    _ = try await device.answer(lost, .tester("1"))
    let down = try #require(try await device.sync(.contacts, lost))
    #expect(down.records(.add) == [1])
    told = try down.key()
  }

  @Test func anEqualItemAfterTheDeviceFinishedTheFirstIsANewOne() async throws {
    let finished = try await device.answer(told, .finish(1))
    let again = try await device.answer(finished.key(), .tester("2"))
    #expect(again.added == [2])
    #expect(device.backend.now.lastNames == ["Tester"])
  }

  @Test(arguments: [false, true]) func inOneRequestAsWell(isFirst: Bool) async throws {
    let commands = try [SyncRequest.Command.finish(1), .tester("2")]
    let answer = try #require(
      try await device.sync(.contacts, told, commands: isFirst ? commands : commands.reversed()))
    #expect(answer.added == [2])
    #expect(device.backend.now.lastNames == ["Tester"])
  }

  @Test(arguments: [false, true]) func anEqualItemAfterTheOfficeChangedTheFirstIsANewOne(
    isGone: Bool
  ) async throws {
    device.backend.change { office in
      if isGone { office.touch(1, isThere: false) } else { office.write(1) { $0.lastName = "Office" } }
    }
    let again = try await device.answer(told, .tester("2"))
    #expect(again.added == [2])
    #expect(device.backend.now.lastNames == (isGone ? ["Tester"] : ["Office", "Tester"]))
  }

  @Test func aRetryUnderItsOwnKeyIsOneWhateverTheOfficeDid() async throws {
    device.backend.change { office in office.write(1) { $0.lastName = "Office" } }
    #expect(try await device.answer(lost, .tester("2")).added == [1])
  }

  @Test func aLateDuplicateIsNoNewItemThoughTheServerLostWhereTheDeviceStands() async throws {
    device.site.faults.fail()
    await #expect(throws: CommandError.self) { try await device.answer(told, .delete(1)) }
    #expect(try await device.answer(lost, .tester("1")).added == [1])
    #expect(device.backend.now.records.count == 1)
  }

  @Test(arguments: ["1", "2"]) func theSameContentRightAfterANewStartIsTheSameItem(clientId: String)
    async throws
  {
    device.backend.change { office in office.write(1) { $0.lastName = "Office" } }
    #expect(try await device.answer(device.start(), .tester(clientId)).added == [1])
  }

  @Test(arguments: [false, true]) func theSameIdHidesNothingOnceTheFirstIsGone(isAnew: Bool) async throws {
    device.backend.change { $0.touch(1, isThere: false) }
    let key = isAnew ? try await device.start() : told
    let down = try await device.sync(.contacts, key)
    let again = try await device.answer(down?.key() ?? key, .tester("1"))
    #expect(again.added == [2])
    #expect(device.backend.now.lastNames == ["Tester"])
  }

  @Test func anotherItemUnderTheSameIdOverwritesNothingThatIsNotToldYet() async throws {
    device.backend.change { office in
      for record in 2...4 as ClosedRange<Int64> { office.write(record) { $0.lastName = "Other" } }
      office.write(1) { $0.jobTitle = "later" }
    }
    let first = try #require(try await device.sync(.contacts, device.start(), window: 2))
    #expect(!first.records(.add).contains(1))
    #expect(try await device.answer(first.key(), .add("1") { $0.lastName = "New" }).added == [5])
    #expect(device.backend.now.records[1]?.contact?.lastName == "Tester")
  }

  @Test func anotherItemUnderTheSameIdAfterAFinishedOneIsAnotherItem() async throws {
    device.backend.change { $0.touch(1, isThere: false) }
    let again = try await device.answer(device.start(), .add("1") { $0.lastName = "New" })
    #expect(again.added == [2])
    #expect(device.backend.now.lastNames == ["New"])
  }

  @Test func anotherItemUnderTheSameIdAfterANewStartIsAnotherItem() async throws {
    let first = try #require(try await device.sync(.contacts, device.start()))
    #expect(first.records(.add) == [1])
    #expect(try await device.answer(first.key(), .add("1") { $0.lastName = "Other" }).added == [2])
    #expect(device.backend.now.lastNames == ["Other", "Tester"])
  }

  @Test func anEditedRetryRightAfterANewStartIsANewerEdit() async throws {
    #expect(try await device.answer(device.start(), .add("1") { $0.lastName = "Edited" }).added == [1])
    #expect(device.backend.now.lastNames == ["Edited"])
  }
}

extension SyncRequest.Command {
  /// Adds what everybody types again.
  fileprivate static func tester(_ clientId: String) throws -> SyncRequest.Command {
    try .add(clientId) { $0.lastName = "Tester" }
  }

  /// Takes a contact from the devices, as a task is that somebody does.
  fileprivate static func finish(_ record: Int64) throws -> SyncRequest.Command {
    try .change(record) { contact in
      contact.lastName = "Tester"
      contact.jobTitle = "done"
    }
  }
}
