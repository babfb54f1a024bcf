/// Makes random passwords that people can type on a phone, and keys that nobody types.
enum DemoSecret {
  /// Three words and two digits, as `Ahorn-Biber-47-Kupfer`.
  static func password() -> String {
    let chosen = (1...3).compactMap { _ in words.randomElement() }
    return (chosen.prefix(2) + [String(Int.random(in: 10...99))] + chosen.suffix(1)).joined(separator: "-")
  }

  /// That many letters and digits.
  static func key(_ length: Int) -> String {
    String((0..<length).compactMap { _ in characters.randomElement() })
  }

  private static let characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

  private static let words = [
    "Ahorn", "Amsel", "Anker", "Apfel", "Biber", "Birke", "Boje", "Brunnen", "Dachs", "Distel", "Domino",
    "Drossel",
    "Eiche", "Elster", "Esel", "Fackel", "Falke", "Feder", "Fichte", "Flagge", "Garten", "Giraffe", "Glocke",
    "Hafen", "Hafer", "Hamster", "Hummel", "Igel", "Insel", "Jacke", "Kamel", "Kanne", "Kiefer", "Kirsche",
    "Kompass", "Kupfer", "Laterne", "Linde", "Luchs", "Marder", "Mohn", "Mulde", "Nadel", "Nelke", "Nebel",
    "Orgel", "Otter", "Palme", "Pappel", "Pinsel", "Quitte", "Rabe", "Regen", "Robbe", "Sattel", "Segel",
    "Specht",
    "Tanne", "Teich", "Trommel", "Ulme", "Waldrand", "Weide", "Ziegel",
  ]
}
