public import WBXML

/// A value that stands for one text on the wire.
public protocol Identifier: TextValue, RawRepresentable, Hashable, Sendable, CustomStringConvertible
where RawValue == String {
  /// Takes any text.
  init(rawValue: String)
}

extension Identifier {
  /// Takes any text; never nil.
  public init?(text: String) { self.init(rawValue: text) }
  /// The text on the wire.
  public var text: String { rawValue }
  /// The text, for logs.
  public var description: String { rawValue }
}

/// Names a state of a collection or of the folder hierarchy on a device. [MS-ASCMD] 2.2.3.181.
public struct SyncKey: Identifier {
  /// The text on the wire.
  public let rawValue: String
  /// Takes any text.
  public init(rawValue: String) { self.rawValue = rawValue }
  /// `0`: the device knows nothing yet.
  public static let initial = SyncKey(rawValue: "0")
}

/// Names a folder. [MS-ASCMD] 2.2.3.30.
public struct CollectionId: Identifier {
  /// The text on the wire.
  public let rawValue: String
  /// Takes any text.
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// Names an item for one user's devices; at most 64 characters. [MS-ASCMD] 2.2.3.166.
public struct ServerId: Identifier {
  /// The text on the wire.
  public let rawValue: String
  /// Takes any text.
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// Names an item that a device adds, until it has a ServerId. [MS-ASCMD] 2.2.3.28.
public struct ClientId: Identifier {
  /// The text on the wire.
  public let rawValue: String
  /// Takes any text.
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// A user of one tenant, by onOffice's record numbers.
public struct UserId: Hashable, Sendable {
  /// The tenant's (Mandant's) number.
  public let tenant: Int64
  /// The user's number.
  public let user: Int64

  /// Joins the two numbers.
  public init(tenant: Int64, user: Int64) {
    self.tenant = tenant
    self.user = user
  }
}

/// The kinds of item that are kept in step. [MS-ASCMD] 2.2.3.27.2.
public enum ItemClass: String, CaseIterable, Hashable, Sendable {
  case calendar = "Calendar"
  case contacts = "Contacts"
  case tasks = "Tasks"
  /// From 14.0.
  case notes = "Notes"
}
