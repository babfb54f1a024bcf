/// What control words of Rich Text Format mean to the text. [MSFT-RTF].
enum RTFWord {
  /// A character, or how several look in plain text.
  case text(String)
  case lineEnd
  /// The end of a cell of a table, and of a row.
  case cell
  case row
  /// A group of which nothing is seen.
  case unseen
  /// An image, of which nothing but its being there is told.
  case image
  /// A group that decides how others read.
  case fonts
  case field
  case instruction
  case result

  /// A word's meaning; nil if it has none for the text.
  init?(_ name: String) {
    guard let word = Self.table[name] else { return nil }
    self = word
  }

  private static let table: [String: RTFWord] = {
    var table: [String: RTFWord] = [
      "fonttbl": .fonts, "field": .field, "fldinst": .instruction, "fldrslt": .result, "cell": .cell,
      "nestcell": .cell, "row": .row, "nestrow": .row, "pict": .image,
    ]
    for name in ["par", "line", "sect", "page", "column", "lbr", "softline"] { table[name] = .lineEnd }
    for (name, text) in characters { table[name] = .text(text) }
    for name in unseenGroups { table[name] = .unseen }
    return table
  }()

  private static let characters = [
    ("tab", "\t"), ("emdash", "—"), ("endash", "–"), ("bullet", "•"), ("lquote", "‘"), ("rquote", "’"),
    ("ldblquote", "“"), ("rdblquote", "”"), ("emspace", "\u{2003}"), ("enspace", "\u{2002}"),
    ("qmspace", "\u{2005}"), ("zwj", "\u{200D}"), ("zwnj", "\u{200C}"),
  ]

  /// Groups that hold anything but the text: tables, what is on every page, data.
  private static let unseenGroups = [
    "colortbl", "stylesheet", "info", "filetbl", "listtable", "listoverridetable", "revtbl", "rsidtbl",
    "generator", "themedata", "colorschememapping", "latentstyles", "datastore", "xmlnstbl", "pgptbl",
    "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "ftnsep", "ftnsepc",
    "ftncn", "aftnsep", "aftnsepc", "aftncn", "objdata", "objclass", "objname", "objalias", "objsect",
    "nonesttables", "nonshppict", "bkmkstart", "bkmkend", "tc", "tcn", "xe", "rxe", "txe", "template",
    "private", "do", "nextfile", "annotation", "atnid", "atnauthor", "atnref", "atndate", "atnicn", "shpinst",
    "shprslt", "pntxta", "pntxtb", "datafield", "formfield", "docvar", "keywords", "title", "author",
  ]
}
