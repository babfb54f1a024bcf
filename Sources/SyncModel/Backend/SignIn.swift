/// A try to sign in.
public struct SignInAttempt: Sendable {
  /// The name as sent: `user_Mandant`, with or without `@domain` or `DOMAIN\`.
  public let name: String
  /// The password as sent.
  public let password: String
  /// The device's id in its canonical letter case; nil where there is none (Autodiscover).
  public let device: String?
  /// The peer's address, without port.
  public let address: String
  /// Whether it comes from Autodiscover, where clients try twice per tap.
  public let isAutodiscover: Bool

  /// Joins the parts.
  public init(name: String, password: String, device: String?, address: String, isAutodiscover: Bool) {
    self.name = name
    self.password = password
    self.device = device
    self.address = address
    self.isAutodiscover = isAutodiscover
  }
}

/// What came of a try to sign in.
public enum SignInResult: Sendable {
  case accepted(Account)
  /// HTTP 401, whatever the reason: unknown, locked, expired, wrong password.
  case wrongCredentials(SignInRefusal)
  /// The password is right, but module, right or ticks are missing: Status 126 or HTTP 403.
  case forbidden(SignInRefusal)
}

/// Why a sign-in was refused; for the log, never for the device.
public struct SignInRefusal: Hashable, Sendable {
  /// onOffice's error number, as 202 for a wrong password.
  public let code: Int
  /// onOffice's text for it.
  public let text: String

  /// Joins number and text.
  public init(code: Int, text: String) {
    self.code = code
    self.text = text
  }
}

/// A user as his devices see him.
public struct Account: Hashable, Sendable {
  /// The user.
  public let id: UserId
  /// The canonical sign-in name, `user_Mandant`.
  public let name: String
  /// First and last name.
  public let displayName: String
  /// The user's mail address in onOffice; nil if there is none.
  public let email: String?
  /// What is ticked for synchronisation.
  public let classes: Set<ItemClass>
  /// The tenant's time zone, as `Europe/Berlin`.
  public let timeZone: String
  /// Differs after each change of password, lock, ticks, rights or names, in whichever process it was made: a
  /// remembered credential is good only for the version it was checked with.
  public let version: Int64

  /// Joins the parts.
  public init(
    id: UserId, name: String, displayName: String, email: String?, classes: Set<ItemClass>, timeZone: String,
    version: Int64 = 0
  ) {
    self.id = id
    self.name = name
    self.displayName = displayName
    self.email = email
    self.classes = classes
    self.timeZone = timeZone
    self.version = version
  }
}
