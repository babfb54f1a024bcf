/// What an operator may set about onOffice.
public struct OnOfficeOptions: Hashable, Sendable {
  /// Sign-in and lock.
  public var signIn = SignInOptions()
  /// Whether a task's reminder reaches devices.
  public var taskReminders = true
  /// What becomes of attendees that a device adds to an appointment.
  public var attendees = Attendees.link
  /// Whether people are looked for among the tenant's addresses too, besides its users.
  public var directoryAddresses = false

  /// Everything at its default.
  public init() {}

  /// What becomes of attendees. Manual 12.2.
  public enum Attendees: String, Decodable, CaseIterable, Sendable {
    /// Who is a user, an address or a resource is linked; others are kept for the device's user alone.
    case link
    /// All are kept for the device's user alone.
    case keep
  }
}
