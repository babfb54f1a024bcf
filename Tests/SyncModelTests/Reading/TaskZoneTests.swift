import Foundation
import SyncModel
import Testing
import WBXML

/// Days of tasks for tenants and devices in all zones: none is ever shifted.
@Suite struct TaskZoneTests {
  private static let zones = [
    "Europe/Berlin", "Atlantic/Azores", "America/New_York", "Australia/Lord_Howe", "Pacific/Auckland",
    "Pacific/Kiritimati", "Pacific/Pago_Pago",
  ]
  private static let tenants = ["Europe/Berlin", "Atlantic/Azores", "America/New_York", "Pacific/Auckland"]
  /// Both changes of summer time in these zones with the days around them, leap days, turns of the year.
  private static let days = [
    "2026-03-08", "2026-03-28", "2026-03-29", "2026-03-30", "2026-04-05", "2026-09-27", "2026-10-04",
    "2026-10-24",
    "2026-10-25", "2026-10-26", "2026-11-01", "2028-02-29", "2026-12-31", "2027-01-01", "2100-02-28",
  ]
  private static let times = ["00:00:00", "02:30:00"]

  private func reading(_ version: ProtocolVersion, _ tenant: String) -> Reading {
    Reading(presentation: Presentation(version: version), zone: tenant, now: .distantPast)
  }

  private func zone(_ name: String) throws -> TimeZone { try #require(TimeZone(identifier: name)) }

  private func wire(_ local: LocalDateTime) -> String { local.text.replacing(" ", with: "T") + ".000Z" }

  private func sent(_ local: String, _ utc: String) throws -> Fragment {
    try Sent.elements([
      (Tasks.utcStartDate.tag, utc), (Tasks.startDate.tag, local), (Tasks.utcDueDate.tag, utc),
      (Tasks.dueDate.tag, local),
    ])
  }

  @Test(arguments: tenants)
  func whatADeviceSetsAnywhereIsItsOwnDay(tenant: String) throws {
    for name in Self.zones {
      for day in Self.days {
        for time in Self.times {
          let local = try #require(LocalDateTime(text: "\(day) \(time)"))
          let utc = LocalDateTime(local.instant(in: try zone(name)), in: .gmt)
          let edit = try reading(.v14_1, tenant).addition(sent(wire(local), wire(utc)), of: .tasks)
          #expect(edit.task?.start == local && edit.task?.due == local, "\(name) \(local)")
        }
      }
    }
  }

  @Test(arguments: tenants)
  func whatADeviceWasShownStaysWhicheverFormItMakesAnew(tenant: String) throws {
    for day in Self.days {
      for time in Self.times {
        var task = TaskItem()
        let local = try #require(LocalDateTime(text: "\(day) \(time)"))
        (task.zone, task.start, task.due) = (tenant, local, local)
        let instant = local.instant(in: try zone(tenant))
        let utc = LocalDateTime(instant, in: .gmt)
        for name in Self.zones {
          let there = try zone(name)
          let pairs = [
            (local, utc), (LocalDateTime(instant, in: there), utc),
            (local, LocalDateTime(local.instant(in: there), in: .gmt)),
          ]
          for (local, utc) in pairs {
            let edit = try reading(.v16_1, tenant).change(of: .task(task), by: sent(wire(local), wire(utc)))
            #expect(edit.task == task, "\(name) \(local)")
          }
        }
      }
    }
  }

  /// One form alone: the local one, the tenant's midnight as a moment, and a day that is written as a moment.
  @Test(arguments: tenants) func oneFormAloneIsTheDay(tenant: String) throws {
    for day in Self.days {
      let local = try #require(LocalDateTime(text: day + " 00:00:00"))
      let utc = LocalDateTime(local.instant(in: try zone(tenant)), in: .gmt)
      for (tag, time) in [(Tasks.dueDate, local), (.utcDueDate, utc), (.utcDueDate, local)] {
        let edit = try reading(.v14_1, tenant).addition(Sent.elements([(tag.tag, wire(time))]), of: .tasks)
        #expect(edit.task?.due?.date == local.date, "\(tag) \(time)")
      }
    }
  }

  /// The first day of a series as devices tell it: as a day, or up to 14.1 as a moment at their midnight.
  @Test(arguments: tenants) func theFirstDayOfASeriesIsTheDevicesDay(tenant: String) throws {
    for name in Self.zones {
      for day in Self.days {
        let local = try #require(LocalDateTime(text: day + " 00:00:00"))
        let utc = LocalDateTime(local.instant(in: try zone(name)), in: .gmt)
        for (version, start) in [(ProtocolVersion.v14_1, utc), (.v14_1, local), (.v16_1, local)] {
          // It is due half a year later, when the clocks may be others.
          let due = local.adding(days: 180)
          let dueUTC = LocalDateTime(due.instant(in: try zone(name)), in: .gmt)
          let content = try Fragment(
            sent(wire(due), wire(dueUTC)).children() + [
              Fragment.Child(
                tag: Tasks.recurrence.tag,
                content: Sent.elements([(Tasks.type.tag, "0"), (Tasks.start.tag, wire(start))]))
            ])
          let edit = try reading(version, tenant).addition(content, of: .tasks)
          let shown: TaskItem = try edit.item.applicationData(for: Presentation(version: .v16_1)).decode()
          let kept = try #require(shown.recurrence?.start)
          #expect(LocalDateTime(kept, in: .gmt).date == local.date, "\(version) \(name) \(start)")
        }
      }
    }
  }
}
