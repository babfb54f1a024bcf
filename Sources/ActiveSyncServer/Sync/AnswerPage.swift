import SyncModel
import WBXML

/// The part of an answer that tells the server's changes, with what it does to the device's state.
struct AnswerPage: Sendable {
  var commands: [SyncResponse.Command] = []
  /// What the answer changes in the held set.
  var changes: HeldChanges = [:]
  /// Where the device stands when it has the answer.
  let looked: Looked
  var hasMore = false
  /// Records whose item cannot be written; each is tried again when it changes.
  var failed: [Int64] = []

  /// A page that tells nothing to a device that then stands at `looked`.
  init(looked: Looked) { self.looked = looked }

  /// Writes the items that a walk tells. One that cannot be written fails alone.
  init(
    _ walk: Walk, of itemClass: ItemClass, in folder: Folder, _ presentation: Presentation,
    _ snapshot: any Snapshot
  ) throws {
    looked = walk.looked
    hasMore = walk.hasMore
    let wanted = walk.steps.filter { $0.kind == .add || $0.kind == .change }.map(\.record)
    let items = wanted.isEmpty ? [:] : try snapshot.items(of: itemClass, records: wanted)
    for step in walk.steps {
      guard let command = AnswerPage.command(step, items[step.record], in: folder, presentation) else {
        failed.append(step.record)
        continue
      }
      commands.append(command)
      changes[step.record] = .some(step.entry)
    }
  }

  private static func command(
    _ step: Step, _ item: Item?, in folder: Folder, _ presentation: Presentation
  ) -> SyncResponse.Command? {
    let serverId = folder.serverId(of: step.record)
    switch step.kind {
    case .delete: return .init(.delete, serverId)
    case .softDelete: return .init(.softDelete, serverId)
    case .add, .change:
      guard let data = try? item?.applicationData(for: presentation) else { return nil }
      return .init(step.kind == .add ? .add : .change, serverId, data)
    }
  }
}
