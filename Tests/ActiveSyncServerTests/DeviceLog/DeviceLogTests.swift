import Foundation
import SyncModel
import TestSupport
import Testing
import WBXML

@testable import ActiveSyncServer

@Suite struct ShownElementsTests {
  /// What may be seen, for a reader to judge: nothing gets in unseen.
  @Test func theTableIsTheReviewedOne() throws {
    let lists = [("name", ShownElements.names), ("number", ShownElements.numbers)]
    let lines = lists.flatMap { kind, tags in tags.map { "\($0) \(kind)" } }.sorted()
    let complaint = try GoldenFile("masking/shown.txt").complaint(about: lines.joined(separator: "\n") + "\n")
    #expect(complaint == nil)
  }

  @Test(arguments: [
    ("Geheim42", ShownElements.names), ("0301234", ShownElements.numbers.union(ShownElements.names)),
  ])
  func everyElementIsMaskedUnlessTheTableNamesIt(_ text: String, _ shown: Set<WBXML.Tag>) throws {
    var count = 0
    for page in UInt8(0)..<64 {
      for token in UInt8(5)..<0x40 {
        let tag = WBXML.Tag(page: page, token: token)
        #expect(ShownElements.shows(tag, text) == shown.contains(tag))
        guard tag.name != nil else {
          #expect(!shown.contains(tag))
          continue
        }
        count += 1
        let log = LogLines()
        DeviceLog(log.log).write(body(tag, text), .request)
        #expect(log.all.joined().contains(text) == shown.contains(tag), "\(tag)")
        #expect(log.all.joined().contains("*(\(text.count))") != shown.contains(tag), "\(tag)")
      }
    }
    #expect(count == 644)
  }

  @Test(arguments: [
    Contacts.birthday.tag, Contacts.lastName.tag, Contacts.picture.tag, Settings.imei.tag,
    Settings.phoneNumber.tag, Settings.password.tag, ItemOperations.password.tag, Search.password.tag,
    Calendar.subject.tag, Calendar.email.tag, Calendar.uid.tag, Tasks.subject.tag, AirSyncBase.data.tag,
    AirSyncBase.displayName.tag,
  ])
  func whatIsPersonalIsMasked(_ tag: WBXML.Tag) {
    #expect(!ShownElements.names.contains(tag) && !ShownElements.numbers.contains(tag))
  }

  @Test(arguments: ["Otto Meßner", "Meßner", "a b", "x@y", String(repeating: "1", count: 65), "\"'<"])
  func whatHasNoPlaceInAShownElementIsMasked(_ text: String) {
    #expect(!ShownElements.shows(AirSync.syncKey.tag, text))
  }

  @Test(arguments: ["{0b9c-41}7", "contacts:4711", "20260409T080000Z", "2026-04-09T08:00:00.000Z", "1", "-1"])
  func whatTheProtocolSaysIsShown(_ text: String) {
    #expect(ShownElements.shows(AirSync.serverId.tag, text))
  }

  /// A body whose root holds a text.
  private func body(_ tag: WBXML.Tag, _ text: String) -> [UInt8] {
    [0x03, 0x01, 0x6A, 0x00, 0x00, tag.page, tag.token | 0x40, 0x03] + Array(text.utf8) + [0x00, 0x01]
  }
}

@Suite struct DeviceLogTests {
  @Test func opaqueContentIsCounted() {
    let log = LogLines()
    let body: [UInt8] = [0x03, 0x01, 0x6A, 0x00, 0x00, 17, 0x5F, 0xC3, 5] + Array("Otto!".utf8) + [0x01]
    DeviceLog(log.log).write(body, .response)
    #expect(log.all.count == 1)
    #expect(log.all.joined().contains("*(5 bytes)"))
    #expect(!log.all.joined().contains("Otto"))
  }

  @Test func whatIsNoWBXMLIsNotShown() {
    for body in [Array("Otto Meßner".utf8), [0x03, 0x01, 0x6A, 0x00, 0x45, 0x03] + Array("Otto".utf8)] {
      let log = LogLines()
      DeviceLog(log.log).write(body, .request)
      #expect(log.all.count == 1)
      #expect(log.all.joined().contains("bytes=\(body.count) error="))
      #expect(!log.all.joined().contains("Otto"))
    }
  }

