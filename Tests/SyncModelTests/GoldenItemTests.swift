import SyncModel
import TestSupport
import Testing

@Suite struct GoldenItemTests {
  @Test(arguments: [ProtocolVersion.v12_1, .v14_1, .v16_1]) func itemsAreWrittenAsRecorded(
    version: ProtocolVersion
  ) throws {
    let items = [
      ("contact", RichItems.contact), ("appointment", RichItems.appointment), ("task", RichItems.task),
    ]
    // Of notes 12.1 knows nothing.
    let notes = version >= .v14_0 ? [("note", RichItems.note)] : []
    for (name, item) in items + notes {
      let file = GoldenFile("items/\(name)-\(version.text).xml")
      #expect(try file.complaint(about: RichItems.xml(of: item, version)) == nil)
    }
  }
}
