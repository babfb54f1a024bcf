/// A note of the demo, of one user's own.
struct DemoNote {
  let user: DemoUser
  let subject: String
  let text: String

  /// The notes of the demo: of one line, of several, with umlauts.
  static let all: [DemoNote] = [
    DemoNote(
      user: .theobald, subject: "Fragen an Familie Krämer",
      text: """
        Fragen an Familie Krämer
        – Garten: wie groß?
        – Schlüssel beim Hausmeister (Frau Böhm)
        – Übergabe im Frühjahr möglich?
        """),
    DemoNote(
      user: .theobald, subject: "Parken",
      text: "Am Rathenauplatz sind nach 18 Uhr Plätze frei, sonst Tiefgarage Zülpicher Straße."),
    DemoNote(
      user: .theobald, subject: "Ideen für die Anzeige",
      text: """
        Helle Räume, große Küche, Südbalkon

        Nicht vergessen: „provisionsfrei“ nur mit Häkchen bei der Bank!
        """),
    DemoNote(
      user: .petra, subject: "Geschenke", text: "Theobald: Füller\nIgnaz: Gutschein für das Café am Dom"),
    DemoNote(user: .ignaz, subject: "Messgerät", text: "Akku lädt nur im grünen Ladegerät"),
  ]
}
