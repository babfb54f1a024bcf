import Database
import Testing

@testable import OnOfficeBackend

@Suite struct FieldDefinitionTests {
  @Test(
    arguments: [
      (FieldDefinition.Kind.text(max: 3), SQLValue.text("abcd"), SQLValue.text("abc")),
      (.text(max: 3), .text("äöü"), .text("äöü")),
      (.text(max: 3), .integer(12345), .text("123")),
      // No character is cut in two, unless it alone is too long.
      (.text(max: 3), .text("aae\u{301}"), .text("aa")),
      (.text(max: 3), .text("e\u{301}\u{302}\u{303}"), .text("e\u{301}\u{302}")),
      (.text(), .text("abcd"), .text("abcd")),
      (.integer, .text("-7"), .integer(-7)),
      (.decimal, .text("1.5"), .real(1.5)),
      (.decimal, .integer(2), .real(2)),
      (.boolean, .text("1"), .integer(1)),
      (.number([1, 2]), .integer(2), .integer(2)),
      (.date, .text("2024-02-29"), .text("2024-02-29")),
      (.date, .text("2024-02-29 10:00:00"), .text("2024-02-29")),
      (.time, .text("10:30"), .text("10:30:00")),
      (.time, .text("23:59:59"), .text("23:59:59")),
      (.dateTime, .text("2024-02-29"), .text("2024-02-29 00:00:00")),
      (.choice(["a", "b"]), .text("b"), .text("b")),
      (.choices(["a", "b"]), .text("a|b"), .text("a|b")),
      (.choices([]), .text("x|y"), .text("x|y")),
    ])
  func aValueIsStoredInItsForm(kind: FieldDefinition.Kind, given: SQLValue, stored: SQLValue) throws {
    #expect(try FieldDefinition("Feld", kind).checked(given) == stored)
  }

  @Test(
    arguments: [
      (FieldDefinition.Kind.text(max: 3), SQLValue.blob([1])),
      (.integer, .text("7a")), (.integer, .real(7)), (.decimal, .text("nan")), (.decimal, .text("viel")),
      (.boolean, .integer(2)), (.number([1, 2]), .integer(3)), (.date, .text("2023-02-29")),
      (.date, .text("0000-00-00")), (.time, .text("24:00:00")), (.time, .text("1:00")),
      (.dateTime, .text("2024-01-01T10:00:00")), (.choice(["a"]), .text("A")),
      (.choices(["a"]), .text("a|c")),
    ])
  func aValueOfAnotherKindIsRefused(kind: FieldDefinition.Kind, given: SQLValue) {
    #expect(throws: OfficeError.self) { try FieldDefinition("Feld", kind).checked(given) }
  }

  @Test(arguments: [FieldDefinition.Kind.text(), .integer, .boolean, .date, .choice(["a"]), .number([1])])
  func anEmptyValueIsNone(kind: FieldDefinition.Kind) throws {
    #expect(try FieldDefinition("Feld", kind).checked(.null) == nil)
    #expect(try FieldDefinition("Feld", kind).checked(.text("")) == nil)
  }

  @Test func textIsCutBetweenCharacters() {
    let family = "👨‍👩‍👧"
    #expect(FieldDefinition.cut("ab" + family, to: 6) == "ab")
    #expect(FieldDefinition.cut("ab" + family, to: 7) == "ab" + family)
  }
}
