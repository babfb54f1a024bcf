/// How an item is shown to one device: by its version, what it asked for and how it names its user.
public struct Presentation: Hashable, Sendable {
  /// The version of the request.
  public var version: ProtocolVersion
  /// The formats of bodies that the device asked for; empty if it asked for none.
  public var bodyPreferences: [BodyPreference]
  /// Who stands as organizer in every appointment; nil leaves what the backend gave.
  public var organizer: Organizer?

  /// Joins the three.
  public init(
    version: ProtocolVersion, bodyPreferences: [BodyPreference] = [], organizer: Organizer? = nil
  ) {
    self.version = version
    self.bodyPreferences = bodyPreferences
    self.organizer = organizer
  }

  /// The organizer of appointments: always the syncing user, or the device would not let him edit them.
  public struct Organizer: Hashable, Sendable {
    /// The user's name.
    public var name: String
    /// The mail address under which the device knows its user.
    public var email: String

    /// Joins name and address.
    public init(name: String, email: String) {
      self.name = name
      self.email = email
    }
  }
}
