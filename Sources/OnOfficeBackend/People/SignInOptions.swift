/// When wrong passwords lock a user's Z-Push access, and what checking passwords may cost.
public struct SignInOptions: Hashable, Sendable {
  /// How many wrong passwords lock the access.
  public var wrongPasswords = 5
  /// After how many seconds a wrong password no longer counts.
  public var forgetAfter = 86_400
  /// yescrypt's cost for new passwords, 1 to 11; each step doubles time and memory.
  package var passwordCost = 5
  /// How many passwords are checked at once, each on a core of its own.
  package var passwordChecks = 2
  /// How many more may wait for that; whoever comes then is asked to come again (HTTP 503).
  package var passwordQueue = 64

  /// The default of every option.
  public init() {}
}
