import Database
import SyncModel
import Testing
import WBXML

/// Texts of which a device was given only a part: what it writes over them would lose the rest. [MS-ASTASK]
/// 2.2.2.1.2 has no way to get it; the next time that the task is sent follows what the device asks for then.
@Suite("Parts of the text of tasks") struct TaskTextPartTests {
  private static let text = "Eins zwei drei vier"

  private static func asking(for size: Int?) -> SyncOptions {
    var options = SyncOptions()
    options.bodyPreferences = [BodyPreference(type: .plain, truncationSize: size)]
    return options
  }

  @Test(arguments: ManualTaskTests.versions) func aPartStaysAPartWhateverADeviceAsksForLater(
    version: ProtocolVersion
  ) async throws {
    try await TaskDesk.run(version, [TaskDesk.Stored(fields: ["Aufgabe": .text(Self.text)])]) { desk in
      let id = desk.tasks[0]
      let device = try await desk.device("PART", version, options: Self.asking(for: 4))
      #expect(try device.items[id]?.text(AirSyncBase.body, AirSyncBase.data) == "Eins")
      for options in [Self.asking(for: nil), Self.asking(for: 1000), SyncOptions()] {
        let before = try await desk.stored(id)
        device.options = options
        try await desk.change(id, [.body("Eins und mehr")], by: device)
        #expect(try await desk.difference(from: before) == [:])
        device.options = Self.asking(for: 4)
        #expect(try await desk.told(to: device) == ["change \(id)"])
      }
      // Now it is sent the whole text, which it may change.
      device.options = Self.asking(for: nil)
      try await desk.change(id, [.body("Eins und mehr")], by: device)
      #expect(try await desk.told(to: device) == ["change \(id)"])
      #expect(try device.items[id]?.text(AirSyncBase.body, AirSyncBase.data) == Self.text)
      device.options = Self.asking(for: 4)
      let before = try await desk.stored(id)
      try await desk.change(id, [.body("Fünf sechs sieben")], by: device)
      #expect(try await desk.difference(from: before) == ["Aufgabe": .text("Fünf sechs sieben")])
    }
  }

  @Test(arguments: ManualTaskTests.versions) func whatADeviceWroteItHasWhole(version: ProtocolVersion)
    async throws
  {
    try await TaskDesk.run(version) { desk in
      let device = try await desk.device("PART", version, options: Self.asking(for: 4))
      let id = try await desk.add([Wire(Tasks.subject, "Anruf"), .body(Self.text)], by: device)
      for text in ["Fünf sechs sieben", "Fünf sechs sieben acht"] {
        let before = try await desk.stored(id)
        try await desk.change(id, [.body(text)], by: device)
        #expect(try await desk.difference(from: before) == ["Aufgabe": .text(text)])
        #expect(try await desk.told(to: device) == [])
      }
      // Another device's text comes as a part again.
      try await desk.settle()
      try await desk.change(id, [.body(Self.text)], by: desk.other)
      #expect(try await desk.told(to: device) == ["change \(id)"])
      let before = try await desk.stored(id)
      for edit in [[Wire(Tasks.subject, "Besuch")], [.body("Eins"), Wire(Tasks.subject, "Besuch")]] {
        try await desk.change(id, edit, by: device)
        #expect(try await desk.difference(from: before) == ["Betreff": .text("Besuch")])
      }
    }
  }

  /// A Fetch brings what the device asks for then; of that it may change what it got whole.
  @Test(arguments: ManualTaskTests.versions) func whatADeviceFetchedWholeItMayChange(version: ProtocolVersion)
    async throws
  {
    try await TaskDesk.run(version, [TaskDesk.Stored(fields: ["Aufgabe": .text(Self.text)])]) { desk in
      let id = desk.tasks[0]
      let device = try await desk.device("PART", version, options: Self.asking(for: 4))
      for (size, text, isTaken) in [(8, "Acht", false), (1000, "Neu: " + Self.text, true)] {
        device.options = Self.asking(for: size)
        var fetch = SyncRequest.Command()
        (fetch.kind, fetch.serverId) = (.fetch, ItemClass.tasks.serverId(id))
        let answer = try #require(try await device.send([fetch]))
        #expect(answer.responses.map(\.status) == [.success] && answer.commands.isEmpty)
        #expect((answer.syncKey != device.key) == isTaken)
        if isTaken { try device.take(answer) }
        let before = try await desk.stored(id)
        device.options = Self.asking(for: 4)
        try await desk.change(id, [.body(text)], by: device)
        #expect(try await desk.difference(from: before) == (isTaken ? ["Aufgabe": .text(text)] : [:]))
        #expect(try await desk.told(to: device) == (isTaken ? [] : ["change \(id)"]))
      }
    }
  }
}
