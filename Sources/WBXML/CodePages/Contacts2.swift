/// The elements of more properties of contacts. [MS-ASWBXML] 2.1.2.1.13.
public enum Contacts2: UInt8, CodePage {
  case customerId = 0x05
  case governmentId = 0x06
  case imAddress = 0x07
  case imAddress2 = 0x08
  case imAddress3 = 0x09
  case managerName = 0x0A
  case companyMainPhone = 0x0B
  case accountName = 0x0C
  case nickName = 0x0D
  case mms = 0x0E

  /// Code page 12.
  public static var page: UInt8 { 12 }

  /// The names with a capital acronym in front.
  public static var nameExceptions: [UInt8: String] {
    [
      imAddress.rawValue: "IMAddress",
      imAddress2.rawValue: "IMAddress2",
      imAddress3.rawValue: "IMAddress3",
      mms.rawValue: "MMS",
    ]
  }
}
