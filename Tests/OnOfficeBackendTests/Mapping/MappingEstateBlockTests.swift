import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite("The block of estates under an appointment's notes")
struct MappingEstateBlockTests {
  private let villa = EstateLink(
    id: 3, number: "4711", title: "Villa am See", address: "Seestr. 1, 12345 Berlin")
  private let flat = EstateLink(id: 4, number: "", title: "", address: "Hof 2")
  private let villaLine = "Nr. 4711: Villa am See | Seestr. 1, 12345 Berlin"
  private let bare = EstateLink(id: 5, number: "", title: "", address: "")

  /// What is left of a text for an appointment with the estates.
  private func cut(from text: String) -> String { EstateBlock([villa, flat]).cut(from: text).text }

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
    let text = EstateBlock([villa, flat]).appending(to: notes)
    #expect(cut(from: text) == notes)
    #expect(cut(from: notes) == notes)
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
      let block = EstateBlock(estates)
      #expect(block.cut(from: block.appending(to: notes)).text == notes)
    }
  }

  @Test func titleOfSeveralLinesStaysOnOne() {
    let estate = EstateLink(id: 1, number: "1", title: "Haus\r\n[Ende der Immobilien]\nHof", address: "")
    let text = EstateBlock([estate]).appending(to: "a")
    #expect(text.split(separator: "\n").count == 4)
    #expect(cut(from: text) == "a")
  }

  @Test func whatIsTypedUnderTheBlockStays() {
    let text = EstateBlock([villa]).appending(to: "oben") + "\nunten"
    #expect(cut(from: text) == "oben\nunten")
    #expect(cut(from: EstateBlock([villa]).appending(to: "") + "\nunten") == "unten")
  }

  @Test func changedLinesOfTheBlockGoWithIt() {
    let text = EstateBlock([villa, flat]).appending(to: "oben")
    for line in ["Nr. 4711: Hütte am See | Seestr. 1, 12345 Berlin", "Nr. 4711: Hütte", "Nr. 9: Turm"] {
      #expect(cut(from: text.replacing(villaLine, with: line)) == "oben")
    }
  }

  /// What the user typed into the block, and what is left of the notes.
  @Test(arguments: [
    ("Hof 2\n", "Hof 2\nSchlüssel bei Nr. 3\n", "oben\nSchlüssel bei Nr. 3"),
    ("Hof 2\n", "Hof 2\n\nTreffen am See\n\nin Berlin\n", "oben\nTreffen am See\nin Berlin"),
    ("Nr. 4711", "  Zuerst\u{A0}:\nNr. 4711", "oben\nZuerst\u{A0}:"),
    ("12345 Berlin", "12345 Berlin, bitte klingeln", "oben\n, bitte klingeln"),
    ("12345 Berlin", "12345 Berlin bitte klingeln", "oben\nbitte klingeln"),
    ("Hof 2\n", "Hof 2 [!]", "oben\n[!]"),
    ("Villa", "Hütte\nnoch was", "oben\nnoch was"),
    ("aus onOffice]", "aus onOffice] siehe Plan", "oben\nsiehe Plan"),
    ("Immobilien]", "Immobilien] siehe Plan", "oben\nsiehe Plan"),
  ])
  func whatIsTypedIntoTheBlockStays(before: String, after: String, notes: String) {
    let text = EstateBlock([villa, flat]).appending(to: "oben")
    let edited = text.replacing(before, with: after, maxReplacements: 1)
    #expect(edited != text)
    #expect(cut(from: edited) == notes)
  }

  /// An open block is cut as far as its lines go, also if they are broken.
  @Test(arguments: [
    ("", "oben"), ("\nunten", "oben\nunten"), ("\n\nNr. 4:\nHof 2\n\nunten", "oben\n\nunten"),
    (" rechts", "oben\nrechts"),
    ("\nNr. 4: Hof 2 rechts\nunten", "oben\nrechts\nunten"),
  ])
  func blockWithoutItsEndIsCutExactly(rest: String, notes: String) {
    let open = "oben\n\n[Immobilien aus onOffice]\nNr. 4711: Villa am See |\nSeestr. 1, 12345 Berlin"
    #expect(cut(from: open + rest) == notes)
  }

  @Test func blockWithoutItsBeginningIsCutAsFarAsItsLinesGo() {
    let text = EstateBlock([villa, flat]).appending(to: "oben").replacing(
      EstateBlock.opening + "\n", with: "")
    #expect(cut(from: text + "\nunten") == "oben\nunten")
    #expect(cut(from: "oben\n[Ende der Immobilien]\nunten") == "oben\nunten")
  }

  /// A block of other estates, as in a copied appointment or on a device that has not seen what changed.
  @Test func blockOfOtherEstatesIsCut() {
    let long = EstateLink(
      id: 9, number: "9", title: "Wohnanlage mit vierundzwanzig Einheiten und Hof",
      address: "Am Markt 1, 50667 Köln")
    let text = EstateBlock([long, villa]).appending(to: "oben")
    let broken = text.replacing("| Am", with: "|\nAm")
    for text in [text, broken] {
      for lines in [[], [villa], [flat]] {
        #expect(EstateBlock(lines).cut(from: text).text == "oben")
        let typed = text.replacing("\n[Ende", with: "\nunten\n[Ende")
        #expect(EstateBlock(lines).cut(from: typed).text == "oben\nunten")
      }
    }
  }

  @Test func blockAboveTheNotesLeavesThemAsTheyAre() {
    let block = EstateBlock([villa, flat]).text
    #expect(cut(from: block + "\n\noben\n\nMitte") == "oben\n\nMitte")
    #expect(cut(from: "\n" + block + "\r\n\r\noben") == "oben")
  }

  @Test func textsOfEstatesThatLookLikeABlockBreakNone() {
    let estate = EstateLink(
      id: 1, number: "[Ende der", title: "Immobilien]", address: "[immobilien\u{A0}aus onOffice]")
    for estates in [[estate], [estate, villa], [villa, estate]] {
      let block = EstateBlock(estates)
      #expect(block.cut(from: block.appending(to: "a [1]")).text == "a [1]")
    }
  }

  /// Texts that nobody types must not hold the server up.
  @Test(arguments: [
    "[", "[ ", "[Immobilien aus onOffice]", "[Ende der Immobilien]", "Nr. ", "Nr. 4: Hof 2\n", "\n", "[\n>",
  ])
  func longTextsAreCutInTime(piece: String) {
    let text = String(repeating: piece, count: 4_000)
    _ = cut(from: text)
    _ = cut(from: EstateBlock.opening + text)
    _ = cut(from: text + EstateBlock.closing)
  }

  @Test func otherLineEndsAndBlanksMakeNoDifference() {
    let text = EstateBlock([villa, flat]).appending(to: "oben")
    #expect(cut(from: text.replacing("\n", with: "\r\n")) == "oben")
    #expect(cut(from: text.replacing("\n", with: " \n\u{A0}")) == "oben ")
    #expect(cut(from: text.replacing("\n\n", with: "\n")) == "oben")
  }

  @Test func blockWithoutItsEndIsCutAsFarAsItsOwnLines() {
    let text = EstateBlock([villa, flat]).appending(to: "oben").replacing(
      "[Ende der Immobilien]", with: "unten")
    #expect(cut(from: text) == "oben\nunten")
    #expect(cut(from: "oben\n\n[Immobilien aus onOffice]\nNr. 4") == "oben")
  }

  @Test func blockThatWasCopiedIntoTheNotesIsNotDoubled() {
    let once = EstateBlock([villa]).appending(to: "oben")
    #expect(EstateBlock([flat]).appending(to: once) == EstateBlock([flat]).appending(to: "oben"))
    #expect(
      cut(from: once + "\n\n" + EstateBlock([flat]).appending(to: "Mitte")) == "oben\n\nMitte")
  }
}
