extension XMLElement {
  /// The element as a document: declaration, then everything on one line, `xmlns` where it changes.
  public var document: String {
    var xml = #"<?xml version="1.0" encoding="utf-8"?>"#
    write(to: &xml, inside: nil)
    return xml
  }

  /// Text as it may stand between tags and in quoted attributes, without what XML does not allow.
  public static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\r": escaped += "&#13;"
      case "\t", "\n": escaped.unicodeScalars.append(character)
      case "\0"..<" ", "\u{FFFE}", "\u{FFFF}": break
      default: escaped.unicodeScalars.append(character)
      }
    }
    return escaped
  }

  private func write(to xml: inout String, inside outer: String?) {
    xml += "<" + name
    if namespace != outer { xml += " xmlns=\"\(Self.escaped(namespace ?? ""))\"" }
    for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
      xml += " \(name)=\"\(Self.escaped(value))\""
    }
    guard !text.isEmpty || !children.isEmpty else {
      xml += "/>"
      return
    }
    xml += ">" + Self.escaped(text)
    for child in children { child.write(to: &xml, inside: namespace) }
    xml += "</" + name + ">"
  }
}
