import HTTPServer
import XML

/// The page that a phone in the same network opens: the authority, the profile, and what to tap.
///
/// Without anything from elsewhere, and readable on a phone.
struct DemoPage {
  /// What the page and the terminal tell.
  struct Facts: Sendable {
    /// `192.0.2.7:8443`
    let host: String
    let user: String
    let mail: String
    /// SHA-256 of the authority's certificate, as phones show it.
    let fingerprint: String
  }

  let facts: Facts
  let language: Language

  enum Language: String {
    case english = "en"
    case german = "de"

    /// The one that the client likes better; English if it says nothing of either. RFC 9110, 12.5.4.
    init(accepting header: String?) {
      let ranges = (header ?? "").split(separator: ",").map { range -> (tag: String, quality: Double) in
        let parts = range.split(separator: ";").map { $0.filter { !$0.isWhitespace }.lowercased() }
        let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) }
        return (parts.first ?? "", quality ?? 1)
      }
      func quality(_ language: String) -> Double {
        ranges.filter { $0.tag == language || $0.tag.hasPrefix(language + "-") }.map(\.quality).max() ?? 0
      }
      self = quality("de") > quality("en") ? .german : .english
    }
  }

  var html: String {
    let words = DemoPageWords.of(language)
    let rows = zip(words.labels, [facts.host, facts.user, facts.mail]).map { label, value in
      "<dt>\(escaped(label))</dt><dd>\(escaped(value))</dd>"
    }
    return """
      <!DOCTYPE html>
      <html lang="\(language.rawValue)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(escaped(words.title))</title>
      <style>\(Self.style)</style>
      </head>
      <body>
      <h1>\(escaped(words.title))</h1>
      <p>\(escaped(words.introduction))</p>
      <dl>\(rows.joined())</dl>
      <p>\(escaped(words.password))</p>
      <h2>iPhone, iPad</h2>
      <p><a class="button" href="/asyncd.mobileconfig">\(escaped(words.profile))</a></p>
      \(list(words.iPhone))
      <h2>Android</h2>
      <p><a class="button" href="/ca.crt">\(escaped(words.authority))</a></p>
      \(list(words.android))
      <h2>\(escaped(words.compare))</h2>
      <p class="print">\(escaped(facts.fingerprint))</p>
      <p>\(escaped(words.removal))</p>
      </body>
      </html>

      """
  }

  private func list(_ steps: [String]) -> String {
    "<ol>" + steps.map { "<li>\(escaped($0))</li>" }.joined() + "</ol>"
  }

  private func escaped(_ text: String) -> String { XMLElement.escaped(text) }

  private static let style = """
    body{font:17px/1.5 system-ui,sans-serif;max-width:36em;margin:0 auto;padding:1em;color:#1a1a1a;background:#fff}
    h1{font-size:1.5em;line-height:1.2}h2{font-size:1.2em;margin-top:1.8em}
    dl{background:#f2f4f7;border-radius:.5em;padding:.7em 1em;margin:0}
    dt{font-size:.85em;color:#555}dd{margin:0 0 .5em;font-weight:600;overflow-wrap:anywhere}
    .button{display:block;padding:.8em 1em;border-radius:.5em;background:#0b57d0;color:#fff;text-align:center;
    text-decoration:none;font-weight:600}
    li{margin:.4em 0}.print{font-family:monospace;font-size:.8em;overflow-wrap:anywhere}
    """
}
