/// Where an appointment takes place, from 16.0. [MS-ASAIRS] 2.2.2.28.
public struct Location: Hashable, Sendable {
  /// What people call the place.
  public var displayName: String?
  /// A note to the place.
  public var annotation: String?
  /// Street and house number.
  public var street: String?
  /// The town.
  public var city: String?
  /// The state or province.
  public var state: String?
  /// The country.
  public var country: String?
  /// The postal code.
  public var postalCode: String?
  /// Degrees north, as the device wrote them.
  public var latitude: String?
  /// Degrees east, as the device wrote them.
  public var longitude: String?
  /// The accuracy of latitude and longitude in metres.
  public var accuracy: String?
  /// Metres above sea level.
  public var altitude: String?
  /// The accuracy of the altitude in metres.
  public var altitudeAccuracy: String?
  /// A URI of the place.
  public var locationUri: String?

  /// A place with nothing set.
  public init() {}

  /// A place of which the name is known.
  public init(displayName: String) { self.displayName = displayName }
}
