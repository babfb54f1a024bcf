import WBXML

import struct Foundation.Date

extension ElementCoder {
  /// A moment in the form of Calendar and Notes.
  mutating func compactDate(_ token: some CodePage, _ value: inout Date?) throws(WBXMLError) {
    var text = value.map(CompactDateTime.init)
    try self.value(token, &text)
    value = text?.instant
  }

  /// A moment in the form of Contacts and Tasks.
  mutating func dateTime(_ token: some CodePage, _ value: inout Date?) throws(WBXMLError) {
    var text = value.map(DateTime.init)
    try self.value(token, &text)
    value = text?.instant
  }

  /// A day in the form of Contacts.
  mutating func civilDate(_ token: some CodePage, _ value: inout CivilDate?) throws(WBXMLError) {
    var text = value.map(DateTimeOfDay.init)
    try self.value(token, &text)
    value = text?.date
  }
}
