import Foundation
import SyncModel
import Testing
import WBXML

@testable import ActiveSyncServer

/// What the ledger does for devices that did not get their answer.
@Suite struct RetryTests {
  @Test func anAddIsAnsweredAndNotEchoed() async throws {
    let device = try await SyncingDevice()
    let answer = try await device.answer(device.start(), .add("1") { $0.lastName = "Tester" })
    #expect(answer.statuses == [.success])
    #expect(answer.responses[0].clientId?.rawValue == "1")
    #expect(answer.added == [1])
    #expect(answer.commands.isEmpty)
    #expect(device.backend.now.lastNames == ["Tester"])
    #expect(try await device.sync(.contacts, answer.key()) == nil)
  }

  @Test(arguments: ["1", "2"]) func aRepeatedAddIsTheSameItem(clientId: String) async throws {
    let device = try await SyncingDevice()
    let key = try await device.start()
    let lost = try await device.answer(key, .add("1") { $0.lastName = "Tester" })
    let again = try await device.answer(key, .add(clientId) { $0.lastName = "Tester" })
    #expect(again.added == lost.added)
    #expect(again.responses[0].clientId?.rawValue == clientId)
    #expect(again.syncKey != lost.syncKey)
    #expect(device.backend.now.lastNames == ["Tester"])
    #expect(try await device.sync(.contacts, again.key()) == nil)
  }

  @Test func theLateAnswerIsGoodAsWell() async throws {
    let device = try await SyncingDevice()
    let key = try await device.start()
    let late = try await device.answer(key, .add("1") { $0.lastName = "Tester" })
    _ = try await device.answer(key, .add("1") { $0.lastName = "Tester" })
    #expect(try await device.sync(.contacts, late.key()) == nil)
  }

  @Test func twoEqualAddsInOneRequestAreTwoItemsHoweverOftenTheyCome() async throws {
    let device = try await SyncingDevice()
    let key = try await device.start()
    let twins = try [
      SyncRequest.Command.add("1") { $0.lastName = "Twin" }, .add("2") { $0.lastName = "Twin" },
    ]
    for attempt in [twins, twins.reversed()] {
      let answer = try #require(try await device.sync(.contacts, key, commands: attempt))
      #expect(Set(answer.added) == [1, 2])
    }
    #expect(device.backend.now.lastNames == ["Twin", "Twin"])
  }

  @Test func anEditedRetryIsANewerEditOfTheItem() async throws {
    let device = try await SyncingDevice()
    let key = try await device.start()
    _ = try await device.answer(key, .add("1") { $0.lastName = "Teser" })
    let edited = try await device.answer(key, .add("1") { $0.lastName = "Tester" })
    #expect(edited.added == [1])
    #expect(device.backend.now.lastNames == ["Tester"])
    // And once more, back to what it was.
    let back = try await device.answer(key, .add("1") { $0.lastName = "Teser" })
    #expect(back.added == [1])
    #expect(device.backend.now.lastNames == ["Teser"])
    #expect(try await device.sync(.contacts, back.key()) == nil)
  }

  @Test(arguments: [false, true]) func anEditedRetryOfWhatCameDoneIsANewerEdit(isTouched: Bool) async throws {
    let device = try await SyncingDevice()
    let key = try await device.start()
    let done = try SyncRequest.Command.add("1") { contact in
      contact.lastName = "Teser"
      contact.jobTitle = "done"
    }
    _ = try await device.answer(key, done)
    // What somebody else makes of it meanwhile stands.
    if isTouched {
      device.backend.change { office in
        office.touch(1, isThere: false)
        office.records[1]?.contact?.lastName = "Office"
      }
    }
    let edited = try await device.answer(
      key,
      .add("1") { contact in
        contact.lastName = "Tester"
        contact.jobTitle = "done"
      })
    #expect(edited.added == [1])
    #expect(device.backend.now.records[1]?.contact?.lastName == (isTouched ? "Office" : "Tester"))
    #expect(device.backend.now.records.count == 1)
    let next = try #require(try await device.sync(.contacts, edited.key()))
    #expect(next.records(.delete) == [1])
  }

  @Test func anAddThatTheRetryDropsComesDown() async throws {
    let device = try await SyncingDevice()
    let key = try await device.start()
    _ = try await device.answer(
      key, .add("1") { $0.lastName = "Kept" }, .add("2") { $0.lastName = "Dropped" })
    let retry = try await device.answer(key, .add("1") { $0.lastName = "Kept" })
    #expect(retry.added == [1])
    #expect(retry.records(.add) == [2])
    #expect(try retry.contact(2).lastName == "Dropped")
  }

