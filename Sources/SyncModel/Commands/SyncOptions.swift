public import WBXML

/// How a device wants the items of one class. [MS-ASCMD] 2.2.3.125.6.
public struct SyncOptions: Element, Hashable {
  /// The class; nil is the folder's.
  public var `class`: String?
  /// How far back: 0 everything, 4 two weeks, 5 a month, 6 three months, 7 six months, 8 open tasks.
  public var filterType: Int?
  /// How bodies of 2.5 are cut; some devices send it still.
  public var truncation: Int?
  /// The formats of bodies that are wanted.
  public var bodyPreferences: [BodyPreference] = []
  /// The formats of message parts that are wanted; from 14.1.
  public var bodyPartPreferences: [BodyPreference] = []
  /// Whose change counts if both changed an item: 0 the device's, 1 the server's.
  public var conflict: Int?
  /// Whether mail is wanted as MIME.
  public var mimeSupport: Int?
  /// How MIME is cut.
  public var mimeTruncation: Int?
  /// How many recipients at most; from 14.0.
  public var maxItems: Int?
  /// Whether protected mail is wanted; from 14.1.
  public var rightsManagementSupport: Bool?

  /// Options with nothing set.
  public init() {}

  /// In the order of the specification.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.integer(AirSync.filterType, &filterType)
    try coder.text(AirSync.class, &`class`)
    try coder.elements(AirSyncBase.bodyPreference, &bodyPreferences)
    try coder.elements(AirSyncBase.bodyPartPreference, &bodyPartPreferences)
    try coder.integer(AirSync.truncation, &truncation)
    try coder.integer(AirSync.conflict, &conflict)
    try coder.integer(AirSync.mimeSupport, &mimeSupport)
    try coder.integer(AirSync.mimeTruncation, &mimeTruncation)
    try coder.integer(AirSync.maxItems, &maxItems)
    try coder.boolean(RightsManagement.rightsManagementSupport, &rightsManagementSupport)
  }
}
