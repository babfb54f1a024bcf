import Foundation
import SyncModel
import Testing
import WBXML

/// How a family of clients asks for tasks and sends one back of which its user changed something else.
struct TaskClient: Sendable, CustomTestStringConvertible {
  let name: String
  let version: ProtocolVersion
  /// How it asks for notes.
  let preferences: [BodyPreference]
  /// The ApplicationData of a task as it was shown to it.
  let sendingBack: @Sendable (Fragment) throws -> Fragment

  var testDescription: String { "\(name) \(version.text)" }

  /// The options of its requests.
  var options: SyncOptions {
    var options = SyncOptions()
    options.bodyPreferences = preferences
    return options
  }

  static let all =
    ManualTaskTests.versions.flatMap { version in
      [thunderbird(version), nine(version), samsung(version), reminders(version)]
    } + [outlook]

  /// Sends all there is, both forms of dates, empty Categories and Data, and plain notes.
  static func thunderbird(_ version: ProtocolVersion) -> TaskClient {
    TaskClient(name: "Thunderbird", version: version, preferences: [BodyPreference(type: .plain)]) { shown in
      var sent = try shown.children(without: ["NativeBodyType", "Body", "ReminderTime"])
      sent.append(try Wire.body(shown.notes).child)
      if try shown.text(Tasks.categories) == nil { sent.append(try Wire.task(.categories).child) }
      if let time = try shown.text(Tasks.reminderTime) {
        sent.append(try Wire.task(.reminderTime, time).child)
      }
      return try Fragment(sent)
    }
  }

  /// Notes are RTF to it: it sends none it did not touch. 14.1 is the last version that it speaks.
  static let outlook = TaskClient(
    name: "Outlook 2016", version: .v14_1,
    preferences: [BodyPreference(type: .rtf), BodyPreference(type: .html, truncationSize: 512)]
  ) { shown in
    try Fragment(shown.children(without: ["NativeBodyType", "Body", "OrdinalDate", "SubOrdinalDate"]))
  }

  /// Moments without parts of seconds, dates anew by the phone's clock, which is not the office's.
  static func nine(_ version: ProtocolVersion) -> TaskClient {
    TaskClient(
      name: "Nine", version: version, preferences: [BodyPreference(type: .html, truncationSize: 200_000)]
    ) { shown in
      var sent = try shown.children(without: [
        "NativeBodyType", "Body", "ReminderTime", "UtcDueDate", "UtcStartDate",
      ])
      for (utc, local) in [(Tasks.utcDueDate, Tasks.dueDate), (.utcStartDate, .startDate)] {
        guard let day = try shown.text(local) else { continue }
        let clock = try #require(LocalDateTime(text: String(day.prefix(19)).replacing("T", with: " ")))
        let instant = clock.instant(in: try #require(TimeZone(identifier: "America/New_York")))
        sent.append(
          try Wire(utc, LocalDateTime(instant, in: .gmt).text.replacing(" ", with: "T") + "Z").child)
      }
      if let time = try shown.text(Tasks.reminderTime) {
        sent.append(try Wire.task(.reminderTime, time.replacing(".000Z", with: "Z")).child)
      }
      let lines = try shown.inside
      sent.append(try Wire.body("<div dir=\"ltr\">\(lines)</div>", type: 2).child)
      return try Fragment(sent)
    }
  }

  /// Only what a small task app knows; an empty body for none.
  static func samsung(_ version: ProtocolVersion) -> TaskClient {
    TaskClient(
      name: "Samsung", version: version, preferences: [BodyPreference(type: .plain, truncationSize: 4096)]
    ) { shown in
      let known: Set = [
        "Subject", "Importance", "UtcDueDate", "DueDate", "Complete", "ReminderSet", "ReminderTime",
        "Sensitivity",
      ]
      var sent = try shown.children().filter { known.contains($0.tag.name ?? "") }
      sent.insert(try Wire.body(shown.notes + "\r\n").child, at: 0)
      return try Fragment(sent)
    }
  }

  /// Notes as pages, the recurrence with DeadOccur and Regenerate inside.
  static func reminders(_ version: ProtocolVersion) -> TaskClient {
    TaskClient(
      name: "iOS Reminders", version: version,
      preferences: [BodyPreference(type: .html), BodyPreference(type: .plain)]
    ) { shown in
      var sent = try shown.children(without: ["NativeBodyType", "Body", "Categories"])
      sent.append(try Wire.body(shown.notes).child)
      return try Fragment(sent)
    }
  }
}

extension Fragment {
  /// The elements but those of these names.
  fileprivate func children(without names: Set<String>) throws -> [Child] {
    try children().filter { !names.contains($0.tag.name ?? "") }
  }

  /// The inside of the page that was shown, its line ends as a client writes them.
  fileprivate var inside: String {
    get throws {
      try notes.replacing("<html><body>", with: "").replacing("</body></html>", with: "")
        .replacing("<br>\r\n", with: "<br />")
    }
  }
}
