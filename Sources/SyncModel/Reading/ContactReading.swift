import WBXML

extension ContactItem: ReadableItem {
  static let computed: Set<Tag> = [AirSyncBase.nativeBodyType.tag]
  static let paired: Set<Tag> = []

  var asItem: Item { .contact(self) }

  /// [MS-ASCMD] 2.2.3.179: what Supported names is cleared by leaving it out.
  ///
  /// Without Supported that would be everything, as it is from 16.0, but for the picture. Up to 14.1 Exchange
  /// keeps what is left out, and clients count on it.
  static func isCleared(_ tag: Tag, leftOutFor reading: Reading) -> Bool {
    if reading.presentation.version >= .v16_0 {
      return tag != Contacts.picture.tag && reading.supported?.contains(tag) != false
    }
    return tag != AirSyncBase.body.tag && reading.supported?.contains(tag) == true
  }

  mutating func settle(_ change: ToldChange<ContactItem>) {
    let before = change.before
    if email1Address != before.email1Address { email1Address = email1Address?.mailAddress }
    if email2Address != before.email2Address { email2Address = email2Address?.mailAddress }
    if email3Address != before.email3Address { email3Address = email3Address?.mailAddress }
    if categories != before.categories { categories = categories?.withoutEmptyTexts }
    if children != before.children { children = children?.withoutEmptyTexts }
  }
}

extension String {
  /// The address alone, if the text is of the form `"Name" <address>`.
  var mailAddress: String {
    guard last == ">", let start = lastIndex(of: "<") else { return self }
    let address = self[index(after: start)...].dropLast()
    return address.contains("@") ? String(address) : self
  }
}

extension [String] {
  /// The texts that say something; nil if there are none.
  var withoutEmptyTexts: [String]? {
    let texts = filter { !$0.isEmpty }
    return texts.isEmpty ? nil : texts
  }
}
