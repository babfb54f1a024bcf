import Database
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

@Suite("Categories of appointments that are no Terminart") struct AppointmentKindTests {
  private static func categories(_ item: Fragment) throws -> String? {
    try item.texts(in: Calendar.categories)["Category"]
  }

  /// What is no kind is the user's own.
  @Test(.manual("12.2 Terminart ←"), arguments: ProtocolVersion.tried)
  func theyAreKept(version: ProtocolVersion) async throws {
    try await AppointmentDesk.run(version) { desk in
      let petras = try await desk.device("PETRAS", of: "petra", version)
      let id = try await desk.add(
        Wire.appointment() + [
          .calendarCategories("Wichtig", "beratung", "Sommer", "Notartermin"),
          .attendees("petra@mandant.example||"),
        ])
      #expect(try await desk.stored(id).record["art"] == .text("ind2"))
      try await desk.settle()
      for device in [desk.phone, desk.other] {
        #expect(try Self.categories(desk.shown(id, on: device)) == "Beratung|Wichtig|Sommer")
      }
      try await petras.settle()
      #expect(try Self.categories(desk.shown(id, on: petras)) == "Beratung")
      // Another kind in onOffice leaves them.
      try await desk.edit(id, ["art": .text("ind1")])
      try await desk.settle()
      #expect(try Self.categories(desk.shown(id)) == "Notartermin|Wichtig|Sommer")
      let before = try await desk.stored(id)
      try await desk.change(id, [.calendarCategories("Wichtig", "Notartermin")])
      #expect(try await desk.difference(from: before) == [:])
      try await desk.settle()
      #expect(try Self.categories(desk.shown(id, on: desk.other)) == "Notartermin|Wichtig")
      try await desk.change(id, [.calendar(.subject, "Neu")])
      try await desk.settle()
      #expect(try Self.categories(desk.shown(id, on: desk.other)) == "Notartermin|Wichtig")
    }
  }

  /// As with what becomes of a kind under another name.
  @Test(.manual("12.2 Terminart →"), arguments: ProtocolVersion.tried)
  func aKindThatIsRenamedStandsOnce(version: ProtocolVersion) async throws {
    try await AppointmentDesk.run(version, { _ in [.init(fields: ["art": .text("ind1")])] }) { desk in
      let id = desk.appointments[0]
      try await desk.change(id, [.calendarCategories("Notartermin", "Beurkundung")])
      try await desk.write { office in
        let kind = try #require(try office.actionTypes(.appointment).first { $0.key == "ind1" })
        try office.renameActionType(kind.id, label: "beurkundung")
      }
      try await desk.settle()
      #expect(try Self.categories(desk.shown(id)) == "beurkundung")
    }
  }

  /// The kind that a new appointment gets is the office's: its device hears of it at once.
  @Test(.manual("12.2 Terminart ←"), arguments: ProtocolVersion.tried)
  func aNewOneWithoutAKindComesBackWithTheUsual(version: ProtocolVersion) async throws {
    try await AppointmentDesk.run(version) { desk in
      for categories in [[], [Wire.calendar(.categories)], [.calendarCategories("Sommer")]] {
        let id = try await desk.add(Wire.appointment() + categories)
        #expect(try await desk.told() == ["change \(id)"])
        #expect(try desk.shown(id).text(Calendar.categories, Calendar.category) == "Besichtigung")
        #expect(try await desk.told() == [])
      }
      let id = try await desk.add(Wire.appointment() + [.calendarCategories("Beratung")])
      #expect(
        try await desk.told() == []
          && desk.shown(id).text(Calendar.categories, Calendar.category) == "Beratung")
    }
  }
}
