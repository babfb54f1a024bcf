import Foundation
import SyncModel
import WBXML

/// A phone: what it holds, what its user did on it that the server does not know yet, and its ways.
final class SimulatedDevice {
  let index: Int
  let name: String
  /// The number of its user.
  let user: Int64
  let version: ProtocolVersion
  let ways: Ways
  var folders: [ItemClass: Holding]
  /// What it sent, the latest last; late duplicates are of these.
  var sent: [Attempt] = []
  /// The attempt that it has no answer to.
  var unanswered: Attempt?
  /// Whether it says at key 0 what it can hold, and whether it tells of a changed item only what changed.
  var saysSupported = false
  var saysLittle = false
  /// What it waits for.
  var wait: OpenWait?
  /// The folders of its last Ping.
  var pinged: [ItemClass]?
  /// The last Sync that the server answered, as far as that is certain, which the next one may leave out.
  var last: SyncRequest?
  /// Whether the answer to that said nothing.
  var saidNothing = false
  var births = 0
  /// What its user typed, to be typed again.
  var typed: [Typing] = []
  /// The keys under which Adds were sent, by mark.
  var triedKeys: [String: Set<SyncKey>] = [:]
  /// Knows what others did, which decides what its user lets be.
  var oracle: Oracle?
  private var ids = 0

  /// What a device does as a rule.
  struct Ways {
    /// Whether Conflict, FilterType and GetChanges are said, and what.
    let conflict: Int?
    let getChanges: Bool?
    let sendsOptions: Bool
    let ignoresSoftDelete: Bool
    /// Whether all collections are in one request.
    let isBundling: Bool
    let windowSize: Int?
    /// The WindowSize of the whole request.
    let requestWindow: Int?
    /// Whether a new ClientId is made for each attempt. Its user edits nothing between attempts then: what comes
    /// again with another id and another content is nobody's to recognise.
    let renames: Bool
  }

  init(_ index: Int, user: Int64, version: ProtocolVersion, _ ways: Ways, classes: [ItemClass]) {
    self.index = index
    self.user = user
    self.version = version
    self.ways = ways
    name = ["a", "b", "c", "d", "e"][index]
    folders = Dictionary(uniqueKeysWithValues: classes.map { ($0, Holding(itemClass: $0)) })
  }

  /// The classes in a fixed order.
  var classes: [ItemClass] { folders.keys.sorted { $0.rawValue < $1.rawValue } }
  /// Whether it has any folder.
  var isThere: Bool { folders.values.contains(where: \.isThere) }
  var isClean: Bool { folders.values.allSatisfy(\.isClean) }

  func newId() -> Int {
    ids += 1
    return ids
  }

  /// The Options of its requests; nil if it says nothing.
  func options(_ itemClass: ItemClass) -> SyncOptions? {
    guard ways.sendsOptions else { return nil }
    var options = SyncOptions()
    options.conflict = ways.conflict
    options.filterType = itemClass == .calendar ? folders[itemClass]?.filterType : nil
    return options
  }
}

/// What a device holds of one folder.
struct Holding {
  let itemClass: ItemClass
  var key = SyncKey.initial
  var items: [LocalItem] = []
  /// Deleted on the device, which the server does not know yet.
  var deleted: [LocalItem] = []
  var filterType: Int?
  /// Requests with its key, or key 0, that were carried out behind its back since it got its key.
  var strays = 0
  var hasMore = false
  /// When it last had everything.
  var completeAt: Date?
  /// What was sent away by SoftDelete and obeyed: it is told once more when it changes or returns.
  var softDeleted: Set<OfficeRecord.Name> = []
  /// Whether the device has the folder: not so once it was told that it is gone.
  var isThere = true

  /// Whether the server may know more of what the device has, or has been told, than the device itself.
  var isUnseen = false

  /// Whether the server knows everything.
  var isClean: Bool { deleted.isEmpty && items.allSatisfy { !$0.isDirty } }

  /// The place of what the server calls so.
  func index(of name: OfficeRecord.Name) -> Int? { items.firstIndex { $0.name == name } }

  /// Gives up what was tried so long ago that the server need not know it any more.
  mutating func forgetOld(at now: Date) {
    items.removeAll { item in
      item.name == nil && item.isAdrift && item.firstTried.map { now.timeIntervalSince($0) > 80_000 } == true
    }
  }

  /// Forgets what the server knows, and keeps what only the device has.
  mutating func startAnew(at now: Date) {
    items.removeAll { $0.name != nil }
    for index in items.indices { items[index].isAdrift = true }
    forgetOld(at: now)
    deleted = []
    key = .initial
    strays = 0
    hasMore = false
    softDeleted = []
  }

  /// Forgets everything, as the folder is gone.
  mutating func leave() {
    items = []
    startAnew(at: .distantPast)
    isThere = false
  }
}

/// An item on a device.
struct LocalItem {
  /// Names it on the device for good.
  let id: Int
  /// What the server calls it; nil before it knows it.
  var name: OfficeRecord.Name?
  let mark: String
  var text: String
  /// What the device shows.
  var content: Fragment
  /// Whether that is what the server sent, byte for byte.
  var isServers: Bool
  /// How many changes its record had undergone when the device got or wrote it.
  var revision = 0
  var isDirty = false
  /// When it was first sent without an answer; nil if it was not.
  var firstTried: Date?
  /// Whether its user lets it be until the server answers: an attempt with it was answered without naming it.
  var isFrozen = false
  /// Whether the server matches it by the ledger alone, as the key it was sent with is left behind.
  var isAdrift = false
  /// What was sent last; nil if nothing was.
  var triedText: String?
  /// How often the device wrote it since the server told it, answered or not: of the first the server may have
  /// stored something else, which it then tells whatever the later ones say.
  var writes = 0
  /// Whether it won over what others had written, of which the device is told once more.
  var isVictor = false
  /// Whether it was sent away by SoftDelete, which the device ignores.
  var isGhost = false
  /// Whether the device put it where its period does not reach.
  var isPinned = false
  /// What the server is known to have of it; nil before it has anything.
  var base: Fragment?
}

/// A request as it was sent.
struct Attempt {
  let device: Int
  let body: [UInt8]
  let request: SyncRequest
  let commands: [SentCommand]

  /// The key of a collection.
  func key(_ itemClass: ItemClass) -> SyncKey? {
    request.collections?.first { $0.collectionId?.rawValue == itemClass.folder }?.syncKey
  }
}

/// A command of a device, and what it knew.
struct SentCommand {
  let itemClass: ItemClass
  let kind: AirSync
  /// The item on the device.
  let item: Int
  let name: OfficeRecord.Name?
  let clientId: String?
  let mark: String
  let text: String
  let content: Fragment?
  /// How many changes the record had undergone in what the device holds.
  let revision: Int
  let conflict: Int?
  /// The period of the calendar that it asks for.
  let filter: Int?
  /// What is told of the content; nil for all.
  var part: Fragment?
  /// What it says.
  var data: Fragment? { part ?? content }
}
