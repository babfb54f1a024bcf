import CLinux
import Foundation

/// Whether the clock is kept right: certificates, sign-ins and appointments go by it.
struct ClockCheck: Check {
  let isSynchronized: Bool

  init(isSynchronized: Bool) { self.isSynchronized = isSynchronized }

  init(_ patient: Patient) {
    // Without a mode it only reads.
    var state = timex()
    isSynchronized = adjtimex(&state) != TIME_ERROR && state.status & STA_UNSYNC == 0
  }

  var findings: [Finding] {
    isSynchronized
      ? [.ok("clock", "the clock is synchronised")]
      : [
        .warning(
          "clock", "nothing keeps the clock right", mend: "install systemd-timesyncd or chrony, and start it")
      ]
  }
}

/// Whether the system knows German time, which onOffice's appointments are in.
struct TimeZoneCheck: Check {
  static let identifier = "Europe/Berlin"

  /// Seconds before UTC in a winter and in a summer; nil without that zone's data.
  let offsets: [Int]?

  init(offsets: [Int]?) { self.offsets = offsets }

  init(_ patient: Patient) {
    // 2026-01-15 and 2026-07-15
    let times = [1_768_435_200, 1_784_073_600].map { Date(timeIntervalSince1970: $0) }
    offsets = TimeZone(identifier: Self.identifier).map { zone in times.map { zone.secondsFromGMT(for: $0) } }
  }

  var findings: [Finding] {
    offsets == [3_600, 7_200]
      ? [.ok("time zones", "\(Self.identifier) is known")]
      : [
        .wrong("time zones", "the data of \(Self.identifier) is missing", mend: "install the package tzdata")
      ]
  }
}
