import Foundation
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite("Text as people are looked for")
struct FoldedTextTests {
  @Test(arguments: [
    ("Müller", ["muller"]), ("MUELLER", ["muller"]), ("Mu\u{308}ller", ["muller"]), ("Muller", ["muller"]),
    ("Straße", ["strasse"]), ("STRAẞE", ["strasse"]), ("André", ["andre"]), ("Çelik", ["celik"]),
    ("Łukasz Şahin", ["lukasz", "sahin"]), ("Goethe", ["gothe"]), ("Jørgen", ["jorgen"]),
    ("Ærø", ["aro"]), ("İnci", ["inci"]), ("ILGIN ı", ["ilgin", "i"]), ("Nguyễn", ["nguyen"]),
    ("von der Heide-Krämer", ["von", "der", "heide", "kramer"]), ("o.mail+x@büro.example", mailWords),
    ("Иван Й", ["иван", "и"]), ("Ελένη", ["ελενη"]), ("山田", ["山田"]), ("  ", []), ("", []), ("-/!", []),
    ("4711 GmbH", ["4711", "gmbh"]), ("Bauer", ["baur"]), ("Feuer", ["feur"]), ("Joel", ["jol"]),
    ("Beate", ["beate"]), ("Michael", ["michal"]),
  ])
  func wordsAreFolded(text: String, words: [String]) {
    #expect(FoldedText.words(of: text) == words)
  }

  private static let mailWords = ["o", "mail", "x", "buro", "example"]

  /// Each as one may type it.
  private static let variants: [[String]] = [
    ["ä", "ae", "a", "Ä", "a\u{308}", "AE"], ["ö", "oe", "o", "Ö", "o\u{308}", "Oe"],
    ["ü", "ue", "u", "Ü", "u\u{308}", "uE"], ["ß", "ss", "ẞ", "SS", "sS"],
    ["é", "e", "E", "è", "ê", "e\u{301}"],
    ["ç", "c", "C", "c\u{327}"], ["ñ", "n", "N"], ["b", "B"], ["k", "K"], ["r", "R"], ["t", "T"], ["i", "I"],
  ]

  @Test func whateverOneTypesForALetterIsTheSame() {
    var source = SeededGenerator(seed: 11)
    for _ in 0..<3000 {
      let letters = (0..<Int.random(in: 1...9, using: &source)).map { _ in
        Self.variants.randomElement(using: &source) ?? []
      }
      let spellings = (0..<2).map { _ in
        letters.map { $0.randomElement(using: &source) ?? "" }.joined()
      }
      let folded = spellings.map(FoldedText.words)
      #expect(folded[0] == folded[1], "\(spellings)")
      #expect(folded[0].count == 1)
    }
  }

  @Test func whatBeginsAWordBeginsTheFoldedOne() {
    var source = SeededGenerator(seed: 12)
    for _ in 0..<2000 {
      let word = (0..<Int.random(in: 1...9, using: &source)).map { _ in
        Self.variants.randomElement(using: &source)?.randomElement(using: &source) ?? ""
      }.joined()
      let whole = FoldedText.words(of: word).first ?? ""
      for length in 1...word.count {
        let start = FoldedText.words(of: String(word.prefix(length))).first ?? ""
        #expect(whole.utf8.starts(with: start.utf8), "\(word.prefix(length)) of \(word)")
      }
    }
  }

  /// Foundation knows the decompositions by other means.
  @Test func everyLetterWithMarksIsTheLetterBelow() {
    let blocks: [ClosedRange<UInt32>] = [0xC0...0x24F, 0x370...0x52F, 0x1E00...0x1EFF]
    for scalar in blocks.joined().compactMap(Unicode.Scalar.init) where scalar.properties.isAlphabetic {
      let letter = String(Character(scalar))
      let decomposed = letter.decomposedStringWithCanonicalMapping
      guard decomposed.unicodeScalars.count > 1 else { continue }
      #expect(FoldedText.words(of: letter) == FoldedText.words(of: decomposed), "\(letter)")
    }
  }

  /// What is looked for is found in every text with a word that begins with it, whichever of both has the umlauts.
  @Test(arguments: [
    ("Müller", "müller"), ("Müller", "muller"), ("Müller", "mueller"), ("Müller", "MUEL"), ("Müller", "mü"),
    ("Muller", "Müll"), ("Mueller", "Müller"), ("Mueller", "mull"), ("Groß", "GROSS"), ("Gross", "groß"),
    ("René", "rene"), ("Rene", "René"), ("Anna Berger", "ber an"), ("Anna Berger", "Berger, Anna"),
    ("anna.berger@example.org", "anna.b"), ("anna.berger@example.org", "berger@exa"),
    ("Rheinblick Hausverwaltung GmbH", "haus"), ("Samuel", "samuel"), ("Michael", "micha"),
  ])
  func queryMeansWordsThatBeginSo(text: String, query: String) {
    #expect(DirectoryQuery(query).means(Set(FoldedText.words(of: text))))
  }

  @Test(arguments: [
    ("Müller", "üller"), ("Müller", "möller"), ("Anna Berger", "anna bergmann"), ("Anna Berger", "nna"),
    ("Anna Berger", "annaberger"), ("Groß", "gros s"), ("Anna", ""), ("Anna", " - "),
  ])
  func queryMeansNoOthers(text: String, query: String) {
    #expect(!DirectoryQuery(query).means(Set(FoldedText.words(of: text))))
  }
}
