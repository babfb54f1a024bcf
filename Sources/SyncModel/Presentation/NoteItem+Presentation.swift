extension NoteItem {
  /// The note as a device may see it.
  func presented(for presentation: Presentation) -> NoteItem {
    var note = self
    note.nativeBodyType = (body ?? Body(plain: "")).nativeType
    note.body = (body ?? Body(plain: "")).presented(for: presentation)
    note.messageClass = messageClass ?? NoteItem.usualMessageClass
    return note
  }
}
