import SyncModel

/// An appointment of the demo. Days are working days from today, so that nobody meets on a Sunday.
struct DemoAppointment {
  /// When it takes place.
  enum Time {
    /// From a time of day, for so many minutes.
    case at(_ hour: Int, _ minute: Int = 0, minutes: Int)
    /// So many whole days.
    case allDay(_ days: Int = 1)
  }

  /// How it repeats.
  struct Series {
    /// onOffice's `rp_type`.
    enum Unit: String {
      case days = "t"
      case weeks = "w"
      case months = "m"
      case years = "j"
    }

    let unit: Unit
    let interval: Int
    /// The number of the last date, counted from 0; nil repeats it for ever.
    let last: Int?
    /// The numbers of the dates that were taken out.
    let exceptions: [Int]

    /// Repeats each `interval` units.
    static func every(_ interval: Int, _ unit: Unit, last: Int? = nil, except: [Int] = []) -> Series {
      Series(unit: unit, interval: interval, last: last, exceptions: except)
    }

    /// The date of that number, of a series that begins on `start`.
    func date(_ number: Int, from start: CivilDate) -> CivilDate {
      switch unit {
      case .days: start.adding(days: number * interval)
      case .weeks: start.adding(days: 7 * number * interval)
      case .months: start.adding(months: number * interval)
      case .years: start.adding(years: number * interval)
      }
    }
  }

  let subject: String
  /// The key of the Terminart.
  let kind: String
  let day: Int
  let time: Time
  let series: Series?
  let users: [DemoUser]
  /// Whether the group Vertrieb takes part.
  let isForGroup: Bool
  /// Places in the table of addresses, counted from 1, with their confirmations.
  let addresses: [Int: String]
  /// A place in the table of estates, counted from 1.
  let estate: Int?
  /// Keys of resources.
  let resources: Set<String>
  let place: String?
  let reminder: String?
  let status: String
  let isPrivate: Bool
  let note: String?

  init(
    _ subject: String, _ kind: String, day: Int, _ time: Time, series: Series? = nil, _ users: [DemoUser],
    group isForGroup: Bool = false, with addresses: [Int: String] = [:], estate: Int? = nil,
    resources: Set<String> = [], place: String? = nil, reminder: String? = nil, status: String = "active",
    isPrivate: Bool = false, note: String? = nil
  ) {
    self.subject = subject
    self.kind = kind
    self.day = day
    self.time = time
    self.series = series
    self.users = users
    self.isForGroup = isForGroup
    self.addresses = addresses
    self.estate = estate
    self.resources = resources
    self.place = place
    self.reminder = reminder
    self.status = status
    self.isPrivate = isPrivate
    self.note = note
  }
}
