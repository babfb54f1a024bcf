/// One thing that the doctor looked at, and what came of it.
struct Finding: Hashable, Sendable {
  enum Verdict: String, Sendable {
    case ok, warning, wrong
  }

  let verdict: Verdict
  /// What was looked at, in one word.
  let subject: String
  let text: String
  /// How to mend it; empty if there is nothing to mend.
  let mend: String

  static func ok(_ subject: String, _ text: String) -> Finding {
    Finding(verdict: .ok, subject: subject, text: text, mend: "")
  }

  static func warning(_ subject: String, _ text: String, mend: String) -> Finding {
    Finding(verdict: .warning, subject: subject, text: text, mend: mend)
  }

  static func wrong(_ subject: String, _ text: String, mend: String) -> Finding {
    Finding(verdict: .wrong, subject: subject, text: text, mend: mend)
  }

  /// `wrong    names        mail.example has no address. Mend: ...`
  var line: String {
    let columns = [(verdict.rawValue, 9), (subject, 13)].map { word, width in
      word + String(repeating: " ", count: max(1, width - word.count))
    }
    let sentence = text + "." + (mend.isEmpty ? "" : " Mend: \(mend).")
    // What others wrote, a certificate or a header, must not make lines of its own.
    return columns.joined() + String(sentence.map { $0.isNewline ? " " : $0 })
  }
}
