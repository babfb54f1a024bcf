/// The elements that matter to the text.
enum HTMLTag: String {
  case script, style, head, title, template, noscript, textarea, select, object
  case a, br, hr, img, pre, ul, ol, li, td, th
  case p, h1, h2, h3, h4, h5, h6, table, blockquote, dl
  case div, tr, dt, dd, address, article, aside, footer, form, header, main, nav, section, center, body

  /// Whether nothing of it is seen.
  var isUnseen: Bool {
    switch self {
    case .script, .style, .head, .title, .template, .noscript, .textarea, .select, .object: true
    default: false
    }
  }

  /// Whether an empty line is before and after it.
  var standsApart: Bool {
    switch self {
    case .p, .h1, .h2, .h3, .h4, .h5, .h6, .table, .blockquote, .dl, .pre: true
    default: false
    }
  }

  /// Whether it has lines of its own.
  var isBlock: Bool {
    switch self {
    case .a, .br, .img, .td, .th: false
    default: !isUnseen
    }
  }
}
