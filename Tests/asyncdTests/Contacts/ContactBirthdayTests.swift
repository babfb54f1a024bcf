import OnOfficeBackend
import SyncModel
import TestSupport
import Testing
import WBXML

/// Days of birth and weddings are days, whatever time of day a device writes with them. [MS-ASCNTC] 2.2.2.6 has it
/// ignored „so that synchronizing between different time zones does not change the date“.
@Suite("Birthdays", .serialized, .timeLimit(.minutes(10))) struct ContactBirthdayTests {
  /// Who writes it, what he writes, and the day that he means.
  static let written: [(who: String, text: String, day: String)] = [
    ("iOS, Samsung, Nine", "1964-02-29T00:00:00.000Z", "1964-02-29"),
    ("BB10", "1964-02-29T11:00:00.000Z", "1964-02-29"),
    ("the specification", "1964-02-29T11:59:00.000Z", "1964-02-29"),
    ("Gmail", "1964-02-29T12:00:00.000Z", "1964-02-29"), ("AOSP", "1964-02-29T08:00:00.000Z", "1964-02-29"),
    ("Windows Phone", "1964-02-29T01:00:00.000Z", "1964-02-29"),
    ("Berlin in winter", "1964-02-28T23:00:00.000Z", "1964-02-29"),
    ("Berlin in summer", "1980-06-30T22:00:00.000Z", "1980-07-01"),
    ("AOSP in Beijing", "2010-02-23T16:00:00.000Z", "2010-02-24"),
    ("New York", "1964-02-29T05:00:00.000Z", "1964-02-29"),
    ("29 February by its midnight in the east", "2000-02-28T23:00:00.000Z", "2000-02-29"),
    ("1 March of no leap year", "1900-02-28T23:00:00.000Z", "1900-03-01"),
    ("the year's end", "1999-12-31T23:00:00.000Z", "2000-01-01"),
    ("the year's end in New York", "1999-12-31T05:00:00.000Z", "1999-12-31"),
    ("a half hour zone", "1999-12-31T18:30:00.000Z", "2000-01-01"),
    ("a day without year as iOS writes it", "1604-02-29T00:00:00.000Z", "1604-02-29"),
    ("the last second of a day", "1963-12-31T23:59:59.000Z", "1963-12-31"),
    ("compact", "19640229T230000Z", "1964-03-01"), ("a date alone", "1964-02-29", "1964-02-29"),
    ("the last day of all", "4500-12-30T23:00:00.000Z", "4500-12-31"),
    ("an offset", "1964-02-29T00:00:00+01:00", "1964-02-29"),
    ("a blank", " 1964-02-29T00:00:00Z", "1964-02-29"),
  ]

  @Test(.manual("12.3 Geburtsdatum ←"), arguments: ProtocolVersion.tried)
  func whateverTimeIsWrittenTheDayIsMeant(_ version: ProtocolVersion) async throws {
    try await ContactOffice.run { office in
      let phone = try await office.phone(version)
      let other = try await office.phone(.v14_1)
      for (who, text, day) in Self.written {
        let id = try #require(
          try await phone.add(["LastName": "Tag", "FileAs": "Tag", "Birthday": text, "Anniversary": text]))
        #expect(try await office.stored(id, "Geburtsdatum") == day, "\(who)")
        #expect(try await phone.settle() == [], "\(who)")
        try await other.settle()
        for element in ["Birthday", "Anniversary"] {
          #expect(try other.item(id)[element] == "\(day)T00:00:00.000Z", "\(who)")
        }
        // Sent again in the same form with another field it stays the day; nothing walks.
        for name in ["Feier", "Fest"] {
          try await phone.edit(id) { ($0["LastName"], $0["FileAs"]) = (name, name) }
          #expect(try await phone.settle() == [], "\(who)")
          #expect(try await office.stored(id, "Geburtsdatum") == day, "\(who)")
          try await other.settle()
          #expect(try other.item(id)["Anniversary"] == "\(day)T00:00:00.000Z", "\(who)")
        }
      }
    }
  }

  /// A device in any zone in which somebody of an office in Europe may be writes its own midnight. From 12 hours in
  /// the east on, midnight looks like the hours that others write with the day itself.
  @Test(arguments: [-11, -10, -8, -5, -3, 0, 1, 2, 3, 5, 8, 9, 10, 11]) func midnightOfAZoneIsItsDay(
    hours: Int
  ) throws {
    for day in ["1964-02-29", "1999-12-31", "2000-01-01", "2000-03-01", "2026-10-25"] {
      let local = try #require(CivilDate(text: day))
      let date = hours > 0 ? local.adding(days: -1) : local
      let hour = hours > 0 ? 24 - hours : -hours
      let text = "\(date.text)T\(hour < 10 ? "0" : "")\(hour):00:00.000Z"
      let contact = try ContactElements(dictionaryLiteral: ("Birthday", text)).data.decode(ContactItem.self)
      #expect(contact.birthday?.text == day, "\(text)")
    }
  }

  /// The days that onOffice has reach a device as they are, and come back unchanged in any of the forms.
  @Test(.manual("12.3 Geburtsdatum →"), arguments: ProtocolVersion.tried) func aDayOfOnOfficesComesBackAsItIs(
    _ version: ProtocolVersion
  ) async throws {
    try await ContactOffice.run { office in
      var ids: [String: Int64] = [:]
      for day in Set(Self.written.map(\.day)) {
        ids[day] = try await office.address(["Name": "Tag", "Geburtsdatum": day])
      }
      let phone = try await office.phone(version)
      let before = try await office.everything()
      for (who, text, day) in Self.written {
        let id = try #require(ids[day])
        #expect(try phone.item(id)["Birthday"] == "\(day)T00:00:00.000Z")
        try await phone.change(id, phone.item(id).merging(["Birthday": text]))
        #expect(try await phone.settle() == [], "\(who)")
        try await phone.change(id, phone.item(id).merging(["Birthday": "\(day)T00:00:00.000Z"]))
        #expect(try await phone.settle() == [], "\(who)")
      }
      #expect(try await office.everything() == before)
    }
  }
}
