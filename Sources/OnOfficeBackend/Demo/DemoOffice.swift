public import Foundation
import SyncModel

/// A small office for trying out: three people, their addresses, appointments, tasks and notes.
public enum DemoOffice {
  /// Fills an empty database with the tenant `MeinMandant` as it may look at `now`.
  ///
  /// Everything but passwords and keys is the same for the same `now`.
  public static func fill(_ office: OnOffice, now: Date) async throws -> DemoCredentials {
    let secrets = DemoUser.allCases.map { (user: $0, password: DemoSecret.password()) }
    var hashes: [DemoUser: PasswordHash] = [:]
    for (user, password) in secrets { hashes[user] = try await office.hash(password) }
    let api = DemoCredentials.API(token: DemoSecret.key(32), secret: DemoSecret.key(64))
    try await office.createTenant(TenantRecord(name: tenantName)) { [hashes] transaction in
      var writer = DemoWriter(transaction, today: CivilDate(now, in: try transaction.zone()))
      try writer.write(passwords: hashes)
      try transaction.addToken(api.token, secret: api.secret, of: writer.apiUser)
    }
    return DemoCredentials(
      users: secrets.map { user, password in
        DemoCredentials.User(login: user.record.login + "_" + tenantName, password: password)
      }, api: api)
  }

  private static let tenantName = "MeinMandant"
}
