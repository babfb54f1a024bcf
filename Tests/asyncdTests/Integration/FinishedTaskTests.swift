import Database
import OnOfficeBackend
import SyncModel
import Testing
import WBXML

/// A device has finished a task and still shows it, when somebody edits it in onOffice.
@Suite("Tasks that are edited when they are done") struct FinishedTaskTests {
  /// Runs a test's body with a device that has just finished a task under the name "Fertig", and its number.
  private func run(
    conflict: Int?, _ body: (SyncedOffice, Handset, Int64) async throws -> Void
  ) async throws {
    try await SyncedOffice.run { office, people in
      try Draft.tasks.create(office, people, "Anfang")
    } _: { office, id in
      var options = SyncOptions()
      options.conflict = conflict
      let device = try await Handset(
        Line("theobald", device: "FINISHER", to: office.site), .tasks, options: options)
      try await device.settle()
      let answer = try #require(try await device.sync(finished(id, "Fertig")))
      #expect(answer.responses.isEmpty && answer.commands.isEmpty)
      // The others lose it.
      try await office.expect(.tasks, ["delete \(id)"])
      try await body(office, device, id)
      try await device.settle()
      #expect(device.items[id] == nil)
    }
  }

  private func finished(_ id: Int64, _ title: String) throws -> SyncRequest.Command {
    var task = TaskItem()
    task.subject = title
    task.complete = true
    return .change(ItemClass.tasks.serverId(id), try Fragment(encoding: task))
  }

  @Test(arguments: [nil, 0, 1]) func theOfficesEditIsAConflict(conflict: Int?) async throws {
    try await run(conflict: conflict) { office, device, id in
      try await office.expect(.tasks, []) { try Draft.tasks.rename($0, id, "Office") }
      let edit = try finished(id, "Device")
      // The first answer is lost.
      for isTaken in [false, true] {
        let answer = try #require(try await device.send([edit]))
        #expect(answer.responses.map(\.status) == (conflict == 0 ? [] : [.conflict]))
        #expect(answer.commands.map(\.kind) == (conflict == 0 ? [] : [.delete]))
        if isTaken { try device.take(answer, to: [edit]) }
      }
      let winner = conflict == 0 ? "Device" : "Office"
      #expect(try await office.read { try Draft.tasks.stored($0, id) } == .text(winner))
      try await office.expect(.tasks, [])
    }
  }

  @Test func theDeviceEditsOnWhatNobodyElseTouched() async throws {
    try await run(conflict: nil) { office, device, id in
      for title in ["Noch", "Nochmal"] {
        let answer = try #require(try await device.sync(finished(id, title)))
        #expect(answer.responses.isEmpty && answer.commands.isEmpty)
        #expect(try await office.read { try Draft.tasks.stored($0, id) } == .text(title))
      }
      try await office.expect(.tasks, [])
    }
  }
}
