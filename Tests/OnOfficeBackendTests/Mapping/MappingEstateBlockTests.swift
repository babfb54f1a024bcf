import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite("The block of estates under an appointment's notes")
struct MappingEstateBlockTests {
  private let villa = EstateLink(
    id: 3, number: "4711", title: "Villa am See", address: "Seestr. 1, 12345 Berlin")
  private let flat = EstateLink(id: 4, number: "", title: "", address: "Hof 2")
  private let bare = EstateLink(id: 5, number: "", title: "", address: "")

  @Test(.manual("12.2 Zugeordnete Immobilien →")) func estatesStandUnderTheNotes() {
    #expect(
      mappedAppointment(["note": "Schlüssel"], estates: [villa, flat, bare]).body?.data == """
        Schlüssel

        [Immobilien aus onOffice]
        Nr. 4711: Villa am See | Seestr. 1, 12345 Berlin
        Nr. 4: Hof 2
        Nr. 5
        [Ende der Immobilien]
        """)
  }

  @Test func withoutNotesTheBlockStandsAlone() {
    #expect(
      mappedAppointment([:], estates: [flat]).body?.data == """
        [Immobilien aus onOffice]
        Nr. 4: Hof 2
        [Ende der Immobilien]
        """)
  }

  @Test(arguments: [
    "", "a", "a\n", "a\n\n", "\n", "a\r\nb\r\n", " ", "a\n\nb", "<br>a</br>", "ende\u{2028}neu",
  ])
  func cuttingGivesBackTheNotes(notes: String) {
    let text = EstateBlock.appending([villa, flat], to: notes)
    #expect(EstateBlock.cut(from: text) == notes)
    #expect(EstateBlock.cut(from: notes) == notes)
  }

  @Test func randomNotesAndEstatesComeApartAgain() {
    var random = SeededGenerator(seed: 7)
    let pieces = ["a", " ", "\n", "\r\n", "Nr. 1", "[", "]", "ß", "|", "Immobilien", "\t", "\u{A0}"]
    func text(_ length: Int) -> String {
      (0..<length).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }
    for number in 0..<2000 {
      let notes = text(number % 12)
      let estates = (0...number % 3).map {
        EstateLink(id: Int64($0), number: text(2), title: text(number % 7), address: text(number % 5))
      }
      #expect(EstateBlock.cut(from: EstateBlock.appending(estates, to: notes)) == notes)
    }
  }

  @Test func titleOfSeveralLinesStaysOnOne() {
    let estate = EstateLink(id: 1, number: "1", title: "Haus\r\n[Ende der Immobilien]\nHof", address: "")
    let text = EstateBlock.appending([estate], to: "a")
    #expect(text.split(separator: "\n").count == 4)
    #expect(EstateBlock.cut(from: text) == "a")
  }

  @Test func whatIsTypedUnderTheBlockStays() {
    let text = EstateBlock.appending([villa], to: "oben") + "\nunten"
    #expect(EstateBlock.cut(from: text) == "oben\nunten")
    #expect(EstateBlock.cut(from: EstateBlock.appending([villa], to: "") + "\nunten") == "unten")
  }

  @Test func changesInsideTheBlockGoWithIt() {
    let text = EstateBlock.appending([villa], to: "oben").replacing("Villa", with: "Hütte\nnoch was")
    #expect(EstateBlock.cut(from: text) == "oben")
  }

  @Test func otherLineEndsAndBlanksMakeNoDifference() {
    let text = EstateBlock.appending([villa, flat], to: "oben")
    #expect(EstateBlock.cut(from: text.replacing("\n", with: "\r\n")) == "oben")
    #expect(EstateBlock.cut(from: text.replacing("\n", with: " \n\u{A0}")) == "oben ")
    #expect(EstateBlock.cut(from: text.replacing("\n\n", with: "\n")) == "oben")
  }

  @Test func blockWithoutItsEndIsCutAsFarAsItsOwnLines() {
    let text = EstateBlock.appending([villa, flat], to: "oben").replacing(
      "[Ende der Immobilien]", with: "unten")
    #expect(EstateBlock.cut(from: text) == "oben\nunten")
    #expect(EstateBlock.cut(from: "oben\n\n[Immobilien aus onOffice]\nNr. 4") == "oben")
  }

  @Test func blockThatWasCopiedIntoTheNotesIsNotDoubled() {
    let once = EstateBlock.appending([villa], to: "oben")
    #expect(EstateBlock.appending([flat], to: once) == EstateBlock.appending([flat], to: "oben"))
    #expect(
      EstateBlock.cut(from: once + "\n\n" + EstateBlock.appending([flat], to: "Mitte")) == "oben\n\nMitte")
  }
}
