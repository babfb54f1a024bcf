import Database
import Foundation
import SyncModel
import Testing

@testable import OnOfficeBackend

@Suite struct PeopleTests {
  @Test(arguments: ["", "tiger"])
  func aLoginMustBeNewAndNotEmpty(login: String) async throws {
    let people = try await PeopleOffice()
    await #expect(throws: OfficeError.invalidValue(field: "Name")) {
      try await people.office.write(tenant: people.user.tenant) {
        _ = try $0.createUser(UserRecord(login: login, firstName: "", lastName: ""))
      }
    }
  }

  @Test func aTenantNeedsANameAndAZone() async throws {
    let people = try await PeopleOffice()
    await #expect(throws: OfficeError.missingField("name")) {
      try await people.office.createTenant(TenantRecord(name: ""))
    }
    await #expect(throws: OfficeError.invalidValue(field: "zone")) {
      try await people.modifyTenant { $0.zone = "Europe/Atlantis" }
    }
  }

  @Test func whatWasWrittenOfAUserIsRead() async throws {
    let people = try await PeopleOffice()
    let id = people.user.user
    var expected = UserRecord(login: "panter", firstName: "Petra", lastName: "Panter")
    expected.isActive = false
    expected.activeUntil = CivilDate(year: 2027, month: 1, day: 31)
    expected.mayLogIn = false
    expected.passwordUntil = CivilDate(year: 2026, month: 12, day: 1)
    expected.hasSyncRight = false
    expected.ticks = [.tasks]
    try await people.modify { [expected] in $0 = expected }
    let read = try await people.office.read(tenant: people.user.tenant) { try $0.user(id) }
    #expect(read == expected)
  }

  @Test func aMissingUserOrGroupIsAnError() async throws {
    let people = try await PeopleOffice()
    await #expect(throws: OfficeError.noSuchRecord(kind: "office_user", id: 99)) {
      try await people.office.setPassword("secret", of: UserId(tenant: people.user.tenant, user: 99))
    }
    await #expect(throws: OfficeError.noSuchRecord(kind: "office_group", id: 99)) {
      try await people.office.write(tenant: people.user.tenant) { try $0.setMembers([], ofGroup: 99) }
    }
  }

  @Test func aGroupsAppointmentsComeAndGoWithItsMembers() async throws {
    let people = try await PeopleOffice()
    let user = people.user
    let (group, appointment) = try await people.office.write(tenant: user.tenant) { transaction in
      let group = try transaction.createGroup("Vertrieb")
      let record = Record([
        "description": .text("Runde"), "start_dt": .text("2026-11-24 09:00:00"),
        "end_dt": .text("2026-11-24 10:00:00"),
      ])
      return (group, try transaction.createAppointment(AppointmentDraft(record, groups: [group])))
    }
    #expect(try await people.live(.calendar).isEmpty)
    try await people.office.write(tenant: user.tenant) { try $0.setMembers([user.user], ofGroup: group) }
    #expect(try await people.live(.calendar) == [appointment])
    try await people.office.write(tenant: user.tenant) { try $0.setMembers([], ofGroup: group) }
    #expect(try await people.live(.calendar).isEmpty)
  }

  @Test func tasksFollowTheLogin() async throws {
    let people = try await PeopleOffice()
    let task = try await people.office.write(tenant: people.user.tenant) {
      try $0.createTask(Record(["Betreff": .text("To do"), "Verantwortung": .text("tiger")]))
    }
    #expect(try await people.live(.tasks) == [task])
    try await people.modify { $0.login = "theobald" }
    #expect(try await people.live(.tasks).isEmpty)
  }

  @Test func aNewNameIsAChangeOfTheAppointmentsOfOthersOnly() async throws {
    let people = try await PeopleOffice()
    let user = people.user
    try await people.office.write(tenant: user.tenant) { transaction in
      let other = try transaction.createUser(
        UserRecord(login: "panter", firstName: "Petra", lastName: "Panter"))
      let record = Record([
        "description": .text("Runde"), "start_dt": .text("2026-11-24 09:00:00"),
        "end_dt": .text("2026-11-24 10:00:00"),
      ])
      try transaction.createAppointment(AppointmentDraft(record, users: [user.user, other]))
      try transaction.createAppointment(AppointmentDraft(record))
    }
    let before = try await people.position(.calendar)
    try await people.modify { $0.lastName = "Löwe" }
    #expect(try await people.position(.calendar) > before)
    let after = try await people.position(.calendar)
    try await people.modify { $0.ticks = [.calendar] }
    #expect(try await people.position(.calendar) == after)
  }

  @Test func accountsOfThoseWhoMayNotComeInAreNil() async throws {
    let people = try await PeopleOffice()
    #expect(try await people.office.account(of: people.user) != nil)
    #expect(try await people.office.account(of: UserId(tenant: people.user.tenant, user: 99)) == nil)
    try await people.setLocked(true)
    #expect(try await people.office.account(of: people.user) == nil)
    try await people.setLocked(false)
    try await people.modify { $0.isActive = false }
    #expect(try await people.office.account(of: people.user) == nil)
  }
}

extension PeopleOffice {
  /// The records of a class that the user has.
  func live(_ itemClass: ItemClass) async throws -> Set<Int64> {
    try await office.read(for: user) { snapshot in
      Set(try snapshot.rows(of: itemClass, above: .zero, limit: 1000).map(\.record))
    }
  }

  /// How many changes the class's log has.
  func position(_ itemClass: ItemClass) async throws -> ChangeNumber {
    try await office.read(for: user) { try $0.position(of: itemClass).number }
  }
}
