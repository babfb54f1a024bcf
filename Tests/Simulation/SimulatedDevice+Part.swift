import SyncModel
import WBXML

// Devices that tell of a changed item only what changed.
extension SimulatedDevice {
  /// What it says at key 0 that it can hold, if it says so; what it then leaves out of these is gone.
  /// [MS-ASCMD] 2.2.3.179.
  func supported(_ itemClass: ItemClass) -> [Tag]? {
    guard saysSupported else { return nil }
    switch itemClass {
    case .contacts:
      return [Contacts.firstName, .lastName, .fileAs, .companyName, .homePhoneNumber].map(\.tag)
    case .calendar:
      return version < .v16_0 ? [Calendar.subject, .reminder, .busyStatus, .sensitivity].map(\.tag) : nil
    case .tasks, .notes: return nil
    }
  }

  /// Whether an element is gone if a Change does not tell it.
  private func mustTell(_ tag: Tag, _ itemClass: ItemClass) -> Bool {
    let supported = supported(itemClass)?.contains(tag)
    return switch itemClass {
    case .contacts: version < .v16_0 ? supported == true : supported != false
    case .calendar: supported == true
    case .tasks: false
    // [MS-ASNOTE] 3.2.5.3
    case .notes: tag == Notes.categories.tag
    }
  }

  /// Told together.
  private static let times: Set<Tag> = [
    Calendar.startTime.tag, Calendar.endTime.tag, Calendar.allDayEvent.tag,
  ]

  /// What a Change tells of an item: what differs from what the server is known to have, and what would be gone
  /// otherwise; nil for everything.
  func part(of item: LocalItem, _ itemClass: ItemClass) throws -> Fragment? {
    guard saysLittle, item.name != nil, let base = item.base else { return nil }
    let known = try Dictionary(base.children().map { ($0.tag, $0.content) }) { first, _ in first }
    let children = try item.content.children()
    let isMoved = children.contains { Self.times.contains($0.tag) && known[$0.tag] != $0.content }
    return try Fragment(
      children.filter { child in
        known[child.tag] != child.content || mustTell(child.tag, itemClass)
          || isMoved && Self.times.contains(child.tag)
      })
  }
}
