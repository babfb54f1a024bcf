import Foundation
import SyncModel
import Testing
import WBXML

@Suite struct WireDateTests {
  @Test(arguments: [
    "20261122T164000Z", "2026-11-22T16:40:00.000Z", "2026-11-22T16:40:00Z", "2026-11-22T16:40:00.0000000Z",
    "20261122T164000", "20261122T164000.000Z", " 2026-11-22T16:40:00Z ", "2026-11-22T17:40:00+01:00",
    "20261122T111000-0530", "2026-11-22T06:40:00.000-10",
  ])
  func everyFormIsReadInEveryClass(text: String) throws {
    let expected = Date(timeIntervalSince1970: 1_795_365_600)
    let calendar: CalendarItem = try read("Calendar", "StartTime", text)
    #expect(calendar.startTime == expected)
    let task: TaskItem = try read("Tasks", "DueDate", text)
    #expect(task.dueDate == expected)
    let contact: ContactItem = try read("Contacts", "Birthday", text)
    #expect(contact.birthday?.text == "2026-11-22")
  }

  @Test(arguments: ["20261122", "2026-11-22"]) func aDateAloneIsItsMidnight(text: String) throws {
    let calendar: CalendarItem = try read("Calendar", "EndTime", text)
    #expect(calendar.endTime == Date(timeIntervalSince1970: 1_795_305_600))
    let contact: ContactItem = try read("Contacts", "Anniversary", text)
    #expect(contact.anniversary?.text == "2026-11-22")
  }

  @Test(arguments: [
    "tomorrow", "2026", "20261301T000000Z", "20260230T000000Z", "20261122T250000Z", "20261122T1640Z",
    "2026-11-22T16:40:00.Z", "2026-11-22T16:40:00ZZ", "2026-11-22 16:40:00", "00000101T000000Z",
    "2026-11-22T16:40:00+15:00", "2026-11-22T16:40:00+1", "2026-11-22T16:40:00+01:60",
  ])
  func otherTextIsABadValue(text: String) {
    #expect { () -> CalendarItem in try read("Calendar", "StartTime", text) } throws: { error in
      guard case WBXMLError.badValue(let tag, _) = error else { return false }
      return tag == Calendar.startTime.tag
    }
  }

  @Test func eachClassWritesItsOwnForm() throws {
    var calendar = CalendarItem()
    calendar.startTime = Date(timeIntervalSince1970: 1_795_365_600)
    #expect(try text(calendar).contains("20261122T164000Z"))
    var task = TaskItem()
    task.ordinalDate = Date(timeIntervalSince1970: 1_795_365_600.25)
    #expect(try text(task).contains("2026-11-22T16:40:00.250Z"))
    var contact = ContactItem()
    contact.birthday = CivilDate(year: 1964, month: 2, day: 29)
    #expect(try text(contact).contains("1964-02-29T00:00:00.000Z"))
  }

  private func text(_ element: some Element) throws -> String {
    String(decoding: try Fragment(encoding: element).bytes, as: UTF8.self)
  }

  /// Reads an element of one child.
  private func read<E: Element>(_ namespace: String, _ name: String, _ text: String) throws -> E {
    let tag = try #require(Tag(namespace: namespace, name: name))
    let page: [UInt8] = [0x00, tag.page]
    return try Fragment(bytes: page + [tag.token | 0x40, 0x03] + Array(text.utf8) + [0x00, 0x01]).decode()
  }
}
