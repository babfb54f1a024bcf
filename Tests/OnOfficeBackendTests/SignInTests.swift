import Database
import Foundation
import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite struct SignInTests {
  @Test(
    .manual("4.3 Adresse", "5.2 Adresse"),
    arguments: ["tiger_Mandant", "tiger_Mandant@onoffice.de", "OFFICE\\tiger_Mandant"])
  func everyFormOfTheNameIsAccepted(name: String) async throws {
    let people = try await PeopleOffice()
    #expect(try await people.signIn(name) == .accepted)
  }

  @Test(
    .manual("4.3 Großschreibung", "4.3 Schema", "5.2 Großschreibung", "5.2 Schema"),
    arguments: [
      ("Tiger_Mandant", 43), ("tiger_mandant", 41), ("tiger_Mandan", 41), ("tiger", 41), ("", 41),
    ])
  func namesAreExact(name: String, code: Int) async throws {
    let people = try await PeopleOffice()
    #expect(try await people.signIn(name) == .wrong(code))
  }

  @Test func underscoresMayStandInLoginAndTenant() async throws {
    let people = try await PeopleOffice()
    let tenant = try await people.office.createTenant(TenantRecord(name: "Nord_West"))
    let id = try await people.office.write(tenant: tenant) {
      try $0.createUser(UserRecord(login: "p_panter", firstName: "P", lastName: "Panter"))
    }
    try await people.office.setPassword(PeopleOffice.password, of: UserId(tenant: tenant, user: id))
    #expect(try await people.signIn("p_panter_Nord_West") == .accepted)
    #expect(try await people.signIn("p_panter_West") == .wrong(41))
  }

  @Test func theTenantOfTheLastUnderscoreWins() async throws {
    let people = try await PeopleOffice()
    _ = try await people.office.createTenant(TenantRecord(name: "x_Mandant"))
    #expect(try await people.signIn("tiger_x_Mandant") == .wrong(43))
  }

  @Test(.manual("3.1 Häkchen", "8 Häkchen", "9 Häkchen", "10 Häkchen"))
  func theAccountTellsWhatIsTickedAndWho() async throws {
    let people = try await PeopleOffice()
    try await people.modify { $0.ticks = [.tasks, .contacts] }
    let result = try await people.office.signIn(
      SignInAttempt(
        name: "tiger_Mandant@x", password: PeopleOffice.password, device: nil, address: "192.0.2.1",
        isAutodiscover: false))
    guard case .accepted(let account) = result else {
      Issue.record("refused")
      return
    }
    #expect(account.id == people.user)
    #expect(account.name == "tiger_Mandant")
    #expect(account.displayName == "Theobald Tiger")
    #expect(account.email == "tiger@office.example")
    #expect(account.classes == [.tasks, .contacts])
    #expect(account.timeZone == "Europe/Berlin")
    #expect(try await people.office.account(of: people.user) == account)
  }

  /// Everything is wrong at first and mended one by one: what stands first in the table is told first.
  @Test(.manual("3.1 Häkchen", "3.1 Modul", "11.1 Sperrung"))
  func refusalsComeInOnOfficesOrder() async throws {
    let people = try await PeopleOffice()
    try await people.modifyTenant { tenant in
      tenant.isActive = false
      tenant.isModuleActive = false
    }
    try await people.modify { user in
      user.isActive = false
      user.activeUntil = CivilDate(year: 2026, month: 11, day: 22)
      user.mayLogIn = false
      user.hasSyncRight = false
      user.ticks = []
    }
    try await people.setLocked(true)

    #expect(try await people.signIn() == .wrong(42))
    try await people.modifyTenant { $0.isActive = true }
    #expect(try await people.signIn() == .wrong(104))
    try await people.modify { $0.isActive = true }
    #expect(try await people.signIn() == .wrong(286))
    try await people.modify { $0.activeUntil = nil }
    #expect(try await people.signIn() == .wrong(134))
    try await people.modify { $0.mayLogIn = true }
    #expect(try await people.signIn() == .wrong(203))
    try await people.setLocked(false)
    #expect(try await people.signIn("tiger_Mandant", "wrong") == .wrong(202))
    #expect(try await people.signIn() == .forbidden(216))
    try await people.modifyTenant { $0.isModuleActive = true }
    #expect(try await people.signIn() == .forbidden(217))
    try await people.modify { $0.hasSyncRight = true }
    #expect(try await people.signIn() == .forbidden(218))
    try await people.modify { $0.ticks = [.calendar] }
    #expect(try await people.signIn() == .accepted)
  }

  @Test func aktivBisIncludesItsDayOnTheTenantsCalendar() async throws {
    let people = try await PeopleOffice()
    try await people.modify { $0.activeUntil = CivilDate(year: 2026, month: 11, day: 23) }
    people.clock.advance(12 * 3600 - 1)
    #expect(try await people.signIn() == .accepted)
    people.clock.advance(1)
    #expect(try await people.signIn() == .wrong(286))
    #expect(try await people.office.account(of: people.user) == nil)
  }

  @Test(.manual("11.1 Abgelaufen")) func anExpiredPasswordIsRefusedLikeAWrongOneButNotCounted() async throws {
    let people = try await PeopleOffice()
    try await people.modify { $0.passwordUntil = CivilDate(year: 2026, month: 11, day: 22) }
    for _ in 0..<6 { #expect(try await people.signIn() == .wrong(202)) }
    #expect(try await people.failures() == 0)
  }

  @Test func aUserWithoutPasswordIsRefused() async throws {
    let people = try await PeopleOffice()
    try await people.office.write(tenant: people.user.tenant) {
      _ = try $0.createUser(UserRecord(login: "new", firstName: "N", lastName: "New"))
    }
    #expect(try await people.signIn("new_Mandant", "") == .wrong(202))
  }

  @Test(.manual("4.3 Passwort", "5.2 Passwort", "11.1 Neu vergeben", "11.1 Alte Zugangsdaten"))
  func aChangedPasswordIsTheOnlyOneThatWorks() async throws {
    let people = try await PeopleOffice()
    try await people.office.setPassword("another", of: people.user)
    #expect(try await people.signIn() == .wrong(202))
    #expect(try await people.signIn("tiger_Mandant", "another") == .accepted)
  }

  @Test(arguments: ["", "zero\0inside", String(repeating: "x", count: 512)])
  func impossiblePasswordsCannotBeSet(password: String) async throws {
    let people = try await PeopleOffice()
    await #expect(throws: OfficeError.invalidValue(field: "password")) {
      try await people.office.setPassword(password, of: people.user)
    }
  }
}

