/// What a device gives as its user's name: `user_Mandant`, with or without `@domain` or `DOMAIN\`.
struct SignInName {
  /// A way to read the name.
  struct Reading: Equatable {
    let login: String
    let tenant: String
  }

  /// No name is longer than a mail address may be, so that a stranger's name costs few look-ups.
  private static let longest = 320

  /// The ways to read the name, the best first: logins may hold `_`, tenants as well.
  let readings: [Reading]

  /// Takes a name as sent. Letter case matters in both parts.
  init(_ text: String) {
    guard text.utf8.count <= Self.longest else {
      readings = []
      return
    }
    let name = Self.withoutDomain(text)
    readings = name.indices.reversed().filter { name[$0] == "_" }.compactMap { split in
      let login = name[..<split]
      let tenant = name[name.index(after: split)...]
      guard !login.isEmpty, !tenant.isEmpty else { return nil }
      return Reading(login: String(login), tenant: String(tenant))
    }
  }

  private static func withoutDomain(_ text: String) -> Substring {
    var name = text[...]
    if let at = name.lastIndex(of: "@") { name = name[..<at] }
    if let backslash = name.lastIndex(of: "\\") { name = name[name.index(after: backslash)...] }
    return name
  }
}
