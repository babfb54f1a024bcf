import SyncModel
import TestSupport
import Testing
import WBXML

@Suite struct ContactReadingTests {
  private static var stored: ContactItem {
    var contact = ContactItem()
    contact.firstName = "Käthe"
    contact.lastName = "Müller"
    contact.picture = "/9j/"
    contact.alias = "km"
    contact.categories = ["Kunde"]
    contact.body = Body(plain: "Notiz")
    return contact
  }

  private func change(_ reading: Reading, _ elements: [(Tag, String)]) throws -> ContactItem {
    let edit = try reading.change(of: .contact(Self.stored), by: Sent.elements(elements))
    return try #require(edit.contact)
  }

  @Test(arguments: ProtocolVersion.old) func whatIsLeftOutStaysUpTo141(version: ProtocolVersion) throws {
    for supported in [nil, []] as [[Tag]?] {
      let contact = try change(Reading(version, supported: supported), [(Contacts.firstName.tag, "Eva")])
      var expected = Self.stored
      expected.firstName = "Eva"
      #expect(contact == expected)
    }
  }

  @Test(arguments: ProtocolVersion.old) func whatIsSupportedAndLeftOutIsCleared(version: ProtocolVersion)
    throws
  {
    let supported = [Contacts.lastName.tag, Contacts.picture.tag, AirSyncBase.body.tag]
    let contact = try change(Reading(version, supported: supported), [(Contacts.firstName.tag, "Eva")])
    #expect(contact.lastName == nil)
    #expect(contact.picture == nil)
    #expect(contact.categories == ["Kunde"])
    #expect(contact.body == Body(plain: "Notiz"))
  }

  @Test(arguments: ProtocolVersion.new) func aChangeReplacesAllButThePictureFrom160(version: ProtocolVersion)
    throws
  {
    var expected = ContactItem()
    expected.firstName = "Eva"
    expected.picture = "/9j/"
    #expect(try change(Reading(version), [(Contacts.firstName.tag, "Eva")]) == expected)
  }

  @Test(arguments: ProtocolVersion.new) func whatADeviceDoesNotSupportStaysFrom160(version: ProtocolVersion)
    throws
  {
    let contact = try change(
      Reading(version, supported: [Contacts.lastName.tag]), [(Contacts.firstName.tag, "Eva")])
    var expected = Self.stored
    expected.firstName = "Eva"
    expected.lastName = nil
    #expect(contact == expected)
  }

  @Test(arguments: ProtocolVersion.allCases) func anEmptyElementClears(version: ProtocolVersion) throws {
    let contact = try change(
      Reading(version),
      [
        (Contacts.firstName.tag, ""), (Contacts.picture.tag, ""), (Contacts.categories.tag, ""),
        (AirSyncBase.body.tag, ""), (Contacts.lastName.tag, "Müller"),
      ])
    #expect(contact.firstName == nil)
    #expect(contact.lastName == "Müller")
    #expect(contact.picture == nil)
    #expect(contact.categories == nil)
    #expect(contact.body == nil)
  }

  @Test(.manual("1 Endgeräte"), arguments: ProtocolVersion.allCases) func anIPhonesEmptyPictureIsNotHeard(
    version: ProtocolVersion
  )
    throws
  {
    let reading = Reading(version, ignoresEmptyPicture: true)
    #expect(try change(reading, [(Contacts.picture.tag, "")]).picture == "/9j/")
    #expect(try change(reading, [(Contacts.picture.tag, "/9k/")]).picture == "/9k/")
  }

  @Test(arguments: [
    ("1964-02-29T00:00:00.000Z", "1964-02-29"), ("1964-02-29T08:00:00.000Z", "1964-02-29"),
    ("1964-02-29T12:00:00.000Z", "1964-02-29"), ("19640229T110000Z", "1964-02-29"),
    ("1964-02-29", "1964-02-29"), ("1963-12-31T23:59:59.000Z", "1963-12-31"),
    ("1964-02-28T23:00:00.000Z", "1964-02-29"), ("1964-02-29T12:15:00.000Z", "1964-03-01"),
  ])
  func aBirthdayIsADay(text: String, day: String) throws {
    let contact = try change(Reading(.v14_1), [(Contacts.birthday.tag, text)])
    #expect(contact.birthday?.text == day)
  }

  @Test(arguments: [
    (#""Käthe Müller" <k@example.com>"#, "k@example.com"), ("k@example.com", "k@example.com"),
    ("<k@example.com>", "k@example.com"), ("a <b>", "a <b>"), ("no address", "no address"),
  ])
  func anAddressIsTakenWithoutTheName(text: String, address: String) throws {
    #expect(try change(Reading(.v14_1), [(Contacts.email2Address.tag, text)]).email2Address == address)
  }

  /// The same address with a name before it, or without, is no change; nor is a text that is none.
  @Test(arguments: [
    ("k@example.com", "\"K\" <k@example.com>"), ("Käthe <k@example.com>", "k@example.com"),
    (" k@example.com ", "k@example.com"), ("keine", "Müller <keine>"),
    ("<k@example.com>", "K <k@example.com>"),
  ])
  func theSameAddressIsLeftAsItIs(stored: String, sent: String) throws {
    var before = Self.stored
    before.email1Address = stored
    let content = try Sent.elements([(Contacts.email1Address.tag, sent)])
    let edit = try Reading(.v14_1).change(of: .contact(before), by: content)
    #expect(edit.contact == before)
  }

  @Test(arguments: [
    (Contacts.birthday.tag, "1964-02-30T00:00:00.000Z", "Birthday"), (Contacts.birthday.tag, "?", "Birthday"),
    (Contacts.weightedRank.tag, "many", "WeightedRank"),
  ])
  func aValueThatIsNoneIsRefused(tag: Tag, text: String, element: String) throws {
    let content = try Sent.elements([(tag, text)])
    let refusal = #expect(throws: ItemRefusal.self) { try Reading(.v14_1).addition(content, of: .contacts) }
    #expect(refusal?.element == element)
  }

  @Test func bytesThatAreNoContentAreRefused() {
    let content = Fragment(bytes: [0x45])
    let refusal = #expect(throws: ItemRefusal.self) { try Reading(.v14_1).addition(content, of: .contacts) }
    #expect(refusal?.element == "ApplicationData")
  }

  @Test func whatXMLDoesNotAllowIsLeftOutOfTexts() throws {
    let content = try Sent.elements([
      (Contacts.lastName.tag, "Mü\u{1}ller\0"), (Contacts.firstName.tag, "\u{2}"), (Contacts.suffix.tag, ""),
    ])
    let edit = try Reading(.v14_1).addition(content, of: .contacts)
    var expected = ContactItem()
    expected.lastName = "Müller"
    #expect(edit.contact == expected)
    #expect(edit.told == [Contacts.lastName.tag, Contacts.firstName.tag, Contacts.suffix.tag])
  }

  @Test func anAddedContactNeedsNoName() throws {
    let edit = try Reading(.v16_1).addition(
      Sent.elements([(Contacts.companyName.tag, "Muster GmbH")]), of: .contacts)
    #expect(edit.contact?.companyName == "Muster GmbH")
  }
}
