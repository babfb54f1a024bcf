public import WBXML

public import struct Foundation.Date

/// How what a device sends is understood: the way back of ``Presentation``.
public struct Reading: Hashable, Sendable {
  /// How items are shown to the device.
  public var presentation: Presentation
  /// The tenant's zone, in which schedules are kept, as `Europe/Berlin`.
  public var zone: String
  /// When the device speaks.
  public var now: Date
  /// What the device said in Supported: nil if it said nothing.
  public var supported: [Tag]?
  /// Whether an empty Picture means nothing, as from iPhones, which send one with every change.
  public var ignoresEmptyPicture: Bool
  /// Whether the device has only a part of the item's texts, and so cannot change them: the rest would be lost.
  public var holdsPart = false

  /// Joins the parts.
  public init(
    presentation: Presentation, zone: String, now: Date, supported: [Tag]? = nil,
    ignoresEmptyPicture: Bool = false
  ) {
    self.presentation = presentation
    self.zone = zone
    self.now = now
    self.supported = supported
    self.ignoresEmptyPicture = ignoresEmptyPicture
  }

  /// The item that a device adds. [MS-ASCMD] 2.2.3.7.2.
  public func addition(_ content: Fragment, of itemClass: ItemClass) throws(ItemRefusal) -> ItemEdit {
    switch itemClass {
    case .contacts: try read(content, over: ContactItem(), isNew: true)
    case .calendar: try read(content, over: CalendarItem(), isNew: true)
    case .tasks: try read(content, over: TaskItem(), isNew: true)
    case .notes: try read(content, over: NoteItem(), isNew: true)
    }
  }

  /// What a device makes of `item` by a Change. [MS-ASCMD] 2.2.3.24.
  public func change(of item: Item, by content: Fragment) throws(ItemRefusal) -> ItemEdit {
    switch item {
    case .contact(let contact): try read(content, over: contact, isNew: false)
    case .calendar(let appointment): try read(content, over: appointment, isNew: false)
    case .task(let task): try read(content, over: task, isNew: false)
    case .note(let note): try read(content, over: note, isNew: false)
    }
  }

  /// What a device makes of `item`, a series, by a Change of one occurrence; from 16.0. [MS-ASAIRS] 2.2.2.25.
  public func change(
    of item: Item, at instanceId: String, by content: Fragment
  ) throws(ItemRefusal) -> ItemEdit {
    let (series, day) = try named(instanceId, of: item)
    let item = try change(series, on: day, by: content)
    let sent = try? content.decode(CalendarException.self)
    let isWhole = sent.map { item.says($0, on: day, for: presentation.version) } ?? true
    let refused =
      refusedElements(ToldElements.filled(in: content)) + (sent?.structuredLocation?.unreadable ?? [])
    return ItemEdit(.calendar(item), isWhole: isWhole && refused.isEmpty, refused: refused)
  }

  /// What a device makes of `item`, a series, by the Delete of one occurrence; from 16.0.
  public func deletion(of item: Item, at instanceId: String) throws(ItemRefusal) -> ItemEdit {
    var (series, day) = try named(instanceId, of: item)
    series.setException(CalendarException(leftOut: day), on: day)
    return ItemEdit(.calendar(series))
  }

  private func named(
    _ instanceId: String, of item: Item
  ) throws(ItemRefusal) -> (series: CalendarItem, day: CivilDate) {
    do throws(InstanceIdError) {
      return try occurrence(of: item, at: instanceId)
    } catch {
      throw error.refusal
    }
  }

  private func read<Content: ReadableItem>(
    _ content: Fragment, over before: Content, isNew: Bool
  ) throws(ItemRefusal) -> ItemEdit {
    let change = try ToldChange(content, over: before, isNew: isNew, by: self)
    var (item, untaken) = try change.applied()
    try item.settle(change)
    let refused = refusedElements(change.told.unread) + change.unreadable
    let isWhole = !untaken && refused.isEmpty && change.isSaid(by: item)
    return ItemEdit(item.asItem, told: change.told.tags, isNew: isNew, isWhole: isWhole, refused: refused)
  }

  /// Files are not stored (manual 12.2): what they come with is, and the device gets that back without them.
  private func refusedElements(_ unread: Set<Tag>) -> [String] {
    unread.contains(AirSyncBase.attachments.tag) ? ["Attachments"] : []
  }
}
