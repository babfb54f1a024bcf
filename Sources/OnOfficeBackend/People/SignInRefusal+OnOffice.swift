import SyncModel

/// onOffice's own error numbers and texts.
extension SignInRefusal {
  static let customerUnknown = Self(code: 41, text: "Customer unknown!")
  static let customerNotActive = Self(code: 42, text: "Customer is not active!")
  static let userUnknown = Self(code: 43, text: "User unknown!")
  /// The user was deactivated.
  static let userNotActive = Self(code: 104, text: "User is not active")
  /// The user's Aktiv_bis lies in the past.
  static let userNoLongerActive = Self(code: 286, text: "User is not active")
  static let userTypeMayNotLogIn = Self(code: 134, text: "Type of user not allowed for login")
  static let accountLocked = Self(code: 203, text: "Z-Push account locked. Too many invalid login requests")
  static let wrongPassword = Self(code: 202, text: "Invalid username or password for Z-Push login")
  static let moduleNotActive = Self(code: 216, text: "Sync module for customer is not active!")
  static let syncRightMissing = Self(
    code: 217, text: "Sync (Outlooksync) flag for enterprise user is disabled!")
  static let nothingTicked = Self(code: 218, text: "ZPush is not active for this user!")
}
