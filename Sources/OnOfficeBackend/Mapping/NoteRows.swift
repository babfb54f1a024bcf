import SyncModel

/// A user's own notes. The manual names them with an iPhone's account (4.3) and says no more of them.
func mapNote<Mapper: FieldMapper<OfficeNote>>(_ m: inout Mapper, _ note: inout NoteItem) {
  m.value("Notiz", by: NoteText(), &note.body)
  m.value("Betreff", by: NoteSubject(), &note.subject)
  m.sent("modified", by: NoteModified(), &note.lastModifiedDate)
  m.unsent("userid", "not sent: a note is its user's alone")
  m.unsent("Eintragsdatum", "not synced")
}
