import Database
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// „Abgesagte Termine werden nicht übertragen.“ „Gelöschte Termine werden als abgesagt gespeichert.“
@Suite("Appointments that are cancelled and deleted, manual 12.2") struct AppointmentLifeTests {
  /// Appointments of Theobald alone, of him and Petra, of a group, whole days, and a series.
  private static func appointments(_ people: AppointmentDesk.People) -> [AppointmentDesk.Stored] {
    [
      .init(), .init(users: [people.theobald, people.petra], addresses: [people.anna: "confirmed"]),
      .init(
        users: [people.petra], groups: [people.group], estates: [people.estates[0]], resources: ["Beamer"]),
      .init(
        fields: [
          "ganztags": .integer(1), "start_dt": .text("2026-04-10 00:00:00"),
          "end_dt": .text("2026-04-10 23:59:59"),
        ], users: [people.theobald, people.petra]),
      .init(
        fields: ["rp_flag": .integer(1), "rp_type": .text("w")], users: [people.theobald, people.petra]),
    ]
  }

  @Test(.manual("12.2 Terminstatus ←", "12.2 Terminstatus →"), arguments: ProtocolVersion.allCases)
  func whatADeviceDeletesIsCancelledForAll(version: ProtocolVersion) async throws {
    try await AppointmentDesk.run(version, Self.appointments) { desk in
      let petras = try await desk.device("PETRAS", of: "petra", version)
      for id in desk.appointments {
        let before = try await desk.stored(id)
        let isPetras = petras.items[id] != nil
        desk.wait()
        let answer = try await desk.phone.sync(.delete(ItemClass.calendar.serverId(id)))
        #expect(answer?.responses.isEmpty != false && answer?.commands.isEmpty != false)
        #expect(try await desk.difference(from: before) == ["status": .text("canceled")])
        #expect(try await desk.told() == [])
        #expect(try await desk.told(to: desk.other) == ["delete \(id)"])
        #expect(try await desk.told(to: petras) == (isPetras ? ["delete \(id)"] : []))
      }
      #expect(desk.phone.items.isEmpty && petras.items.isEmpty)
      // Nor do they come to a new device.
      #expect(try await desk.device("NEW", version).items.isEmpty)
    }
  }

  @Test(.manual("12.2 Terminstatus →"), arguments: ProtocolVersion.allCases)
  func whatIsCancelledInOnOfficeLeavesAndComesBack(version: ProtocolVersion) async throws {
    try await AppointmentDesk.run(version, Self.appointments) { desk in
      let petras = try await desk.device("PETRAS", of: "petra", version)
      for id in desk.appointments {
        let devices = [desk.phone, desk.other] + (petras.items[id] == nil ? [] : [petras])
        try await desk.edit(id, ["status": .text("canceled")])
        for device in devices { #expect(try await desk.told(to: device) == ["delete \(id)"]) }
        // What happens to it then is nobody's news.
        try await desk.edit(id, ["description": .text("entfällt")])
        for device in devices { #expect(try await desk.told(to: device) == []) }
        // Done and active look the same.
        for (status, told) in [
          ("completed", ["add \(id)"]), ("active", []), ("participantsAvailable", ["change \(id)"]),
        ] {
          try await desk.edit(id, ["status": .text(status)])
          for device in devices { #expect(try await desk.told(to: device) == told, "\(status)") }
        }
        #expect(try desk.shown(id).text(Calendar.subject) == "entfällt")
      }
    }
  }

  /// What was cancelled meanwhile is gone: neither an edit nor a deletion of it does anything.
  @Test(.manual("12.2 Terminstatus ←"), arguments: ProtocolVersion.tried)
  func whatIsCancelledAlreadyStaysSo(version: ProtocolVersion) async throws {
    try await AppointmentDesk.run(version, { _ in [.init(), .init()] }) { desk in
      let (edited, deleted) = (desk.appointments[0], desk.appointments[1])
      for id in desk.appointments { try await desk.edit(id, ["status": .text("canceled")]) }
      let before = [try await desk.stored(edited), try await desk.stored(deleted)]
      desk.wait()
      let answer = try #require(
        try await desk.phone.send([
          .change(ItemClass.calendar.serverId(edited), try [Wire.calendar(.subject, "Neu")].fragment),
          .delete(ItemClass.calendar.serverId(deleted)),
        ]))
      #expect(answer.responses.map(\.status) == [.objectNotFound])
      for appointment in before { #expect(try await desk.difference(from: appointment) == [:]) }
      #expect(try await desk.device("NEW", version).items.isEmpty)
    }
  }

  /// Whoever is taken out of an appointment loses it; it stays as it is for the others.
  @Test(.manual("12.2 Zugeordnete Benutzer →"), arguments: ProtocolVersion.tried)
  func whoDoesNotTakePartHasItNot(version: ProtocolVersion) async throws {
    try await AppointmentDesk.run(
      version,
      { [.init(users: [$0.theobald, $0.petra]), .init(users: [$0.petra]), .init(users: [$0.ignaz])] }
    ) { desk in
      let petras = try await desk.device("PETRAS", of: "petra", version)
      let (both, hers) = (desk.appointments[0], desk.appointments[1])
      #expect(Set(desk.phone.items.keys) == [both])
      #expect(Set(petras.items.keys) == [both, hers])
      let theobald = desk.people.theobald
      try await desk.write { try $0.modifyAppointment(both) { $0.users.remove(theobald) } }
      #expect(try await desk.told() == ["delete \(both)"])
      #expect(try await desk.told(to: petras) == ["change \(both)"])
      let before = try await desk.stored(both)
      desk.wait()
      let answer = try await desk.phone.send([.delete(ItemClass.calendar.serverId(both))])
      #expect(answer?.responses.map(\.status) == [.objectNotFound])
      #expect(try await desk.difference(from: before) == [:])
    }
  }
}
