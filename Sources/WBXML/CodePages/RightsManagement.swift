/// The elements of rights management. [MS-ASWBXML] 2.1.2.1.25.
public enum RightsManagement: UInt8, CodePage {
  case rightsManagementSupport = 0x05
  case rightsManagementTemplates = 0x06
  case rightsManagementTemplate = 0x07
  case rightsManagementLicense = 0x08
  case editAllowed = 0x09
  case replyAllowed = 0x0A
  case replyAllAllowed = 0x0B
  case forwardAllowed = 0x0C
  case modifyRecipientsAllowed = 0x0D
  case extractAllowed = 0x0E
  case printAllowed = 0x0F
  case exportAllowed = 0x10
  case programmaticAccessAllowed = 0x11
  case owner = 0x12
  case contentExpiryDate = 0x13
  case templateID = 0x14
  case templateName = 0x15
  case templateDescription = 0x16
  case contentOwner = 0x17
  case removeRightsManagementProtection = 0x18

  /// Code page 24.
  public static var page: UInt8 { 24 }
}
