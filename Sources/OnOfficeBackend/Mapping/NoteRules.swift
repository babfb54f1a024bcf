import Database
import Foundation
import SyncModel

/// A note's text.
struct NoteText: WritableRule {
  let element = "Body"
  let remark = """
    plain text; back: HTML as the text that it says, and the HTML itself is kept beside the record and sent for as \
    long as it says what the record does
    """

  func value(of note: OfficeNote) -> Body? {
    // Devices have their own line ends: those of onOffice stay as they are unless the text changes.
    note.record.text("Notiz").map { Body(plain: $0.withPlainLineEnds) }
  }

  func write(_ value: Body?, to note: inout OfficeNote) throws(ItemRefusal) {
    // The same text with other HTML beside it is no change of the record.
    guard value?.data != self.value(of: note)?.data else { return }
    note.record["Notiz"] = value?.data.map { .text($0) }
  }
}

/// What a note is called.
struct NoteSubject: WritableRule {
  let element = "Subject"
  let remark = "the text as it is; without any the first line of Notiz, also back"

  func value(of note: OfficeNote) -> String? {
    note.record.text("Betreff") ?? NoteItem.title(of: note.record.text("Notiz"))
  }

  func write(_ value: String?, to note: inout OfficeNote) throws(ItemRefusal) {
    note.record["Betreff"] = value.map { .text($0) }
  }
}

/// When a note was last changed, in onOffice or by a device.
struct NoteModified: FieldRule {
  let element = "LastModifiedDate"
  let remark = "the moment, in UTC"

  func value(of note: OfficeNote) -> Date? { note.record.dateTime("modified")?.instant(in: .gmt) }
}
