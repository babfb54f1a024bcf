package import SyncModel

/// What an administrator sets about a user, but for password and lock.
package struct UserRecord: Hashable, Sendable {
  /// onOffice's `Name`; letter case matters, and no other user of the tenant has it.
  package var login: String
  /// `Vorname`.
  package var firstName: String
  /// `Nachname`.
  package var lastName: String
  /// The mail address; nil if there is none.
  package var email: String?
  /// Whether the user was not deactivated.
  package var isActive = true
  /// `Aktiv_bis`: the last day on which the user may log in; nil for ever.
  package var activeUntil: CivilDate?
  /// Whether users of this type may log in at all.
  package var mayLogIn = true
  /// The last day on which the password is good; nil for ever.
  package var passwordUntil: CivilDate?
  /// The right "Sync".
  package var hasSyncRight = true
  /// What is ticked for Z-Push.
  package var ticks: Set<ItemClass> = Set(ItemClass.allCases)

  /// A user with all rights and ticks.
  package init(login: String, firstName: String, lastName: String, email: String? = nil) {
    self.login = login
    self.firstName = firstName
    self.lastName = lastName
    self.email = email
  }
}
