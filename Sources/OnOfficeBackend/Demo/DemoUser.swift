/// The people of the demo's office.
enum DemoUser: CaseIterable {
  case theobald, petra, ignaz

  /// The user as onOffice has it.
  var record: UserRecord {
    switch self {
    case .theobald:
      UserRecord(
        login: "theobald.tiger", firstName: "Theobald", lastName: "Tiger",
        email: "theobald.tiger@mandant.example")
    case .petra:
      UserRecord(
        login: "petra.panter", firstName: "Petra", lastName: "Panter", email: "petra.panter@mandant.example")
    case .ignaz:
      UserRecord(
        login: "ignaz.wrobel", firstName: "Ignaz", lastName: "Wrobel", email: "ignaz.wrobel@mandant.example")
    }
  }
}
