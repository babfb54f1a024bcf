/// By what somebody in the directory is found, and where in it he stands.
struct DirectoryWords: Hashable {
  /// The words, folded: a query finds who has words that begin with its own.
  let words: Set<String>
  /// Puts people in order: last name, first name, or else the company.
  let sortName: String

  /// Of a user of the tenant `tenant`.
  init(_ user: UserRecord, tenant: String) {
    let texts = [user.firstName, user.lastName, user.login, user.email ?? "", tenant]
    words = Set(texts.flatMap(FoldedText.words))
    sortName = DirectoryWords.sortName([user.lastName, user.firstName], else: user.login)
  }

  /// Of an address; nil if it is in no directory, as archived and private ones.
  init?(_ address: Address) {
    let record = address.record
    self.init(
      Parts(
        firstName: record.text("Vorname") ?? "", lastName: record.text("Name") ?? "",
        company: record.text("Zusatz1") ?? "",
        isListed: record.integer("Status") == 1 && (record["Privat"] == nil || record.integer("Privat") == 0),
        emails: address.entries.filter { $0.group == .email }.map(\.value),
        numbers: address.entries.filter { $0.group == .phone }.map(\.value)))
  }

  /// What is known of an address.
  struct Parts {
    var firstName: String
    var lastName: String
    var company: String
    var isListed: Bool
    var emails: [String] = []
    var numbers: [String] = []
  }

  /// Of an address; nil if it is in no directory.
  init?(_ parts: Parts) {
    guard parts.isListed else { return nil }
    let texts = [parts.firstName, parts.lastName, parts.company] + parts.emails
    words = Set(texts.flatMap(FoldedText.words) + parts.numbers.flatMap(DirectoryWords.numbers))
    sortName = DirectoryWords.sortName([parts.lastName, parts.firstName], else: parts.company)
  }

  private static func sortName(_ names: [String], else other: String) -> String {
    let words = names.flatMap(FoldedText.words)
    return (words.isEmpty ? FoldedText.words(of: other) : words).joined(separator: " ")
  }

  /// A telephone number in digits: with its country, and as it is dialled within Germany.
  private static func numbers(_ text: String) -> [String] {
    let number = DialledNumber.international(text)
    guard !number.isEmpty else { return [] }
    return number.hasPrefix("49") ? [number, "0" + number.dropFirst(2)] : [number]
  }
}
