public import struct Foundation.Date

/// Asks who is meant by a name or mail address that a device's user typed, or that stands in an appointment.
public struct RecipientQuery: Hashable, Sendable {
  /// The name or mail address.
  public let text: String
  /// The mail address under which the user's devices know him.
  public let own: String?
  /// How many are wanted at most if several may be meant.
  public let limit: Int
  /// Now, which decides who is still active.
  public let now: Date

  /// Joins the parts.
  public init(text: String, own: String?, limit: Int, now: Date) {
    self.text = text
    self.own = own
    self.limit = limit
    self.now = now
  }
}

/// Those who may be meant.
public struct RecipientPage: Hashable, Sendable {
  /// How many there are in all; one is the one who is meant.
  public let total: Int
  /// The first of them.
  public let recipients: [FoundRecipient]

  /// Joins the two.
  public init(total: Int, recipients: [FoundRecipient]) {
    self.total = total
    self.recipients = recipients
  }
}

/// Somebody or something that can take part in appointments.
public struct FoundRecipient: Hashable, Sendable {
  /// The name that people read.
  public let name: String
  /// The mail address, as it stands in appointments.
  public let email: String
  /// Whose calendar tells when he is free; nil without one.
  public let calendar: Calendar?

  /// Joins the parts.
  public init(name: String, email: String, calendar: Calendar?) {
    self.name = name
    self.email = email
    self.calendar = calendar
  }

  /// A calendar of the tenant.
  public enum Calendar: Hashable, Sendable {
    /// That of the user with this number.
    case user(Int64)
    /// That of the resource with this key.
    case resource(String)
  }
}
