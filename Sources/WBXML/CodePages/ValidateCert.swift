/// The elements of ValidateCert. [MS-ASWBXML] 2.1.2.1.12.
public enum ValidateCert: UInt8, CodePage {
  case validateCert = 0x05
  case certificates = 0x06
  case certificate = 0x07
  case certificateChain = 0x08
  case checkCRL = 0x09
  case status = 0x0A

  /// Code page 11.
  public static var page: UInt8 { 11 }
}
