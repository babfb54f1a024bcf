import Foundation

extension AppointmentClock {
  /// The times of a new appointment, with what Exchange takes for a start or an end that the device leaves out: the
  /// next half hour, and half an hour after it. [MS-ASCAL] 3.2.4.4.
  ///
  /// Whole days without a start begin today; without an end it is one day ([MS-ASCAL] 2.2.2.1).
  func completed(_ times: Times, at now: Date) throws(ItemRefusal) -> Times {
    var times = times
    guard times.isAllDay != true else {
      times.start = times.start ?? today(now)
      return times
    }
    let next = now.nextHalfHour
    switch (times.start, times.end) {
    case (nil, nil): (times.start, times.end) = (next, next.addingTimeInterval(1800))
    case (nil, let end?):
      guard next <= end else {
        throw ItemRefusal(element: "StartTime", reason: "missing, and EndTime is past")
      }
      times.start = next
    case (let start?, nil):
      guard start <= now else {
        throw ItemRefusal(element: "EndTime", reason: "missing, and StartTime is ahead")
      }
      times.end = next.addingTimeInterval(1800)
    default: break
    }
    return times
  }
}

extension Date {
  /// The moment itself if it is a full or half hour, else the next one that is.
  fileprivate var nextHalfHour: Date {
    Date(timeIntervalSince1970: (timeIntervalSince1970 / 1800).rounded(.up) * 1800)
  }
}