  /// Of two requests at once the device takes the answer of the one without the Add, and has to send that again.
  @Test(arguments: [false, true]) func anAddWhoseAnswerWasOvertakenIsTheSameItem(isTouched: Bool) async throws
  {
    let device = try await SyncingDevice()
    let key = try await device.start()
    _ = try await device.answer(key, .add("1") { $0.lastName = "Tester" })
    let taken = try #require(try await device.sync(.contacts, key))
    if isTouched {
      device.backend.change { office in
        office.touch(1)
        office.records[1]?.contact?.lastName = "Office"
      }
    }
    let again = try await device.answer(taken.key(), .add("1") { $0.lastName = "Tester" })
    #expect(again.added == [1])
    #expect(device.backend.now.lastNames == [isTouched ? "Office" : "Tester"])
  }

  @Test func anIdThatIsNumberedAnewIsAnotherItem() async throws {
    let device = try await SyncingDevice()
    let key = try await device.start()
    _ = try await device.answer(key, .add("1") { $0.lastName = "First" })
    // The device's user removed the first before the retry, so that it comes down.
    let retry = try #require(try await device.sync(.contacts, key))
    #expect(retry.records(.add) == [1])
    let next = try await device.answer(retry.key(), .add("1") { $0.lastName = "Second" })
    #expect(next.added == [2])
    #expect(device.backend.now.lastNames == ["First", "Second"])
  }

  @Test func aNewStartDoesNotDoubleWhatWasWritten() async throws {
    let device = try await SyncingDevice()
    let key = try await device.start()
    _ = try await device.answer(key, .add("1") { $0.lastName = "Tester" })
    let first = try #require(try await device.sync(.contacts, device.start()))
    #expect(first.records(.add) == [1])
    let again = try await device.answer(first.key(), .add("7") { $0.lastName = "Tester" })
    #expect(again.added == [1])
    #expect(device.backend.now.lastNames == ["Tester"])
    device.now += 86_401
    let later = try await device.answer(again.key(), .add("8") { $0.lastName = "Tester" })
    #expect(later.added == [2])
  }

  @Test func whatTheDeviceKnowsTheOutcomeOfIsANewItem() async throws {
    let device = try await SyncingDevice()
    let first = try await device.answer(device.start(), .add("1") { $0.lastName = "Tester" })
    let second = try await device.answer(first.key(), .add("1") { $0.lastName = "Tester" })
    #expect(second.added == [2])
    let third = try await device.answer(second.key(), .add("1") { $0.lastName = "Tester" })
    #expect(third.added == [3])
    #expect(device.backend.now.ledger.count == 2)
  }

  @Test func anEqualItemAfterADeleteIsANewItem() async throws {
    let device = try await SyncingDevice()
    let key = try await device.start()
    _ = try await device.answer(key, .add("1") { $0.lastName = "Tester" })
    let down = try #require(try await device.sync(.contacts, key))
    let deleted = try await device.answer(down.key(), .delete(1))
    #expect(deleted.responses.isEmpty)
    let again = try await device.answer(deleted.key(), .add("1") { $0.lastName = "Tester" })
    #expect(again.added == [2])
    #expect(device.backend.now.lastNames == ["Tester"])
  }

  @Test func aRetryAfterAWeekUnderItsOwnKeyIsStillARetry() async throws {
    let device = try await SyncingDevice()
    let key = try await device.start()
    _ = try await device.answer(key, .add("1") { $0.lastName = "Tester" })
    device.now += 7 * 86_400
    #expect(try await device.answer(key, .add("2") { $0.lastName = "Tester" }).added == [1])
  }

  /// Clients that tell only what changed say nothing of what was taken back.
  @Test(arguments: [false, true]) func whatTheDeviceTookBackOfALostChangeComesDown(isWhole: Bool) async throws
  {
    let device = try await SyncingDevice()
    let first = try await device.answer(
      device.start(),
      .add("1") {
        $0.lastName = "A"; $0.jobTitle = "B"
      })
    let key = try await device.sync(.contacts, first.key())?.key() ?? first.key()
    _ = try await device.answer(key, .change(1) { $0.jobTitle = "C" })
    let edited = try await device.answer(
      key,
      .change(1) { contact in
        contact.lastName = "D"
        if isWhole { contact.jobTitle = "B" }
      })
    #expect(edited.statuses.isEmpty)
    let down = try await device.sync(.contacts, edited.key())
    #expect(try down?.contact(1).jobTitle == (isWhole ? nil : "C"))
    #expect(device.backend.now.records[1]?.contact?.jobTitle == (isWhole ? "B" : "C"))
  }

