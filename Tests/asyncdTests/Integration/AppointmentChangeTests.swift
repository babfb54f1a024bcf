import ActiveSyncServer
import Database
import OnOfficeBackend
import SyncModel
import TestSupport
import Testing

@Suite("Appointments changed in onOffice") struct AppointmentChangeTests {
  /// What stands in the calendar, by number.
  private struct Calendar: Sendable {
    /// One appointment of Theobald's, with an estate and a kind.
    let single: Int64
    /// A daily series of both users.
    let series: Int64
    /// One of Petra's group.
    let group: Int64
    let estate: Int64
    let kind: Int64
  }

  /// Runs a test's body with that calendar; devices get at most `limit` appointments.
  private func run(
    limit: Int = CalendarLimits().items, _ body: (SyncedOffice, Calendar) async throws -> Void
  ) async throws {
    try await SyncedOffice.run(appointments: limit) { office, people in
      let kind = try office.createActionType(.appointment, key: "ind1", label: "Besichtigung")
      let estate = try office.createEstate(["objekttitel": .text("Haus am See")])
      var single = times("2026-04-10 10:00:00", "2026-04-10 11:00:00")
      single["art"] = .text("ind1")
      var series = times("2026-04-01 09:00:00", "2026-04-01 09:15:00")
      series.fields.merge(["rp_flag": .integer(1), "rp_type": .text("t")]) { $1 }
      let day = times("2026-05-01 00:00:00", "2026-05-01 23:59:59")
      return Calendar(
        single: try office.createAppointment(
          AppointmentDraft(single, users: [people.theobald], estates: [estate])),
        series: try office.createAppointment(
          AppointmentDraft(series, users: [people.theobald, people.petra])),
        group: try office.createAppointment(AppointmentDraft(day, groups: [people.group])),
        estate: estate, kind: kind)
    } _: { office, calendar in
      #expect(office.old.count(of: .calendar) == 2)
      try await body(office, calendar)
    }
  }

  @Test func aMovedOneComesAsAChangeAndOutsideThePeriodAsADelete() async throws {
    try await run { office, calendar in
      let id = calendar.single
      try await office.expect(.calendar, ["change \(id)"]) { try $0.move(id, to: "2026-04-11") }
      let start = try berlin("2026-04-11 10:00:00")
      for phone in [office.old, office.new] {
        #expect(try phone.item(id, of: .calendar, as: CalendarItem.self).startTime == start)
      }
      for day in ["2026-02-22", "2026-09-24"] {
        try await office.expect(.calendar, ["delete \(id)"]) { try $0.move(id, to: day) }
        try await office.expect(.calendar, ["add \(id)"]) { try $0.move(id, to: "2026-09-23") }
      }
    }
  }

  @Test(.manual("12.2 Terminstatus →")) func aCancelledOneLeavesAndComesBack() async throws {
    try await run { office, calendar in
      let id = calendar.series
      try await office.expect(.calendar, ["delete \(id)"], petra: ["delete \(id)"]) {
        try $0.cancelAppointment(id)
      }
      try await office.expect(.calendar, ["add \(id)"], petra: ["add \(id)"]) {
        try $0.modifyAppointment(id) { $0.record["status"] = .text("active") }
      }
    }
  }

  @Test func aRemovedParticipantLosesItAndTheOthersSeeIt() async throws {
    try await run { office, calendar in
      let (id, petra) = (calendar.series, office.people.petra)
      try await office.expect(.calendar, ["change \(id)"], petra: ["delete \(id)"]) {
        try $0.modifyAppointment(id) { $0.users.remove(petra) }
      }
      #expect(try office.new.item(id, of: .calendar, as: CalendarItem.self).attendees == nil)
    }
  }

  @Test func aNewMemberOfAGroupGetsItsAppointments() async throws {
    try await run { office, calendar in
      let (id, people) = (calendar.group, office.people)
      try await office.expect(.calendar, ["add \(id)"], petra: ["change \(id)"]) {
        try $0.setMembers([people.theobald, people.petra], ofGroup: people.group)
      }
      try await office.expect(.calendar, ["change \(id)"], petra: ["delete \(id)"]) {
        try $0.setMembers([people.theobald], ofGroup: people.group)
      }
    }
  }