  @Test func brokenBodiesNeverShowWhatIsMasked() {
    let name = Array("Otto".utf8)
    let body: [UInt8] =
      [0x03, 0x01, 0x6A, 0x00, 0x45, 0x5D, 0x00, 1, 0x69, 0x03] + name + [0x00, 0x01, 0x01, 0x01]
    for length in 0...body.count {
      let log = LogLines()
      DeviceLog(log.log).write(Array(body.prefix(length)), .request)
      #expect(!log.all.joined().contains("Otto"))
    }
    for index in body.indices where !(10..<14).contains(index) {
      for value in UInt8.min...UInt8.max {
        var broken = body
        broken[index] = value
        let log = LogLines()
        DeviceLog(log.log).write(broken, .request)
        // Another token may make it an element that is shown.
        if ![7, 8].contains(index) { #expect(!log.all.joined().contains("Otto")) }
      }
    }
  }

  @Test func longMessagesComeInNumberedParts() throws {
    var request = SyncRequest()
    request.collections = try (0..<400).map { number in
      var collection = SyncRequest.Collection()
      collection.syncKey = SyncKey(rawValue: "{\(number)}")
      collection.commands = [try .add("\(number)") { $0.lastName = "Otto" }]
      return collection
    }
    let log = LogLines()
    let body = try WBXMLEncoder.encode(request)
    DeviceLog(log.log).write(body, .request)
    #expect(log.all.count > 1)
    #expect(log.all.allSatisfy { $0.utf8.count <= 16_384 })
    for (number, line) in log.all.enumerated() {
      #expect(line.contains("part=\(number + 1)/\(log.all.count)"))
    }
    #expect(log.all.joined().contains("{399}"))
    #expect(!log.all.joined().contains("Otto"))
  }

  @Test func theSwitchHoldsForItsTimeAndItsDeviceAlsoBeforeItsFirstRequest() async throws {
    let site = try TestSite()
    let log = DeviceLogSwitch(database: site.database)
    let user = TestBackend.account.id
    #expect(try await log.turnOn("Phone1", of: user, now: site.now, until: site.now + 3600))
    _ = try await folderSync(site)
    #expect(messages(site) == 2)
    #expect(site.log.contains { $0.contains("device.id=phone1") && $0.contains("direction=request") })
    #expect(site.log.contains { $0.contains("<SyncKey>0</SyncKey>") })
    _ = try await folderSync(site, device: "PHONE2")
    #expect(messages(site) == 2)
    site.pass(seconds: 3599)
    _ = try await folderSync(site)
    #expect(messages(site) == 4)
    site.pass(seconds: 1)
    _ = try await folderSync(site)
    #expect(messages(site) == 4)
  }

  @Test func theSwitchCanBeTurnedOff() async throws {
    let site = try TestSite()
    let log = DeviceLogSwitch(database: site.database)
    let user = TestBackend.account.id
    #expect(try await log.turnOn("phone1", of: user, now: site.now, until: site.now + 3600))
    #expect(try await log.turnOff("PHONE1", of: user))
    _ = try await folderSync(site)
    #expect(messages(site) == 0)
    #expect(try await !log.turnOn("no/device", of: user, now: site.now, until: site.now + 3600))
    #expect(try await !log.turnOff("", of: user))
  }

  @Test func theAnswerToAWaitIsLogged() async throws {
    let site = try PushSite()
    try await site.sync(.contacts)
    let log = DeviceLogSwitch(database: site.database)
    let now = Date(timeIntervalSince1970: 0)
    #expect(try await log.turnOn("phone", of: Account.tiger.id, now: now, until: .distantFuture))
    async let answer = site.ping(3000, [.contacts])
    await site.waiting(1)
    await site.server.stop(within: .zero)
    _ = try await answer
    let lines = site.log.filter { $0.contains("device message") }
    #expect(lines.count == 2)
    #expect(lines.last?.contains("direction=response") == true)
    #expect(lines.last?.contains("<Status>1</Status>") == true)
  }

  private func folderSync(_ site: TestSite, device: String = "PHONE1") async throws -> FolderSyncResponse {
    var request = FolderSyncRequest()
    request.syncKey = .initial
    return try await site.ask("FolderSync", request, device: device)
  }

  private func messages(_ site: TestSite) -> Int { site.log.count { $0.contains("msg=\"device message\"") } }
}
