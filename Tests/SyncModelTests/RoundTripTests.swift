import SyncModel
import Testing
import WBXML

@Suite struct RoundTripTests {
  @Test(arguments: 0..<200 as Range<UInt64>) func itemsReadAsTheyWereWritten(seed: UInt64) throws {
    try expectRoundTrip(ContactItem.self, seed: seed)
    try expectRoundTrip(CalendarItem.self, seed: seed)
    try expectRoundTrip(TaskItem.self, seed: seed)
    try expectRoundTrip(NoteItem.self, seed: seed)
  }

  @Test(arguments: 0..<100 as Range<UInt64>) func requestsReadAsTheyWereWritten(seed: UInt64) throws {
    try expectRoundTrip(SyncRequest.self, seed: seed)
    try expectRoundTrip(FolderSyncRequest.self, seed: seed)
    try expectRoundTrip(GetItemEstimateRequest.self, seed: seed)
    try expectRoundTrip(PingRequest.self, seed: seed)
    try expectRoundTrip(SettingsRequest.self, seed: seed)
    try expectRoundTrip(ProvisionRequest.self, seed: seed)
  }

  @Test(arguments: 0..<100 as Range<UInt64>) func responsesReadAsTheyWereWritten(seed: UInt64) throws {
    try expectRoundTrip(SyncResponse.self, seed: seed)
    try expectRoundTrip(FolderSyncResponse.self, seed: seed)
    try expectRoundTrip(GetItemEstimateResponse.self, seed: seed)
    try expectRoundTrip(PingResponse.self, seed: seed)
    try expectRoundTrip(SettingsResponse.self, seed: seed)
    try expectRoundTrip(ProvisionResponse.self, seed: seed)
  }

  @Test func rootsReadAsTheyWereWritten() throws {
    let request = try ElementFiller.make(SyncRequest.self, seed: 7)
    #expect(try WBXMLDocument(WBXMLEncoder.encode(request)).decode() == request)
    let response = try ElementFiller.make(ProvisionResponse.self, seed: 7)
    #expect(try WBXMLDocument(WBXMLEncoder.encode(response)).decode() == response)
  }

  /// A property without a row would be lost on the wire without any test failing.
  @Test func everyPropertyHasARow() throws {
    #expect(try unset(ContactItem.self) == [])
    #expect(try unset(CalendarItem.self) == ["schedule"])
    #expect(try unset(CalendarException.self) == ["answered", "occurrence", "schedule"])
    #expect(try unset(Recurrence.self) == ["lastDay"])
    #expect(try unset(TaskItem.self) == ["completed", "due", "reminder", "start", "zone"])
    #expect(try unset(TaskRecurrence.self) == [])
    #expect(try unset(Attendee.self) == [])
    #expect(try unset(Attachment.self) == [])
    #expect(try unset(Location.self) == [])
    #expect(try unset(NoteItem.self) == [])
    #expect(try unset(Body.self) == ["html"])
    #expect(try unset(BodyPreference.self) == [])
    #expect(try unset(SyncOptions.self) == [])
    #expect(try unset(EASProvisionDoc.self) == [])
    #expect(try unset(DeviceInformation.Properties.self) == [])
  }

  private func expectRoundTrip<E: Element & Hashable>(_ type: E.Type, seed: UInt64) throws {
    let element = try ElementFiller.make(type, seed: seed)
    #expect(try Fragment(encoding: element).decode() == element)
  }

  /// The properties that stay nil when every row is filled.
  private func unset<E: Element>(_ type: E.Type) throws -> [String] {
    let element = try ElementFiller.make(type, seed: 1, share: 100)
    return Mirror(reflecting: element).children
      .filter { Mirror(reflecting: $0.value).displayStyle == .optional }
      .filter { Mirror(reflecting: $0.value).children.isEmpty }
      .compactMap(\.label).sorted()
  }
}
