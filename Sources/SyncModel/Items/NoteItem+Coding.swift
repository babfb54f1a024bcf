public import WBXML

extension NoteItem: Element {
  /// One row per element of [MS-ASNOTE] 2.2.2.
  public mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
    try coder.element(AirSyncBase.body, &body)
    try coder.text(Notes.subject, &subject)
    try coder.text(Notes.messageClass, &messageClass)
    try coder.compactDate(Notes.lastModifiedDate, &lastModifiedDate)
    try coder.texts(Notes.categories, of: Notes.category, &categories)
    try coder.integer(AirSyncBase.nativeBodyType, &nativeBodyType)
  }
}
