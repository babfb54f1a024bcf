public import WBXML

public import struct Foundation.Date

/// One user's records in a write transaction: what a device changes, and the ledger of it.
///
/// Items are semantic: ``CalendarItem/schedule`` instead of times and zone, ``TaskItem/start`` instead of its two
/// forms on the wire, plain text in bodies. The numbers of ``Snapshot/rows(of:records:)`` are those after the
/// writes so far.
public protocol RecordWriter: Snapshot {
  /// Adds a record that the user then has; returns its number.
  func add(_ item: Item) throws -> Int64

  /// The user's item as a device has it that stands so to its record: ``item(_:of:)``, together with what became
  /// records of their own since, of which the device does not know.
  func item(_ record: Int64, of itemClass: ItemClass, as standing: DeviceStanding) throws -> Item?

  /// Brings a record from `before`, which is what ``item(_:of:as:)`` gave, to `after`. Throws ``WriteConflict``.
  ///
  /// What is equal in both is not touched. What the backend has no field for is kept beside the record for this
  /// user, and given back in his items.
  func change(
    _ record: Int64, from before: Item, to after: Item, as standing: DeviceStanding
  ) throws

  /// Notes that a device was told what a record was at `number`: what became records of their own until then the user's
  /// devices know as such for good, whatever they write from now on.
  func noteKnown(_ record: Int64, of itemClass: ItemClass, at number: ChangeNumber) throws

  /// Does what the user means who deletes the item on a device: the record itself may stay for others.
  func delete(_ record: Int64, of itemClass: ItemClass, as standing: DeviceStanding) throws

  /// The user's item, also of a record that has left his devices, as a task that he completed; nil if the user
  /// never had it or it is gone for good.
  func item(_ record: Int64, of itemClass: ItemClass) throws -> Item?

  /// Writes down how the user answers an appointment of his, or one occurrence of a series: that of `day`.
  func confirm(_ record: Int64, as answer: MeetingAnswer, on day: CivilDate?) throws

  /// The number under which a record that has left the devices changed last, of which no row tells; nil if it is
  /// there or nothing is known of it.
  func unseenChange(of record: Int64, in itemClass: ItemClass) throws -> ChangeNumber?

  /// The appointment with this UID that is there for the user; nil if there is none.
  func appointment(uid: String) throws -> Int64?

  /// Runs `body`; if it throws, what it wrote is undone.
  func attempt<Value>(_ body: () throws -> Value) throws -> Value

  /// The writes of a device of this user in a collection that the ledger keeps, oldest first.
  func writes(of device: String, in collection: CollectionId) throws -> [DeviceWrite]

  /// Keeps a write in the ledger, instead of the one with its id if that is not 0; returns its id.
  @discardableResult func keep(
    _ write: DeviceWrite, of device: String, in collection: CollectionId
  ) throws -> Int64

  /// Takes writes out of the ledger.
  func forget(_ writes: [Int64]) throws
}

/// A device's change as the ledger keeps it, so that a retry of it finds what came of it.
public struct DeviceWrite: Hashable, Sendable {
  /// What the device did.
  public enum Kind: Int64, Sendable {
    case add = 1
    case change = 2
    case delete = 3
  }

  /// The ledger's own number; 0 until it is kept.
  public var id: Int64 = 0
  /// What the device did.
  public var kind: Kind
  /// The key of the request that brought it.
  public var syncKey: SyncKey
  /// Names the line of states, from one key 0 to the next, that the key belongs to.
  public var lineage: Int64
  /// The device's name for an item that it added.
  public var clientId: ClientId?
  /// The occurrence that was meant, as the device wrote it; from 16.0.
  public var instanceId: String?
  /// A hash of the ApplicationData; empty without any.
  public var digest: [UInt8]
  /// The elements that it spoke of, and those before it that it took the place of.
  public var told: Set<Tag>
  /// The record that was written.
  public var record: Int64
  /// The record's number after the write.
  public var number: ChangeNumber
  /// Whether the record was stored exactly as it was sent.
  public var isExact: Bool
  /// When it was written.
  public var time: Date

  /// Joins the parts; not kept yet.
  public init(
    _ kind: Kind, syncKey: SyncKey, lineage: Int64, clientId: ClientId? = nil, instanceId: String? = nil,
    digest: [UInt8], told: Set<Tag> = [], record: Int64, number: ChangeNumber, isExact: Bool, time: Date
  ) {
    self.kind = kind
    self.syncKey = syncKey
    self.lineage = lineage
    self.clientId = clientId
    self.instanceId = instanceId
    self.digest = digest
    self.told = told
    self.record = record
    self.number = number
    self.isExact = isExact
    self.time = time
  }
}

/// Why a backend does not take an item: the device's item is at fault, and only it fails.
public struct ItemRefusal: Error, Hashable {
  /// The element or field that is wrong, as `StartTime` or `Land`.
  public let element: String
  /// What is wrong with it, without item content, for the log.
  public let reason: String

  /// Joins the two.
  public init(element: String, reason: String) {
    self.element = element
    self.reason = reason
  }
}
