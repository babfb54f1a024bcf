import Database
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// What a device was shown and sends back unchanged, as its family writes it, changes nothing: not in onOffice, not
/// in the change log, not on any device.
@Suite("Appointments sent back unchanged", .timeLimit(.minutes(10))) struct AppointmentRoundTripTests {
  @Test(
    .manual("1 Endgeräte", "12 Abweichungen", "12.2 Adressen, Benutzer und Ressourcen ←"),
    arguments: zip(AppointmentClient.all, 1...UInt64(AppointmentClient.all.count)))
  func randomAppointments(client: AppointmentClient, seed: UInt64) async throws {
    try await AppointmentDesk.run(
      client.version, options: client.options, type: client.type,
      { people in
        var random = SeededGenerator(seed: seed)
        return (0..<40).map { _ in .init(random: &random, people) }
      }
    ) { desk in
      var random = SeededGenerator(seed: seed << 32)
      for id in desk.appointments where desk.other.items[id] != nil {
        let kept = Self.kept(&random)
        if !kept.isEmpty { #expect(try await desk.change(id, kept, by: desk.other) == nil) }
      }
      let petras = try await desk.device("PETRAS", of: "petra")
      try await desk.settle()
      let shown = desk.phone.items
      #expect(shown.count > 20)
      let before = try await desk.everything()
      for round in 1...2 {
        desk.wait()
        let answer = try await desk.phone.sync(
          shown.sorted { $0.key < $1.key }.map { id, item in
            .change(ItemClass.calendar.serverId(id), try client.sendingBack(item))
          })
        #expect(answer?.responses.isEmpty != false, "round \(round)")
        let after = try await desk.everything()
        #expect(before.lost(in: after) == [], "round \(round)")
        #expect(after.lost(in: before) == [], "round \(round)")
        for device in [desk.other, petras] {
          let told = try await desk.told(to: device)
          #expect(told == [], "round \(round)")
        }
        // A family that cannot tell what it was shown is shown it again.
        let told = try await desk.told()
        let unsayable = Set(try shown.filter { try !client.says($0.value) }.map { "change \($0.key)" })
        #expect(Set(told).subtracting(unsayable) == [], "round \(round)")
      }
    }
  }

  /// What onOffice has no field for.
  private static func kept(_ random: inout SeededGenerator) -> [Wire] {
    var elements: [Wire] = []
    if Bool.random(using: &random) { elements.append(.calendar(.busyStatus, "3")) }
    if Bool.random(using: &random) { elements.append(.calendarCategories("Sommer", "Wichtig")) }
    return elements
  }
}

extension AppointmentClient {
  /// Whether it has an element for all that it was shown.
  fileprivate func says(_ item: Fragment) throws -> Bool {
    try attendeeType == nil || !item.attendees.contains { $0.contains("|3|") }
  }
}

extension AppointmentDesk.Stored {
  /// An appointment by lot, near the test's day, its times such as summer time makes difficult among them.
  init(random: inout SeededGenerator, _ people: AppointmentDesk.People) {
    func pick<Value>(_ values: [Value]) -> Value { values.randomElement(using: &random) ?? values[0] }
    let choices: [(String, [SQLValue])] = [
      ("description", [.text("Exposé"), .text("a & <b>"), .text(" Rand "), .text("😀")]),
      ("note", [.text("Eins"), .text("Eins\r\nZwei\r"), .text("a  b\n  - c"), .text("Ü\n\nEnde\n")]),
      ("status", [.text("active"), .text("completed"), .text("participantsAvailable")]),
      ("private", [.integer(0), .integer(1)]), ("art", [.text("ind0"), .text("ind1")]),
      ("erinnerung", [.text("0 minutes"), .text("15 hours"), .text("3 weeks")]),
      ("ort", [.text("Büro "), .text("Seestr. 1, 12345 Berlin")]), ("location", [.text("estate")]),
      ("ProjektNr", [.integer(31)]), ("transitTime", [.text("00:30:00")]), ("von", [.text("ignaz")]),
      ("zpushuuid", [.text("ABC-\(Int.random(in: 0..<1_000_000, using: &random))")]),
    ]
    for (field, values) in choices where Bool.random(using: &random) { fields[field] = pick(values) }
    addTimes(&random)
    if Bool.random(using: &random) { addSeries(&random) }
    groups = pick([[], [people.group]])
    users = pick([[people.theobald], [people.theobald, people.petra]])
    for address in [people.anna, people.bare] + people.couple where Bool.random(using: &random) {
      addresses[address] = pick(["not-set", "sent", "confirmed", "canceled"])
    }
    estates = pick([[], [people.estates[0]], Set(people.estates)])
    resources = pick([[], ["Beamer"], ["Beamer", "Raum 1/2"]])
  }

  private mutating func addTimes(_ random: inout SeededGenerator) {
    let times = [
      ("2026-03-28 22:30:00", "2026-03-29 03:30:00"), ("2026-03-29 01:59:00", "2026-03-29 03:00:00"),
      ("2026-04-01 00:00:00", "2026-04-01 00:00:00"), ("2026-03-31 23:00:00", "2026-04-02 01:00:00"),
      ("2026-09-01 10:00:00", "2026-09-01 10:45:00"), ("2026-03-10 12:00:00", "2026-03-10 13:00:00"),
    ]
    let days = [
      ("2026-03-29 00:00:00", "2026-03-29 23:59:59"), ("2026-04-30 00:00:00", "2026-05-01 23:59:59"),
    ]
    let isAllDay = Int.random(in: 0..<3, using: &random) == 0
    let (start, end) = (isAllDay ? days : times).randomElement(using: &random) ?? times[0]
    (fields["start_dt"], fields["end_dt"]) = (.text(start), .text(end))
    if isAllDay { fields["ganztags"] = .integer(1) }
  }

  private mutating func addSeries(_ random: inout SeededGenerator) {
    fields["rp_flag"] = .integer(1)
    fields["rp_type"] = ["t", "w", "m", "j"].randomElement(using: &random).map { .text($0) }
    fields["rp_tage"] = .integer(Int64.random(in: 1...3, using: &random))
    if Bool.random(using: &random) {
      (fields["rp_ende_status"], fields["rp_ende_datum"]) = (.integer(1), .text("2026-12-31"))
    }
    if case .text(let start)? = fields["start_dt"], fields["rp_type"] == .text("t"),
      let day = CivilDate(text: String(start.prefix(10)))
    {
      fields["rp_exception"] = .text("#" + day.adding(days: 6).text + "#" + day.adding(days: 12).text)
    }
  }
}
