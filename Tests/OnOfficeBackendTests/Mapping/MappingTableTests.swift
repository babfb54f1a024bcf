import Foundation
import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

/// What `asyncd mapping CLASS` prints.
@Suite("The printed mapping")
struct MappingTableTests {
  @Test(
    .manual(
      "12 Listen", "12.1 Zugeordnete Projekte →",
      "12.2 Terminnachbereitung →", "12.2 Dateien →", "12.1 Tags ←", "12.1 Zusatzaufwand ←",
      "12.1 Zugeordnete Projekte ←",
      "12.3 Plz-Postf., Postfach ←", "12.3 Telefax2 ←", "12.3 Eintragsdatum ←",
      "12.3 Bevorzugte Kontaktart ←", "12.3 Sprache ←"), arguments: MappingTable.all.map(\.name))
  func printedTableIsTheGoldenOne(name: String) throws {
    let table = try #require(MappingTable.all.first { $0.name == name })
    #expect(try GoldenFile("mapping/\(name).md").complaint(about: table.text) == nil)
  }

  @Test func eachClassHasItsTable() {
    #expect(Set(MappingTable.all.map(\.itemClass)) == Set(ItemClass.allCases))
    #expect(Set(MappingTable.all.map(\.name)).count == ItemClass.allCases.count)
  }

  @Test(arguments: MappingTable.all.map(\.name))
  func eachRowThatIsSyncedNamesItsElementAndVersions(name: String) throws {
    let table = try #require(MappingTable.all.first { $0.name == name })
    let lines = table.text.split(separator: "\n").filter { $0.hasPrefix("|") }.dropFirst(2)
    #expect(lines.count > 4)
    for line in lines {
      let cells = line.split(separator: "|").map(\.trimmed)
      try #require(cells.count == 5, "\(line)")
      #expect((cells[1] == "–") == (cells[2] == "–"), "\(line)")
      #expect((cells[1] == "–") == (cells[3] == "–"), "\(line)")
    }
  }

  /// The tables "Protocol Versions" of [MS-ASCAL] 2.2.2.26, 2.2.2.40 and 2.2.2.2.
  @Test(arguments: [
    ("ort, location", "up to 14.1 (Calendar), from 16.0 (AirSyncBase)"), ("(participants)", "from 14.0"),
    ("description", "all"),
  ])
  func versionsAreThoseOfTheElement(field: String, versions: String) throws {
    let table = try #require(MappingTable.all.first { $0.itemClass == .calendar })
    let cells = table.text.split(separator: "\n").map { $0.split(separator: "|").map(\.trimmed) }
    #expect(cells.contains { $0.count == 5 && $0[0] == field && $0[3] == versions })
  }
}
