import Testing
import WBXML

@testable import SyncModel

@Suite struct VersionTests {
  @Test(arguments: ProtocolVersion.allCases) func onlyElementsOfTheVersionAreThere(
    version: ProtocolVersion
  ) throws {
    try expectElements(ContactItem.self, of: version)
    try expectElements(CalendarItem.self, of: version)
    try expectElements(CalendarException.self, of: version)
    try expectElements(Attendee.self, of: version)
    try expectElements(Recurrence.self, of: version)
    try expectElements(TaskRecurrence.self, of: version)
    try expectElements(Body.self, of: version)
  }

  /// The tables of the specification, by hand: from which version on an element is known.
  @Test(arguments: [
    ("Contacts:Alias", ProtocolVersion.v14_0, ProtocolVersion.v16_1),
    ("Contacts:WeightedRank", .v14_0, .v16_1), ("Calendar:Location", .v12_1, .v14_1),
    ("Calendar:ExceptionStartTime", .v12_1, .v14_1), ("Calendar:ResponseRequested", .v14_0, .v16_1),
    ("Calendar:AppointmentReplyTime", .v14_0, .v16_1), ("Calendar:ResponseType", .v14_0, .v16_1),
    ("Calendar:DisallowNewTimeProposal", .v14_0, .v16_1), ("Calendar:CalendarType", .v14_0, .v16_1),
    ("Calendar:IsLeapMonth", .v14_0, .v16_1), ("Calendar:FirstDayOfWeek", .v14_1, .v16_1),
    ("Calendar:OnlineMeetingConfLink", .v14_1, .v16_1), ("AirSyncBase:Location", .v16_0, .v16_1),
    ("Calendar:OnlineMeetingExternalLink", .v14_1, .v16_1), ("AirSyncBase:InstanceId", .v16_0, .v16_1),
    ("MeetingResponse:ProposedStartTime", .v16_1, .v16_1), ("Tasks:FirstDayOfWeek", .v14_1, .v16_1),
    ("Tasks:CalendarType", .v14_0, .v16_1), ("AirSyncBase:Preview", .v14_0, .v16_1),
    ("Calendar:Subject", .v12_1, .v16_1), ("Contacts:Picture", .v12_1, .v16_1),
  ])
  func aRichItemHasAnElementExactlyInItsVersions(
    name: String, first: ProtocolVersion, last: ProtocolVersion
  ) throws {
    for version in ProtocolVersion.allCases {
      let names = try RichItems.all.reduce(into: Set<String>()) { names, item in
        names.formUnion(try RichItems.names(in: item, version))
      }
      #expect(names.contains(name) == (first...last).contains(version), "\(name) in \(version.text)")
    }
  }

  @Test func noVersionSeesTheDevicesOwnIdOfANewItem() throws {
    for version in ProtocolVersion.allCases {
      var item = CalendarItem()
      item.clientUid = "x"
      #expect(try !RichItems.names(in: .calendar(item), version).contains("Calendar:ClientUid"))
    }
  }

  private func expectElements<E: VersionedParent>(_ type: E.Type, of version: ProtocolVersion) throws {
    var element = try ElementFiller.make(type, seed: 2, share: 100)
    let before = try tags(element)
    element.keepElements(of: version)
    let after = try tags(element)
    for row in type.versioned {
      #expect(before.contains(row.tag), "\(row.tag)")
      #expect(after.contains(row.tag) == row.versions.contains(version), "\(row.tag) in \(version.text)")
    }
    #expect(before.subtracting(after).isSubset(of: type.versioned.map(\.tag)))
  }

  /// The tags of the element's own children.
  private func tags<E: Element>(_ element: E) throws -> Set<WBXML.Tag> {
    var lister = TagLister()
    var element = element
    try element.code(&lister)
    return lister.tags
  }
}
