/// The code pages of a document and of its fonts.
struct RTFFonts {
  /// The code page of the document.
  private(set) var document = CodePage.western
  private var pages: [Int32: CodePage] = [:]
  /// The font that the table tells of.
  private var told: Int32?
  private var standardFont: Int32?

  /// The code page of text without a font.
  var standard: CodePage { standardFont.map(page) ?? document }

  /// The code page of text in a font.
  func page(of font: Int32) -> CodePage { pages[font] ?? document }

  /// Takes a word that names the document's code page.
  mutating func setDocument(_ name: String, _ number: Int32?) {
    switch name {
    case "ansicpg": if let number, number > 0 { document = CodePage(number: number) }
    case "mac": document = CodePage(number: 10000)
    case "pc": document = CodePage(number: 437)
    case "pca": document = CodePage(number: 850)
    default: document = .western
    }
  }

  /// Takes a word of the table of fonts, or the one that names the standard font.
  mutating func take(_ name: String, _ number: Int32?, isTable: Bool) {
    if name == "deff" { standardFont = number }
    guard isTable, let number else { return }
    switch name {
    case "f": told = number
    case "fcharset": if let told { pages[told] = CodePage(charset: number) }
    case "cpg": if let told, number > 0 { pages[told] = CodePage(number: number) }
    default: break
    }
  }
}
