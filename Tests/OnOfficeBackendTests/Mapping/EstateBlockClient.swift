import Foundation
import SyncModel
import Testing
import WBXML

@testable import OnOfficeBackend

/// What clients make of the notes that they were shown when they send them back.
struct EstateBlockClient: CustomTestStringConvertible, Sendable {
  let name: String
  /// Whether it gets pages; it sends them, or RTF.
  var isHTML = false
  var isRTF = false
  /// Whether what it does cannot be told from an edit in notes without a block.
  var needsBlock = false
  let write: @Sendable (String) -> String

  var testDescription: String { name }

  /// Those that send the text itself.
  static let ofText: [EstateBlockClient] = [
    .init(name: "as shown") { $0 },
    .init(name: "other line ends") { $0.replacing("\r\n", with: "\n") },
    .init(name: "line ends at the end") { $0 + "\r\n\r\n" },
    .init(name: "blanks that do not break", needsBlock: true) { $0.replacing(" ", with: "\u{A0}") },
    .init(name: "wide blanks", needsBlock: true) { $0.replacing(" ", with: "\u{2003}\u{3000}") },
    .init(name: "double blanks", needsBlock: true) { $0.replacing(" ", with: "  ") },
    .init(name: "blanks at the end of lines", needsBlock: true) { $0.replacing("\r\n", with: " \r\n") },
    .init(name: "tabs before lines", needsBlock: true) { quoted($0, by: "\t") },
    .init(name: "quoted", needsBlock: true) { quoted($0, by: "> ") },
    .init(name: "quoted twice", needsBlock: true) { quoted($0, by: ">> ") },
    .init(name: "quoted by bars", needsBlock: true) { quoted($0, by: "| ") },
    .init(name: "one line", needsBlock: true) { $0.replacing("\r\n", with: " ") },
    .init(name: "upper case", needsBlock: true) { $0.uppercased() },
    .init(name: "lower case", needsBlock: true) { $0.lowercased() },
    .init(name: "marks of no width", needsBlock: true) {
      "\u{FEFF}" + $0.replacing(" ", with: "\u{200B} ").replacing("[", with: "\u{FEFF}[")
    },
    .init(name: "broken at 76", needsBlock: true) { broken($0, at: 76, by: "\r\n") },
    .init(name: "flowed at 40", needsBlock: true) { broken($0, at: 40, by: " \r\n") },
    .init(name: "quoted and broken", needsBlock: true) { quoted(broken($0, at: 40, by: "\r\n"), by: "> ") },
    .init(name: "empty lines doubled", needsBlock: true) { $0.replacing("\r\n", with: "\r\n\r\n") },
  ]

  /// Those that write the page anew, line by line.
  static let ofPages: [EstateBlockClient] = [
    page("as shown", "", "<br>\r\n", ""),
    page("div", "<div>", "", "</div>", empty: "<br>"),
    page("p", "<p>", "", "</p>", empty: "<br>"),
    page("p, blank", "<p>", "\r\n", "</p>", empty: "&nbsp;"),
    page("p of no margin", "<p style=\"margin:0\">", "", "</p>", empty: "<br>"),
    page("MsoNormal", "<p class=\"MsoNormal\">", "", "</p>", empty: "<o:p>&nbsp;</o:p>"),
    page("span in p", "<p dir=ltr><span style='color:#000'>", "", "</span></p>", empty: "<br>"),
    .init(name: "RTF", isHTML: true, isRTF: true) { page in
      let lines = lines(of: page).map { line in
        let text = line.replacing("&nbsp;", with: "\u{A0}").replacing("&lt;", with: "<")
          .replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
        return text.utf16.map { unit in
          switch unit {
          case 0x5C, 0x7B, 0x7D: "\\" + String(UnicodeScalar(UInt8(unit)))
          case ..<0x80: String(UnicodeScalar(UInt8(unit)))
          default: "\\u\(Int16(bitPattern: unit)) ?"
          }
        }.joined()
      }
      return "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss Calibri;}}\r\n\\pard\\f0\\fs22 "
        + lines.joined(separator: "\\par\r\n") + "\\par\r\n}"
    },
  ]

  /// The lines of the server's page.
  private static func lines(of page: String) -> [Substring] {
    page.replacing("<html><body>", with: "").replacing("</body></html>", with: "")
      .split(separator: "<br>\r\n", omittingEmptySubsequences: false)
  }

  private static func page(
    _ name: String, _ before: String, _ between: String, _ after: String, empty: String = ""
  ) -> EstateBlockClient {
    .init(name: name, isHTML: true) { page in
      let written = lines(of: page).map { before + ($0.isEmpty ? empty : String($0)) + after }
      return "<html><body>" + written.joined(separator: between) + "</body></html>"
    }
  }

  private static func quoted(_ text: String, by mark: String) -> String {
    text.split(separator: "\r\n", omittingEmptySubsequences: false).map { mark + $0 }.joined(
      separator: "\r\n")
  }

  /// Breaks lines at blanks.
  private static func broken(_ text: String, at width: Int, by end: String) -> String {
    text.split(separator: "\r\n", omittingEmptySubsequences: false).map { line in
      var (lines, current) = ([String](), "")
      for word in line.split(separator: " ", omittingEmptySubsequences: false) {
        if !current.isEmpty, current.count + word.count >= width {
          lines.append(current)
          current = String(word)
        } else {
          current += (current.isEmpty ? "" : " ") + word
        }
      }
      return (lines + [current]).joined(separator: end)
    }.joined(separator: "\r\n")
  }
}

extension Appointment {
  /// What becomes of it when the client sends its notes back, with `edit` in what it would send.
  func sentBack(by client: EstateBlockClient, _ edit: (String) -> String = { $0 }) throws -> Appointment {
    let type: BodyType = client.isHTML ? .html : .plain
    let reading = Reading(
      presentation: Presentation(version: .v14_1, bodyPreferences: [BodyPreference(type: type)]),
      zone: "Europe/Berlin", now: .distantPast)
    let shown: CalendarItem = try Item.calendar(item).applicationData(for: reading.presentation).decode()
    var body = Body()
    let written = edit(client.write(shown.body?.data ?? ""))
    body.type = (client.isRTF ? .rtf : type).rawValue
    body.data = client.isRTF ? Base64.encode(written.utf8) : written
    let content = try Fragment(encoding: body)
    let sent = try Fragment([Fragment.Child(tag: AirSyncBase.body.tag, content: content)])
    guard case .calendar(let read) = try reading.change(of: .calendar(item), by: sent).item else {
      return self
    }
    return try edited { $0 = read }
  }
}
