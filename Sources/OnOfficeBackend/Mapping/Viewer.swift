import SyncModel

/// For whom an appointment is mapped.
struct Viewer: Hashable, Sendable {
  /// The tenant (Mandant), part of every appointment's UID.
  let tenant: Int64
  /// The syncing user, whom his phone shows as organizer; nil shows all users as attendees.
  let user: User?

  /// The syncing user.
  struct User: Hashable, Sendable {
    let id: Int64
    /// First and last name.
    let name: String
    /// The address under which the user's phone knows him: the one of his sign-in.
    let email: String
  }

  /// The user `id` with the address used at sign-in.
  init(_ id: UserId, name: String, email: String) {
    tenant = id.tenant
    user = User(id: id.user, name: name, email: email)
  }

  private init(tenant: Int64) {
    self.tenant = tenant
    user = nil
  }

  /// Nobody: what is mapped for this viewer tells whether any user's item changed.
  static func neutral(tenant: Int64) -> Viewer { Viewer(tenant: tenant) }
}
