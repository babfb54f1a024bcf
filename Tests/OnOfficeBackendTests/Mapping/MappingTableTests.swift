import Foundation
import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite("The printed mapping")
struct MappingTableTests {
  @Test(arguments: [ItemClass.tasks, .calendar, .contacts])
  func printedTableIsTheGoldenOne(itemClass: ItemClass) throws {
    let name = [.tasks: "tasks", .calendar: "appointments"][itemClass] ?? "contacts"
    let table = OnOfficeMapping.table(of: itemClass)
    #expect(try GoldenFile("mapping/\(name).md").complaint(about: table) == nil)
  }

  @Test(arguments: [ItemClass.tasks, .calendar, .contacts])
  func eachRowThatIsSyncedNamesItsElement(itemClass: ItemClass) throws {
    for line in OnOfficeMapping.table(of: itemClass).split(separator: "\n").dropFirst(2) {
      let cells = line.split(separator: "|").map(\.trimmed)
      try #require(cells.count >= 3, "\(line)")
      #expect((cells[1] == "–") == (cells[2] == "–"), "\(line)")
    }
  }
}
