import WBXML

extension NoteItem: ReadableItem {
  static let computed: Set<Tag> = [AirSyncBase.nativeBodyType.tag, Notes.lastModifiedDate.tag]
  static let paired: Set<Tag> = []
  static let isText = true

  var asItem: Item { .note(self) }

  /// [MS-ASNOTE] 3.2.5.3: a Change that does not tell the categories deletes them; Body and Subject stay.
  static func isCleared(_ tag: Tag, leftOutOf told: Set<Tag>, for reading: Reading) -> Bool {
    tag == Notes.categories.tag
  }

  mutating func settle(_ change: ToldChange<NoteItem>) throws(ItemRefusal) {
    guard messageClass?.isMessageClassOfNotes != false else {
      throw ItemRefusal(element: "MessageClass", reason: "not that of a note")
    }
    settleSubject(change)
    if categories != change.before.categories { categories = categories?.withoutEmptyTexts }
  }

  /// A note that is given no subject has its first line for one, also after that has changed.
  private mutating func settleSubject(_ change: ToldChange<NoteItem>) {
    guard !change.told.content.contains(where: { $0.tag == Notes.subject.tag }) else { return }
    let before = change.before
    guard subject == nil || subject == NoteItem.title(of: before.body?.data) else { return }
    subject = NoteItem.title(of: body?.data)
  }

  func says(_ sent: NoteItem, of change: ToldChange<NoteItem>) -> Bool { true }
}

extension String {
  /// [MS-ASNOTE] 2.2.2.5: `IPM.StickyNote`, or that with a point and anything behind it.
  fileprivate var isMessageClassOfNotes: Bool {
    let usual = NoteItem.usualMessageClass.lowercased()
    return lowercased() == usual || lowercased().hasPrefix(usual + ".")
  }
}
