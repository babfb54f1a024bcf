import WBXML

extension ContactItem: ReadableItem {
  static let computed: Set<Tag> = [AirSyncBase.nativeBodyType.tag]
  static let paired: Set<Tag> = []

  var asItem: Item { .contact(self) }

  /// [MS-ASCMD] 2.2.3.179: what Supported names is cleared by leaving it out.
  ///
  /// Without Supported that would be everything, as it is from 16.0, but for the picture. Up to 14.1 Exchange
  /// keeps what is left out, and clients count on it.
  static func isCleared(_ tag: Tag, leftOutOf told: Set<Tag>, for reading: Reading) -> Bool {
    if reading.presentation.version >= .v16_0 {
      return tag != Contacts.picture.tag && reading.supported?.contains(tag) != false
    }
    return tag != AirSyncBase.body.tag && reading.supported?.contains(tag) == true
  }

  mutating func settle(_ change: ToldChange<ContactItem>) throws(ItemRefusal) {
    let before = change.before
    if picture != before.picture { try picture?.requirePicture() }
    email1Address = email1Address?.mailAddress(over: before.email1Address)
    email2Address = email2Address?.mailAddress(over: before.email2Address)
    email3Address = email3Address?.mailAddress(over: before.email3Address)
    if categories != before.categories { categories = categories?.withoutEmptyTexts }
    if children != before.children { children = children?.withoutEmptyTexts }
  }
}

extension String {
  /// Throws if a device's picture is too large: [MS-ASCNTC] 2.2.2.58 limits it to 48 KB of base64. Line ends, which
  /// some devices put in, do not count.
  fileprivate func requirePicture() throws(ItemRefusal) {
    let limit = 48 << 10
    guard utf8.count > limit, utf8.count(where: { $0 > 0x20 }) > limit else { return }
    throw ItemRefusal(element: "Picture", reason: "larger than \(limit) bytes of base64")
  }

  /// The address alone, if the text is of the form `"Name" <address>`.
  package var mailAddress: String { bracketed.flatMap { $0.contains("@") ? $0 : nil } ?? self }

  /// What a device's text makes of the one before, which stays if both are the same address, whatever name stands
  /// before it. Some put a name before whatever text there is.
  fileprivate func mailAddress(over before: String?) -> String {
    guard let before else { return mailAddress }
    let isSame = mailAddress.withoutSpaceAround == before.mailAddress.withoutSpaceAround
    return isSame || bracketed == before.withoutSpaceAround ? before : mailAddress
  }

  /// What stands between the last angle brackets, if the text ends with them.
  private var bracketed: String? {
    let text = withoutSpaceAround
    guard text.last == ">", let start = text.lastIndex(of: "<") else { return nil }
    return String(text[text.index(after: start)...].dropLast()).withoutSpaceAround
  }

  private var withoutSpaceAround: String {
    guard first?.isWhitespace == true || last?.isWhitespace == true else { return self }
    return String(drop(while: \.isWhitespace)).withoutTrailingSpace
  }
}

extension [String] {
  /// The texts that say something; nil if there are none.
  var withoutEmptyTexts: [String]? {
    let texts = filter { !$0.isEmpty }
    return texts.isEmpty ? nil : texts
  }
}
