import Database
import SyncModel

extension UserRecord {
  /// The columns of `office_user` that hold it, in the order of `values`.
  static let columns = [
    "login", "vorname", "nachname", "email", "active", "active_until", "may_log_in", "password_until",
    "sync_right", "sync_contacts", "sync_tasks", "sync_calendar", "sync_notes",
  ]

  /// What to store in `columns`.
  var values: [SQLValue] {
    [
      .text(login), .text(firstName), .text(lastName), SQLValue(email), SQLValue(isActive),
      SQLValue(activeUntil?.text), SQLValue(mayLogIn), SQLValue(passwordUntil?.text), SQLValue(hasSyncRight),
      SQLValue(ticks.contains(.contacts)), SQLValue(ticks.contains(.tasks)),
      SQLValue(ticks.contains(.calendar)), SQLValue(ticks.contains(.notes)),
    ]
  }

  /// Reads `columns`, the first of which is the row's first.
  init(row: any SQLRow) {
    login = row.text(0)
    firstName = row.text(1)
    lastName = row.text(2)
    email = row.optionalText(3)
    isActive = row.flag(4)
    activeUntil = CivilDate(text: row.text(5))
    mayLogIn = row.flag(6)
    passwordUntil = CivilDate(text: row.text(7))
    hasSyncRight = row.flag(8)
    let tickColumns: [(column: Int, itemClass: ItemClass)] = [
      (9, .contacts), (10, .tasks), (11, .calendar), (12, .notes),
    ]
    ticks = Set(tickColumns.filter { row.flag($0.column) }.map(\.itemClass))
  }
}