  @Test func aRepeatedChangeOrDeleteDoesNotUndoWhatTheOfficeDidSince() async throws {
    let device = try await SyncingDevice()
    let first = try await device.answer(
      device.start(), .add("1") { $0.lastName = "A" }, .add("2") { $0.lastName = "B" })
    let key = try first.key()
    _ = try await device.answer(key, .change(1) { $0.lastName = "Device" }, .delete(2))
    device.backend.change { office in
      office.write(1) { $0.lastName = "Office" }
      office.write(2) { $0.lastName = "Back" }
    }
    let retry = try await device.answer(key, .change(1) { $0.lastName = "Device" }, .delete(2))
    #expect(retry.responses.isEmpty)
    #expect(device.backend.now.lastNames == ["Back", "Office"])
    #expect(retry.records(.add) == [2])
    let next = try #require(try await device.sync(.contacts, retry.key()))
    #expect(try next.contact(1).lastName == "Office")
  }

  @Test func twoChangesOfOneItemEndAsTheLastOneHoweverOftenTheyCome() async throws {
    let device = try await SyncingDevice()
    let key = try await device.answer(device.start(), .add("1") { $0.lastName = "A" }).key()
    let changes = try [
      SyncRequest.Command.change(1) { $0.lastName = "B" }, .change(1) { $0.lastName = "C" },
    ]
    for _ in 0..<3 {
      let answer = try #require(try await device.sync(.contacts, key, commands: changes))
      #expect(device.backend.now.lastNames == ["C"])
      #expect(try await device.estimate(.contacts, answer.key()).collection?.estimate == 0)
    }
  }

  @Test func aSecondChangeUnderAnotherKeyIsNoRepetition() async throws {
    let device = try await SyncingDevice()
    let first = try await device.answer(device.start(), .add("1") { $0.lastName = "A" })
    let key = try first.key()
    _ = try await device.answer(key, .change(1) { $0.lastName = "B" })
    // The answer is lost and the change is given up; the server's version comes, the office changes it.
    let retry = try #require(try await device.sync(.contacts, key))
    device.backend.change { office in office.write(1) { $0.lastName = "C" } }
    let told = try #require(try await device.sync(.contacts, retry.key()))
    #expect(try told.contact(1).lastName == "C")
    let back = try await device.answer(told.key(), .change(1) { $0.lastName = "B" })
    #expect(back.responses.isEmpty)
    #expect(device.backend.now.lastNames == ["B"])
  }

  @Test func whatADeviceWasToldSinceItsInexactWriteIsExact() async throws {
    let device = try await SyncingDevice()
    let first = try await device.answer(device.start(), .add("1") { $0.lastName = "Tester" })
    // Stored in small letters; the device never hears of it.
    _ = try await device.answer(first.key(), .change(1) { $0.nickName = "BIG" })
    let anew = try #require(try await device.sync(.contacts, device.start()))
    #expect(try anew.contact(1).nickName == "big")
    let change = try await device.answer(anew.key(), .change(1) { $0.nickName = "small" })
    #expect(try await device.sync(.contacts, change.key()) == nil)
  }

  @Test func aDeviceThatStandsAtTheOlderAnswerDoesNotConflictWithItself() async throws {
    let device = try await SyncingDevice()
    let first = try await device.answer(device.start(), .add("1") { $0.lastName = "Tester" })
    let older = try await device.answer(first.key(), .change(1) { $0.nickName = "one" })
    _ = try await device.answer(first.key(), .change(1) { $0.nickName = "two" })
    let third = try await device.answer(older.key(), .change(1) { $0.nickName = "three" })
    #expect(third.statuses.isEmpty)
    #expect(device.backend.now.records[1]?.contact?.nickName == "three")
    #expect(try await device.answer(third.key(), .delete(1)).statuses.isEmpty)
  }

  @Test func aLateDuplicateDoesNotTurnADeviceAgainstItself() async throws {
    let device = try await SyncingDevice()
    let first = try await device.answer(device.start(), .add("1") { $0.lastName = "Tester" })
    let late = try SyncRequest.Command.change(1) { $0.nickName = "one" }
    _ = try await device.answer(first.key(), late)
    let taken = try await device.answer(first.key(), .change(1) { $0.nickName = "two" })
    _ = try await device.answer(first.key(), late)
    let third = try await device.answer(taken.key(), .change(1) { $0.nickName = "three" })
    #expect(third.statuses.isEmpty)
    #expect(device.backend.now.records[1]?.contact?.nickName == "three")
  }
}

extension SyncingDevice {
  /// Sends commands; the answer that must come.
  func answer(_ key: SyncKey, _ commands: SyncRequest.Command...) async throws -> SyncResponse.Collection {
    let answer = try #require(try await sync(.contacts, key, commands: commands))
    #expect(answer.status == .success)
    #expect(answer.syncKey != key)
    return answer
  }
}
