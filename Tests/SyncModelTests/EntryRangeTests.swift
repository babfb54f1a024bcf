import SyncModel
import Testing

@Suite struct EntryRangeTests {
  @Test(arguments: [
    ("0-99", 0..<100), ("0-0", 0..<1), ("5-7", 5..<8), ("00-09", 0..<10),
    ("999999999-999999999", 999_999_999..<1_000_000_000),
  ])
  func bothEndsBelongToIt(text: String, entries: Range<Int>) {
    #expect(EntryRange(text: text)?.entries == entries)
    #expect(EntryRange(text: EntryRange(entries).text)?.entries == entries)
  }

  @Test(arguments: [
    "", "-", "0", "0-", "-9", "9-0", "0-1-2", "a-b", "0–9", " 0-9", "0 -9", "+0-9", "0--9", "٠-٩", "0x0-9",
    "0-9999999999", "0-99999999999999999999999",
  ])
  func anyOtherTextIsNone(text: String) {
    #expect(EntryRange(text: text) == nil)
  }
}
