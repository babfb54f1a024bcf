import ChangeLog
import Database
import SyncModel

extension OfficeWriter {
  /// Adds a note of the user's own.
  func add(_ item: NoteItem) throws -> Int64 {
    let note = try OnOfficeMapping.note(OfficeNote(id: 0, record: Record()), changedTo: item)
    let id = try office.createNote(note.record, of: user.user)
    try office.stampChanges()
    try keep(KeptItem.bytes(of: item), beside: id, of: .notes)
    return id
  }

  /// Brings a note to what a device made of it.
  func change(_ id: Int64, to item: NoteItem) throws {
    try requireMember(of: id, in: .notes)
    let beside = try KeptItem.bytes(of: item)
    let isOtherBeside = try changeLog.kept(of: .notes, user: user.user, records: [id])[id] != beside
    try office.modifyNote(id, isOtherBeside: isOtherBeside) { record in
      record = try OnOfficeMapping.note(OfficeNote(id: id, record: record), changedTo: item).record
    }
    try office.stampChanges()
    try keep(beside, beside: id, of: .notes)
  }
}
