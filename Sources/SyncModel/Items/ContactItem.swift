/// A contact. [MS-ASCNTC] 2.2.2.
///
/// Properties are named after their elements and stand in the order of the schema.
public struct ContactItem: Hashable, Sendable {
  // MARK: Contacts

  /// The wedding day.
  public var anniversary: CivilDate?
  /// The assistant's name.
  public var assistantName: String?
  /// The assistant's number.
  public var assistantPhoneNumber: String?
  /// The day of birth.
  public var birthday: CivilDate?
  /// The second number at work.
  public var business2PhoneNumber: String?
  /// Town at work.
  public var businessAddressCity: String?
  /// The number at work.
  public var businessPhoneNumber: String?
  /// A web page, with or without scheme.
  public var webPage: String?
  /// Country at work.
  public var businessAddressCountry: String?
  /// The department.
  public var department: String?
  /// The first mail address, plain or as `"Name" <address>`.
  public var email1Address: String?
  /// The second mail address.
  public var email2Address: String?
  /// The third mail address.
  public var email3Address: String?
  /// Fax at work.
  public var businessFaxNumber: String?
  /// The name under which the contact is filed.
  public var fileAs: String?
  /// The alias in the address book; from 14.0.
  public var alias: String?
  /// The rank in the recipient cache, higher is nearer; from 14.0.
  public var weightedRank: Int?
  /// The given name.
  public var firstName: String?
  /// The middle name.
  public var middleName: String?
  /// Town at home.
  public var homeAddressCity: String?
  /// Country at home.
  public var homeAddressCountry: String?
  /// Fax at home.
  public var homeFaxNumber: String?
  /// The number at home.
  public var homePhoneNumber: String?
  /// The second number at home.
  public var home2PhoneNumber: String?
  /// Postal code at home.
  public var homeAddressPostalCode: String?
  /// State at home.
  public var homeAddressState: String?
  /// Street at home.
  public var homeAddressStreet: String?
  /// The mobile number.
  public var mobilePhoneNumber: String?
  /// What follows the name, as `Jr.`.
  public var suffix: String?
  /// The company.
  public var companyName: String?
  /// Town of the other address.
  public var otherAddressCity: String?
  /// Country of the other address.
  public var otherAddressCountry: String?
  /// The number in the car.
  public var carPhoneNumber: String?
  /// Postal code of the other address.
  public var otherAddressPostalCode: String?
  /// State of the other address.
  public var otherAddressState: String?
  /// Street of the other address.
  public var otherAddressStreet: String?
  /// The pager's number.
  public var pagerNumber: String?
  /// What precedes the name, as `Dr.`.
  public var title: String?
  /// Postal code at work.
  public var businessAddressPostalCode: String?
  /// The family name.
  public var lastName: String?
  /// The husband's or wife's name.
  public var spouse: String?
  /// State at work.
  public var businessAddressState: String?
  /// Street at work.
  public var businessAddressStreet: String?
  /// The position at work.
  public var jobTitle: String?
  /// The given name's reading in Japanese.
  public var yomiFirstName: String?
  /// The family name's reading in Japanese.
  public var yomiLastName: String?
  /// The company's reading in Japanese.
  public var yomiCompanyName: String?
  /// The room or building at work.
  public var officeLocation: String?
  /// The radio's number.
  public var radioPhoneNumber: String?
  /// The portrait in base64, at most 48 KB decoded by the specification.
  public var picture: String?
  /// Labels.
  public var categories: [String]?
  /// The children's names.
  public var children: [String]?

  // MARK: Contacts2

  /// The customer's number.
  public var customerId: String?
  /// The number that a state gave.
  public var governmentId: String?
  /// The first address for instant messages.
  public var imAddress: String?
  /// The second address for instant messages.
  public var imAddress2: String?
  /// The third address for instant messages.
  public var imAddress3: String?
  /// The superior's name.
  public var managerName: String?
  /// The company's switchboard.
  public var companyMainPhone: String?
  /// The account's name.
  public var accountName: String?
  /// The nickname.
  public var nickName: String?
  /// The number for multimedia messages.
  public var mms: String?

  // MARK: AirSyncBase

  /// The notes.
  public var body: Body?
  /// The format in which the notes are stored: 1 is plain text.
  public var nativeBodyType: Int?

  /// A contact with nothing set.
  public init() {}
}
