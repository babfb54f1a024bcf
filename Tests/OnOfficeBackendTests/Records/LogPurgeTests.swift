import Database
import SyncModel
import Testing

@testable import OnOfficeBackend

@Suite struct LogPurgeTests {
  @Test func whatIsGoneBelowTheBoundIsForgottenAndTheRestStays() async throws {
    let office = try await TestOffice()
    let theobald = office.theobald
    let ids = try await office.write { office in
      try ["Eins", "Zwei", "Drei"].map { name in
        let id = try office.createAddress(["Name": .text(name)])
        try office.setOutlookSync(address: id, user: theobald, true)
        return id
      }
    }
    try await office.write { try $0.setOutlookSync(address: ids[0], user: theobald, false) }
    let name = LogName(tenant: office.tenant, itemClass: .contacts)
    let bound = try #require(try await office.office.positions()[name]).number
    try await office.write { try $0.setOutlookSync(address: ids[1], user: theobald, false) }
    // Its number is that of the first tick that went; below its own nothing is forgotten.
    try await office.office.forgetGone(below: [name: ChangeNumber(bound.rawValue + 1)])
    let rows = try await office.look(as: theobald) { try $0.rows(of: .contacts, records: ids) }
    #expect(Set(rows.map(\.record)) == [ids[1], ids[2]])
    #expect(rows.filter(\.isThere).map(\.record) == [ids[2]])
    let positions = try await office.office.positions()
    #expect(positions[name]?.purgedBelow == ChangeNumber(bound.rawValue + 1))
    #expect(positions[LogName(tenant: office.tenant, itemClass: .tasks)] == nil)
  }
}
