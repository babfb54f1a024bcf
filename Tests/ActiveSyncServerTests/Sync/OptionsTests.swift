import Foundation
import SyncModel
import TestSupport
import Testing
import WBXML

@testable import ActiveSyncServer

/// How Options hold, are left out and fall back. [MS-ASCMD] 2.2.3.125.6, 2.2.3.68.2.
@Suite struct OptionsTests {
  /// Appointments at the bounds of all periods, newest first.
  private static let days = ["03-09", "02-23", "02-22", "12-23", "12-22", "09-23", "09-22"]
  /// FilterType -> how many of them lie in its period; nil is none at all.
  private static let periods: [(filter: Int?, count: Int)] = [
    (nil, 2), (0, 2), (1, 2), (2, 2), (3, 2), (4, 1), (5, 2), (6, 4), (7, 6), (8, 2), (9, 2), (255, 2),
    (-1, 2),
    (Int.max, 2),
  ]

  /// A device with a calendar that has ``days``.
  private func device(_ version: ProtocolVersion = .v14_1) async throws -> SyncingDevice {
    let device = try await SyncingDevice()
    device.version = version
    let days = try Self.days.map { try Self.day($0) }
    device.backend.change(.calendar) { office in
      for (index, day) in days.enumerated() { office.touch(Int64(index + 1), day: day) }
    }
    return device
  }

  private static func day(_ text: String) throws -> CivilDate {
    try #require(CivilDate(text: (text < "04" ? "2026-" : "2025-") + text))
  }

  /// Syncs until nothing is left, and does what it is told; ghosts stay until they are deleted.
  private func sync(
    _ device: SyncingDevice, _ phone: inout Phone, _ options: [SyncOptions] = []
  ) async throws {
    while true {
      var collection = SyncRequest.Collection()
      collection.syncKey = phone.key
      collection.collectionId = Folder.calendar.id
      collection.options = options
      var request = SyncRequest()
      request.collections = [collection]
      guard let answer = try await device.send(request)?.collections?.first else { return }
      #expect(answer.status == .success)
      try phone.take(answer)
    }
  }

  /// What a device holds that keeps what leaves the period until it is deleted.
  private struct Phone {
    var key: SyncKey
    var held: Set<Int64> = []
    var ghosts: Set<Int64> = []

    mutating func take(_ answer: SyncResponse.Collection) throws {
      for record in answer.records(.add, in: .calendar) {
        #expect(held.insert(record).inserted && !ghosts.contains(record), "\(record) comes twice")
      }
      for record in answer.records(.softDelete, in: .calendar) {
        #expect(held.remove(record) != nil)
        ghosts.insert(record)
      }
      for record in answer.records(.delete, in: .calendar) {
        #expect(held.remove(record) ?? ghosts.remove(record) != nil)
      }
      key = try answer.key()
    }
  }

  @Test(.manual("2.3 Vergangenheit", "2.3 Client"), arguments: ProtocolVersion.allCases)
  func everyFilterTypeHasItsPeriodInCalendars(version: ProtocolVersion) async throws {
    for (filter, count) in Self.periods {
      let device = try await device(version)
      var phone = Phone(key: try await device.start(.calendar))
      try await sync(device, &phone, [options(filter)])
      #expect(phone.held == Set(Int64(1)...Int64(count)), "FilterType \(filter ?? -2)")
    }
  }

  @Test(arguments: ProtocolVersion.allCases, [Folder.contacts, .tasks])
  func otherClassesKnowNoPeriod(version: ProtocolVersion, folder: Folder) async throws {
    let device = try await device(version)
    for (filter, _) in Self.periods {
      let answer = try #require(
        try await device.sync(folder, device.start(folder), options: options(filter)))
      #expect(answer.commands.count == Self.days.count)
    }
  }

  @Test(arguments: ProtocolVersion.allCases)
  func aChangedFilterTypeMovesThePeriodThereAndBack(version: ProtocolVersion) async throws {
    let device = try await device(version)
    var phone = Phone(key: try await device.start(.calendar))
    for (filter, count) in [(4, 1), (7, 6), (4, 1), (6, 4), (5, 2), (7, 6), (0, 2), (9, 2), (6, 4)] {
      try await sync(device, &phone, [options(filter)])
      #expect(phone.held == Set(1...Int64(count)), "FilterType \(filter)")
      #expect(try await device.sync(.calendar, phone.key) == nil)
    }
  }

  @Test(arguments: ProtocolVersion.allCases)
  func optionsHoldWhileNoneAreSentAndEvenThroughARestart(version: ProtocolVersion) async throws {
    let device = try await device(version)
    var phone = Phone(key: try await device.start(.calendar))
    try await sync(device, &phone, [options(6)])
    try await device.restart()
    try await sync(device, &phone)
    #expect(phone.held == [1, 2, 3, 4])
    #expect(try await device.estimate(.calendar, phone.key).collection?.estimate == 0)
    // GetItemEstimate asks, and leaves the Options as they are.
    #expect(try await estimate(device, phone, [options(7)]) == 2)
    #expect(try await estimate(device, phone, [options(nil)]) == 2)
    try await sync(device, &phone)
    #expect(phone.held == [1, 2, 3, 4])
    // Options without FilterType take the period back: they replace the ones before as a whole.
    try await sync(device, &phone, [options(nil)])
    #expect(phone.held == [1, 2])
  }

  @Test func optionsForAnotherClassAreLeftOut() async throws {
    let device = try await device()
    var phone = Phone(key: try await device.start(.calendar))
    let sms = options(7, class: "SMS")
    try await sync(device, &phone, [sms, options(6, class: "Calendar")])
    #expect(phone.held == [1, 2, 3, 4])
    try await sync(device, &phone, [options(7, class: "calendar"), sms])
    #expect(phone.held.count == 6)
    try await sync(device, &phone, [sms, options(4)])
    #expect(phone.held == [1])
    // Alone it says nothing of the calendar, whose Options hold on.
    try await sync(device, &phone, [sms])
    #expect(phone.held == [1])
    #expect(try await estimate(device, phone, [sms, options(6)]) == 3)
    #expect(try await estimate(device, phone, [sms]) == 0)
  }

  private func options(_ filter: Int?, class: String? = nil) -> SyncOptions {
    var options = SyncOptions()
    options.filterType = filter
    options.class = `class`
    // So that there is something in it.
    options.conflict = 1
    return options
  }

  private func estimate(
    _ device: SyncingDevice, _ phone: Phone, _ options: [SyncOptions]
  ) async throws -> Int? {
    var collection = GetItemEstimateRequest.Collection()
    collection.syncKey = phone.key
    collection.collectionId = Folder.calendar.id
    collection.options = options
    var request = GetItemEstimateRequest()
    request.collections = [collection]
    return try await GetItemEstimateCommand().run(request, in: device.session())?
      .responses.first?.collection?.estimate
  }
}
