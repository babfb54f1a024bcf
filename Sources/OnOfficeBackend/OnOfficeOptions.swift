/// What an operator may set about onOffice.
public struct OnOfficeOptions: Hashable, Sendable {
  /// Sign-in and lock.
  public var signIn = SignInOptions()
  /// Whether a task's reminder reaches devices.
  public var taskReminders = true

  /// Everything at its default.
  public init() {}
}