  @Test func aDateTakenOutOfASeriesComesAsAChange() async throws {
    try await run { office, calendar in
      let id = calendar.series
      try await office.expect(.calendar, ["change \(id)"], petra: ["change \(id)"]) {
        try $0.modifyAppointment(id) { $0.record["rp_exception"] = .text("#2026-04-03") }
      }
      let start = try berlin("2026-04-03 09:00:00")
      let old = try office.old.item(id, of: .calendar, as: CalendarItem.self)
      #expect(old.exceptions?.map(\.exceptionStartTime) == [start])
      let new = try office.new.item(id, of: .calendar, as: CalendarItem.self)
      #expect(new.exceptions?.map(\.instanceId) == [start])
      #expect(new.exceptions?.map(\.deleted) == [true])
    }
  }

  @Test func whatItPointsToComesAsAChange() async throws {
    try await run { office, calendar in
      let id = calendar.single
      try await office.expect(.calendar, ["change \(id)"]) {
        try $0.renameActionType(calendar.kind, label: "Begehung")
      }
      try await office.expect(.calendar, ["change \(id)"]) {
        try $0.modifyEstate(calendar.estate) { $0["objekttitel"] = .text("Villa am See") }
      }
      let item = try office.old.item(id, of: .calendar, as: CalendarItem.self)
      #expect(item.categories == ["Begehung"])
      #expect(item.body?.data?.contains("Villa am See") == true)
    }
  }

  @Test func aNewOneComesToItsParticipants() async throws {
    try await run { office, calendar in
      let (id, petra) = (calendar.group + 1, office.people.petra)
      try await office.expect(.calendar, [], petra: ["add \(id)"]) {
        let times = times("2026-03-24 08:00:00", "2026-03-24 09:00:00")
        try $0.createAppointment(AppointmentDraft(times, users: [petra]))
      }
    }
  }

  @Test(.manual("2.3 500 Termine")) func aNearerOnePushesTheFarthestOut() async throws {
    try await run(limit: 2) { office, calendar in
      let (id, theobald) = (calendar.group + 1, office.people.theobald)
      try await office.expect(.calendar, ["delete \(calendar.single)", "add \(id)"]) {
        let times = times("2026-03-24 08:00:00", "2026-03-24 09:00:00")
        try $0.createAppointment(AppointmentDraft(times, users: [theobald]))
      }
      try await office.expect(.calendar, ["delete \(id)", "add \(calendar.single)"]) {
        try $0.cancelAppointment(id)
      }
    }
  }

  @Test func whatPhonesDoNotSeeWakesNobody() async throws {
    try await run { office, calendar in
      try await office.expect(.calendar, []) {
        try $0.modifyAppointment(calendar.single) {
          $0.record["transitTime"] = .text("00:30:00")
          $0.record["von"] = .text("petra")
        }
      }
    }
  }

  @Test(.manual("2.3 Vergangenheit", "2.3 Zukunft")) func aNewDayMovesThePeriod() async throws {
    try await run { office, calendar in
      try await office.site.office.write(tenant: office.people.tenant) {
        try $0.move(calendar.single, to: "2026-09-24")
      }
      try await office.expect(.calendar, ["delete \(calendar.single)"])
      office.site.clock.set(try berlin("2026-03-23 23:59:59"))
      try await office.expect(.calendar, [])
      office.site.clock.set(try berlin("2026-03-24 00:00:00"))
      try await office.expect(.calendar, ["add \(calendar.single)"])
      office.site.clock.set(try berlin("2026-10-24 23:59:59"))
      try await office.expect(.calendar, [], petra: ["softDelete \(calendar.group)"])
      office.site.clock.set(try berlin("2026-10-25 00:00:00"))
      try await office.expect(.calendar, ["softDelete \(calendar.single)"])
    }
  }
}

/// The fields of an appointment at that time.
private func times(_ start: String, _ end: String) -> Record {
  ["start_dt": .text(start), "end_dt": .text(end), "status": .text("active")]
}

extension OfficeTransaction {
  /// Moves an appointment to the same hour of another day.
  fileprivate func move(_ id: Int64, to day: String) throws {
    try modifyAppointment(id) {
      $0.record["start_dt"] = .text(day + " 10:00:00")
      $0.record["end_dt"] = .text(day + " 11:00:00")
    }
  }
}
