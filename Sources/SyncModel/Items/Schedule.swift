/// When an appointment takes place, in the zone it was made in.
public enum Schedule: Hashable, Sendable {
  /// From one time to another on the wall's clock of `zone` (`Europe/Berlin`).
  case timed(start: LocalDateTime, end: LocalDateTime, zone: String)
  /// Whole days, both included; `zone` is where their midnights are up to version 14.1.
  case allDay(first: CivilDate, last: CivilDate, zone: String)
}
