import Foundation

/// The first day of a recurring task as it is kept and told.
///
/// [MS-ASTASK] 2.2.2.25 calls Start a local date. Clients tell it up to 14.1 as a moment, midnight by their own
/// clock, and from 16.0 on as local time written as if it were UTC, as Exchange has it in these versions. Kept is
/// what tells the two apart: midnight written as if it were UTC is a day, in whatever version; a moment at which it is
/// midnight in the tenant's zone is that of 14.1; all else is local time.
struct RecurrenceStart {
  /// The tenant's zone.
  let zone: TimeZone

  /// As a device is told what is kept.
  func shown(_ kept: Date, in version: ProtocolVersion) -> Date {
    if WireDate.day(kept) != nil { return kept }
    if let midnight = midnight(kept) { return version < .v16_0 ? kept : WireDate.instant(midnight) }
    return version < .v16_0 ? WireDate.utc(kept).local.instant(in: zone) : kept
  }

  /// What is kept of what a device tells; `pairs` are the dates that it tells in both forms.
  func kept(_ told: Date, in version: ProtocolVersion, pairs: [(local: Date, utc: Date)]) -> Date {
    if WireDate.day(told) != nil { return told }
    if version >= .v16_0 { return unmistakable(WireDate.utc(told).local) }
    if let day = day(told, by: pairs) { return WireDate.instant(LocalDateTime(date: day)) }
    if midnight(told) != nil { return told }
    return unmistakable(LocalDateTime(told, in: zone))
  }

  /// The tenant's midnight at a moment; nil if it is another time there.
  private func midnight(_ instant: Date) -> LocalDateTime? {
    let local = LocalDateTime(instant, in: zone)
    return local.second == 0 ? local : nil
  }

  /// Local time as if it were UTC; the day alone where that would read as a moment at midnight.
  private func unmistakable(_ local: LocalDateTime) -> Date {
    let instant = WireDate.instant(local)
    return midnight(instant) == nil ? instant : WireDate.instant(LocalDateTime(date: local.date))
  }

  /// The day that begins at a moment by the clock of a device in another zone, which its pairs tell; summer time may
  /// begin or end between them and the moment.
  private func day(_ instant: Date, by pairs: [(local: Date, utc: Date)]) -> CivilDate? {
    for (local, utc) in pairs where WireDate.utc(local).local.instant(in: zone) != utc {
      let theirs = WireDate.utc(instant.addingTimeInterval(local.timeIntervalSince(utc))).local
      if theirs.second <= 3600 { return theirs.date }
      if theirs.second >= 23 * 3600 { return theirs.date.adding(days: 1) }
    }
    return nil
  }
}