@Suite struct SignInCostTests {
  @Test(arguments: ["nobody_Mandant", "tiger_Nowhere", "tiger"])
  func anUnknownUserCostsNoHashButTheTimeOfOne(name: String) async throws {
    let engine = CountingEngine()
    let people = try await PeopleOffice(engine: engine)
    let before = engine.hashes
    _ = try await people.signIn(name)
    #expect(engine.hashes == before)
    #expect(engine.pauses > 0)
  }

  @Test func aLockedUserCostsNoHashButTheTimeOfOne() async throws {
    let engine = CountingEngine()
    let people = try await PeopleOffice(engine: engine)
    try await people.setLocked(true)
    let before = engine.hashes
    #expect(try await people.signIn() == .wrong(203))
    #expect(engine.hashes == before)
    #expect(engine.pauses > 0)
  }

  @Test func anImpossiblePasswordIsRefusedForAnyNameWithoutHash() async throws {
    let engine = CountingEngine()
    let people = try await PeopleOffice(engine: engine)
    let before = engine.hashes
    for name in ["tiger_Mandant", "nobody_Mandant"] {
      #expect(try await people.signIn(name, String(repeating: "x", count: 512)) == .wrong(202))
      #expect(try await people.signIn(name, "zero\0inside") == .wrong(202))
    }
    #expect(engine.hashes == before)
    #expect(try await people.failures() == 0)
  }

  @Test(arguments: ["tiger_Mandant", "nobody_Mandant"])
  func aFullQueueIsNoRefusal(name: String) async throws {
    var options = SignInOptions()
    options.passwordChecks = 1
    options.passwordQueue = 0
    let people = try await PeopleOffice(options: options)
    try await people.office.passwords.enter()
    await #expect(throws: BackendError.self) { try await people.signIn(name) }
    people.office.passwords.leave()
    #expect(try await people.signIn() == .accepted)
  }

  @Test func whoeverWaitsInTheQueueHasHisTurn() async throws {
    var options = SignInOptions()
    options.passwordChecks = 1
    options.passwordQueue = 32
    let people = try await PeopleOffice(options: options)
    let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
      for number in 0..<32 {
        group.addTask { try await people.signIn(number % 2 == 0 ? "tiger_Mandant" : "nobody_Mandant") }
      }
      return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
    #expect(answers == [.accepted: 16, .wrong(43): 16])
  }

  @Test func yescryptTellsRightFromWrong() async throws {
    let people = try await PeopleOffice(engine: Yescrypt(cost: 1))
    #expect(try await people.signIn() == .accepted)
    #expect(try await people.signIn("tiger_Mandant", "Ähre-Biber-48") == .wrong(202))
    #expect(try await people.signIn("nobody_Mandant") == .wrong(43))
    let stored = try await people.office.hash(PeopleOffice.password)
    #expect(stored.text.hasPrefix("$y$"))
    #expect(try await people.office.hash(PeopleOffice.password) != stored)
  }

  @Test(arguments: [
    ("", "", true), ("same", "same", true), ("same", "sama", false), ("same", "samee", false),
  ])
  func textsAreComparedWhole(left: String, right: String, isEqual: Bool) {
    #expect(isEqualInConstantTime(left, right) == isEqual)
  }
}
