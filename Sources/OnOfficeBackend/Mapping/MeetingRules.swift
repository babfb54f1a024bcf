/// The syncing user's name: a phone lets only the organizer edit.
struct OrganizerName: FieldRule {
  let viewer: Viewer
  let element = "OrganizerName"
  let remark = "the name of the syncing user"

  func value(of appointment: Appointment) -> String? { viewer.user?.name }
}

/// The syncing user's mail address, by which the phone recognises its owner.
struct OrganizerEmail: FieldRule {
  let viewer: Viewer
  let element = "OrganizerEmail"
  let remark = "the mail address with which the syncing user signed in"

  func value(of appointment: Appointment) -> String? { viewer.user?.email }
}

/// An appointment with others is a meeting. [MS-ASCAL] 2.2.2.30.
struct MeetingStatus: FieldRule {
  let viewer: Viewer
  let element = "MeetingStatus"
  let remark = "with attendees 1, the user organizes; else 0"
  static let organizer = 1

  func value(of appointment: Appointment) -> Int? {
    appointment.hasAttendees(for: viewer) ? Self.organizer : 0
  }
}

/// The syncing user's answer: there is none to give to his own meeting. [MS-ASCAL] 2.2.2.40.
struct ResponseType: FieldRule {
  let viewer: Viewer
  let element = "ResponseType"
  let remark = "with attendees 1 organizer; else 0 none"
  static let organizer = 1

  func value(of appointment: Appointment) -> Int? {
    appointment.hasAttendees(for: viewer) ? Self.organizer : 0
  }
}

extension Appointment {
  /// Whether anybody or anything but the viewer takes part.
  fileprivate func hasAttendees(for viewer: Viewer) -> Bool {
    !addresses.isEmpty || !resources.isEmpty || users.contains { $0.id != viewer.user?.id }
  }
}
