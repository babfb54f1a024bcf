import Database
import OnOfficeBackend
import SyncModel
import Testing
import WBXML

/// Device and office change or remove the same record: over the socket, in onOffice, for each class.
@Suite("Conflicts with onOffice") struct ConflictIntegrationTests {
  /// An office with a device of each way to solve conflicts that has read one record of its own.
  private func run(
    _ draft: Draft,
    _ body: (SyncedOffice, Handset, Int64, _ conflict: Int?) async throws -> Void
  ) async throws {
    try await SyncedOffice.run { _, _ in
    } _: { office, _ in
      for conflict in [nil, 0, 1] {
        let people = office.people
        let id = try await office.write { try draft.create($0, people, "Anfang") }
        var options = SyncOptions()
        options.conflict = conflict
        let name = "CONFLICT\(conflict ?? 2)"
        let device = try await Handset(
          Line("theobald", device: name, to: office.site), draft.itemClass, options: options)
        try await device.settle()
        #expect(device.items[id] != nil)
        try await body(office, device, id, conflict)
        try await device.settle()
        let fresh = try await Handset(
          Line("theobald", device: "FRESH\(conflict ?? 2)", to: office.site), draft.itemClass)
        try await fresh.settle()
        #expect(
          try device.items.mapValues { try draft.title($0) } == fresh.items.mapValues { try draft.title($0) })
      }
    }
  }

  @Test(arguments: Draft.all) func bothEdit(draft: Draft) async throws {
    try await run(draft) { office, device, id, conflict in
      try await office.write { try draft.rename($0, id, "Office") }
      let edit = SyncRequest.Command.change(draft.itemClass.serverId(id), try draft.make("Device"))
      let answer = try #require(try await device.sync(edit))
      #expect(answer.responses.map(\.status) == (conflict == 0 ? [] : [.conflict]))
      let winner = conflict == 0 ? "Device" : "Office"
      #expect(try await office.read { try draft.stored($0, id) } == .text(winner))
      #expect(try draft.title(#require(device.items[id])) == winner)
    }
  }

  @Test(arguments: Draft.all) func theDeviceEditsWhatTheOfficeRemoved(draft: Draft) async throws {
    for removal in draft.removals {
      try await run(draft) { office, device, id, _ in
        let people = office.people
        try await office.write { try removal($0, people, id) }
        let edit = SyncRequest.Command.change(draft.itemClass.serverId(id), try draft.make("Device"))
        // The first answer is lost.
        for isTaken in [false, true] {
          let answer = try #require(try await device.send([edit]))
          #expect(answer.responses.map(\.status) == [.objectNotFound])
          #expect(answer.commands.map(\.kind) == [.delete])
          #expect(answer.commands.map(\.serverId) == [draft.itemClass.serverId(id)])
          if isTaken { try device.take(answer, to: [edit]) }
        }
        #expect(device.items[id] == nil)
        let left: SQLValue? = draft.leavesRecord ? .text("Anfang") : nil
        #expect(try await office.read { try draft.stored($0, id) } == left)
      }
    }
  }

  @Test(arguments: Draft.all) func theDeviceDeletesWhatTheOfficeEdited(draft: Draft) async throws {
    try await run(draft) { office, device, id, conflict in
      try await office.write { try draft.rename($0, id, "Office") }
      let deletion = SyncRequest.Command.delete(draft.itemClass.serverId(id))
      for isTaken in [false, true] {
        let answer = try #require(try await device.send([deletion]))
        #expect(answer.responses.map(\.status) == (conflict == 0 ? [] : [.conflict]))
        #expect(answer.commands.map(\.kind) == (conflict == 0 ? [] : [.add]))
        if isTaken { try device.take(answer, to: [deletion]) }
      }
      #expect(try device.items[id].map { try draft.title($0) } == (conflict == 0 ? nil : "Office"))
      let isLeft = conflict != 0 || draft.leavesRecord
      #expect(try await office.read { try draft.stored($0, id) } == (isLeft ? .text("Office") : nil))
    }
  }

  @Test(arguments: Draft.all) func bothRemove(draft: Draft) async throws {
    for removal in draft.removals {
      try await run(draft) { office, device, id, _ in
        let people = office.people
        try await office.write { try removal($0, people, id) }
        let answer = try #require(try await device.sync(.delete(draft.itemClass.serverId(id))))
        #expect(answer.responses.isEmpty && answer.commands.isEmpty)
        #expect(device.items[id] == nil)
      }
    }
  }

  @Test(arguments: Draft.all) func whatIsRefusedComesBackAsItIsInOnOffice(draft: Draft) async throws {
    try await run(draft) { office, device, id, conflict in
      let people = office.people
      let other = try await office.write { try draft.create($0, people, "Daneben") }
      try await device.settle()
      let before = try await office.write { try draft.create($0, people, "Neu vom Office") }
      let commands: [SyncRequest.Command] = [
        .add("good\(id)", try draft.make("Gut")),
        .change(draft.itemClass.serverId(id), try draft.refused("Falsch")),
        .add("bad\(id)", try draft.refused("Auch falsch")),
        .change(draft.itemClass.serverId(other), try draft.make("Anders")),
      ]
      // The first answer is lost.
      for isTaken in [false, true] {
        let answer = try #require(try await device.send(commands))
        #expect(answer.responses.map(\.status) == [.success, .conversionError, .conversionError])
        #expect(answer.responses.map(\.kind) == [.add, .change, .add])
        if isTaken { try device.take(answer, to: commands) }
      }
      #expect(try draft.title(#require(device.items[id])) == "Anfang")
      #expect(try draft.title(#require(device.items[before])) == "Neu vom Office")
      #expect(
        try await office.read { office in try [id, other].map { try draft.stored(office, $0) } }
          == [.text("Anfang"), .text("Anders")])
      // One of this device, and one of each before it.
      let rounds = [nil, 0, 1].firstIndex(of: conflict) ?? 0
      #expect(try device.items.values.count { try draft.title($0) == "Gut" } == rounds + 1)
      let lines = office.site.lines.filter { $0.contains("not carried out") && $0.contains(":\(id)") }
      #expect(lines.count == 2)
      #expect(lines.allSatisfy { $0.contains(draft.refusedElement) && !$0.contains("Falsch") })
    }
  }
}
