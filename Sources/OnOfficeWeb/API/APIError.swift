/// Why the JSON API refuses a request or an action, with onOffice's own number and words.
package struct APIError: Error, Hashable {
  /// onOffice's number.
  package let code: Int
  /// What it says.
  package let message: String

  init(_ code: Int, _ message: String) {
    self.code = code
    self.message = message
  }
}

// The numbers that all actions share; those of one module stand beside its actions.
extension APIError {
  static let malformedJSON = Self(4, "Invalid or malformed JSON")
  static let emptyRequest = Self(9, "Empty request")
  static let noToken = Self(13, "Missing or invalid element: token")
  static let noRequest = Self(14, "Missing or invalid element: request")
  static let noActions = Self(15, "Missing or invalid element: actions")
  static let noActionId = Self(16, "Missing or invalid attribute: actionid")
  static let emptyActionId = Self(17, "Empty attribute: actionid")
  static let noResourceId = Self(18, "Missing or invalid attribute: resourceid")
  static let noResourceType = Self(19, "Missing or invalid attribute: resourcetype")
  static let noParameters = Self(20, "Missing or invalid element: parameters")
  static let notAuthenticated = Self(22, "not authenticated")
  static let errorInAction = Self(97, "Error in action")
  static let clockIsWrong = Self(136, "Your timestamp is too old or your server time is wrong")
  static let wrongHMAC = Self(137, "The HMAC is invalid")
  static let hmacIsNoText = Self(243, "The HMAC is invalid, it should be passed as string")
  static let noWriteRight = Self(174, "Missing permission to perform modify call")
  static let tooManyIds = Self(302, "This action supports only up to 500 ids")

  static func unknownField(_ name: String) -> Self { Self(75, "Unknown field: \(name)") }
  static func noArray(_ name: String) -> Self {
    Self(74, "Given element or parameter was expected to be an array: \(name)")
  }
  static func missing(_ parameter: String) -> Self { Self(167, "Missing parameter: \(parameter)") }
  static func invalidValue(_ parameter: String) -> Self {
    Self(255, "Invalid value for parameter: \(parameter)")
  }
}
