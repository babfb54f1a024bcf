import SyncModel
import WBXML

/// The part of an answer that tells the server's changes, with what it does to the device's state.
struct AnswerPage: Sendable {
  /// Reads the items of records.
  typealias Reader = (_ records: [Int64]) throws -> [Int64: Result<Item, BrokenItem>]

  private(set) var commands: [SyncResponse.Command] = []
  /// What the answer changes in the held set.
  private(set) var changes: HeldChanges = [:]
  /// Where the device stands when it has the answer.
  private(set) var looked: Looked
  private(set) var hasMore = false
  /// The records that are left out of this answer, and those that now are no more.
  private(set) var skips = SkippedChanges()

  /// A page that tells nothing to a device that then stands at `looked`.
  init(looked: Looked) { self.looked = looked }

  /// A page that tells what `run` decides on, as far as `pace` allows.
  ///
  /// Where time is up it ends as if the window did: `run` decides once more, on so many steps.
  init(
    _ order: WalkOrder, pace: AnswerPace, _ presented: PresentedFolder, items: Reader,
    run: (WalkOrder) throws -> Walk
  ) throws {
    let walk = try run(order)
    self.init(looked: walk.looked)
    hasMore = walk.hasMore
    let told = try tell(walk.steps, pace, presented, items)
    var over = walk.over
    if told < walk.steps.count {
      var shorter = order
      shorter.limit = told
      let walk = try run(shorter)
      (looked, hasMore, over) = (walk.looked, walk.hasMore, walk.over)
    }
    for record in over {
      changes[record] = .some(nil)
      skips.over.insert(record)
    }
  }

  /// Tells steps in portions until all are told or time is up; returns how many it told.
  private mutating func tell(
    _ steps: [Step], _ pace: AnswerPace, _ presented: PresentedFolder, _ read: Reader
  ) throws -> Int {
    var pace = pace
    var told = 0
    while told < steps.count {
      let portion = steps[told..<min(told + pace.portion, steps.count)]
      let wanted = portion.filter { $0.kind == .add || $0.kind == .change }.map(\.record)
      let items = wanted.isEmpty ? [:] : try read(wanted)
      for step in portion {
        tell(step, items[step.record], presented)
        told += 1
      }
      guard pace.goesOn() else { break }
    }
    return told
  }

  /// Tells a step; a broken item is left out, and tried again when it changes.
  private mutating func tell(_ step: Step, _ item: Result<Item, BrokenItem>?, _ presented: PresentedFolder) {
    do {
      commands.append(try Self.command(step, item, presented))
      var entry = step.entry
      if let item = try item?.get() { entry?.isCut = item.isCut(for: presented.presentation) }
      changes[step.record] = .some(entry)
      skips.over.insert(step.record)
    } catch {
      changes[step.record] = .some(
        HeldEntry(
          number: step.entry?.number ?? .zero, isPinned: step.entry?.isPinned ?? false,
          isCut: step.entry?.isCut ?? false,
          skipped: step.kind == .add ? .withoutItem : .overOlder))
      skips.new[step.record] = error.description
    }
  }

  private static func command(
    _ step: Step, _ item: Result<Item, BrokenItem>?, _ presented: PresentedFolder
  ) throws(BrokenItem) -> SyncResponse.Command {
    let serverId = presented.folder.serverId(of: step.record)
    switch step.kind {
    case .delete: return .init(.delete, serverId)
    case .softDelete: return .init(.softDelete, serverId)
    case .add, .change:
      guard let item else {
        throw BrokenItem(field: "record", reason: "is not there although the log has it")
      }
      return .init(step.kind == .add ? .add : .change, serverId, try presented.data(of: item.get()))
    }
  }
}

/// A folder as a device is shown its items.
struct PresentedFolder: Sendable {
  /// The largest item that is sent, in bytes: no device takes such a one.
  private static let largestItem = 16 << 20

  let folder: Folder
  let presentation: Presentation

  /// An item as it is written for the device.
  func data(of item: Item) throws(BrokenItem) -> Fragment {
    guard let data = try? item.applicationData(for: presentation) else {
      throw BrokenItem(field: "item", reason: "cannot be written as WBXML")
    }
    guard data.bytes.count <= Self.largestItem else {
      throw BrokenItem(field: "item", reason: "is longer than a device can take")
    }
    return data
  }
}
