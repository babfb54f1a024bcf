import Database
import SyncModel

/// Writes the demo's tables as records, in one transaction.
struct DemoWriter {
  let office: OfficeTransaction
  let today: CivilDate
  private var users: [DemoUser: Int64] = [:]
  private var group: Int64 = 0
  private var estates: [Int64] = []
  private var addresses: [Int64] = []
  private var taskTypes: [Int64] = []

  init(_ office: OfficeTransaction, today: CivilDate) {
    self.office = office
    self.today = today
  }

  /// Writes everything.
  mutating func write(passwords: [DemoUser: PasswordHash]) throws {
    try writePeople(passwords)
    try writeLists()
    for address in DemoAddress.all { addresses.append(try write(address)) }
    for appointment in DemoAppointment.all { try office.createAppointment(draft(of: appointment)) }
    for task in DemoTask.all { try write(task) }
    for note in DemoNote.all { try write(note) }
  }

  /// As whom the JSON API's demo key acts.
  var apiUser: Int64 { users[.theobald] ?? 0 }

  private mutating func writePeople(_ passwords: [DemoUser: PasswordHash]) throws {
    for user in DemoUser.allCases {
      let id = try office.createUser(user.record)
      users[user] = id
      if let password = passwords[user] { try office.setPassword(password, of: id) }
    }
    group = try office.createGroup(DemoLists.group.name, members: numbers(of: DemoLists.group.members))
  }

  private mutating func writeLists() throws {
    for (index, type) in DemoLists.appointmentTypes.enumerated() {
      try office.createActionType(.appointment, key: type.key, label: type.label, isDefault: index == 0)
    }
    for (index, type) in DemoLists.taskTypes.enumerated() {
      let id = try office.createActionType(.task, key: type.key, label: type.label, isDefault: index == 0)
      taskTypes.append(id)
    }
    for estate in DemoLists.estates {
      let record = Record([
        "objektnr_extern": .text(estate.number), "objekttitel": .text(estate.title),
        "strasse": .text(estate.street), "hausnummer": .text(estate.house), "plz": .text(estate.postalCode),
        "ort": .text(estate.city),
      ])
      estates.append(try office.createEstate(record))
    }
    for resource in DemoLists.resources { try office.createResource(key: resource.key, name: resource.name) }
  }

  private func numbers(of users: some Sequence<DemoUser>) -> Set<Int64> {
    Set(users.compactMap { self.users[$0] })
  }

  private func write(_ address: DemoAddress) throws -> Int64 {
    let record = Record([
      "Anrede": .text(address.salutation), "Titel": .text(address.title ?? ""),
      "Vorname": .text(address.firstName), "Name": .text(address.lastName),
      "Zusatz1": .text(address.company ?? ""), "Zusatz2": .text(address.department ?? ""),
      "Strasse": .text(address.street), "Plz": .text(address.postalCode), "Ort": .text(address.city),
      "Land": .text(address.country), "Geburtsdatum": .text(address.birthday ?? ""),
      "Homepage": .text(address.homepage ?? ""), "ArtDaten": .text(address.kind),
      "Benutzer": .text(DemoUser.theobald.record.login), "Status": .integer(address.isArchived ? 0 : 1),
    ])
    let id = try office.createAddress(record, entries: address.entries, assigning: address.isAssigned)
    for user in numbers(of: address.users).sorted() {
      try office.setOutlookSync(address: id, user: user, true)
    }
    return id
  }

  private func write(_ task: DemoTask) throws {
    let isDone = task.status == .done
    let id = try office.createTask(
      Record([
        "Betreff": .text(task.subject), "Aufgabe": .text(task.text ?? ""),
        "Art": .integer(taskTypes[task.kind - 1]), "Prio": .integer(task.priority),
        "Status": .integer(task.status.rawValue), "erledigt": SQLValue(isDone),
        "Austragsdatum": isDone ? .text(day(task.due ?? 0).text) : .null,
        "Verantwortung": .text(task.responsible.record.login),
        "Bearbeiter": .text(task.editor?.record.login ?? ""), "von": .text(DemoUser.petra.record.login),
        "Beginnt_am": text(day: task.start), "Deadline": text(day: task.due),
        "Deadline_strikt": SQLValue(task.due != nil && task.isStrict),
        "Stand": .integer(task.progress), "Privat": SQLValue(task.isPrivate),
        "relatedAddressId": task.address.map { .integer(addresses[$0 - 1]) } ?? .null,
        "relatedEstateId": task.estate.map { .integer(estates[$0 - 1]) } ?? .null,
      ]))
    guard let reminder = task.reminder, let user = users[task.responsible] else { return }
    let nine = LocalDateTime(date: day(reminder), hour: 9, minute: 0)
    try office.setReminder(task: id, user: user, at: nine.text)
  }
}

extension DemoWriter {
  private func write(_ note: DemoNote) throws {
    guard let user = users[note.user] else { return }
    try office.createNote(["Betreff": .text(note.subject), "Notiz": .text(note.text)], of: user)
  }
}

// MARK: - Appointments
extension DemoWriter {
  private func draft(of appointment: DemoAppointment) -> AppointmentDraft {
    var record = Record([
      "description": .text(appointment.subject), "art": .text(appointment.kind),
      "status": .text(appointment.status), "note": .text(appointment.note ?? ""),
      "private": SQLValue(appointment.isPrivate), "erinnerung": .text(appointment.reminder ?? ""),
      "ort": .text(appointment.place ?? ""),
      "location": .text(appointment.place == nil ? "keine Angaben" : "sonstiges"),
      "von": .text((appointment.users.first ?? .petra).record.login),
    ])
    let start = day(appointment.day)
    record.fields.merge(times(of: appointment, on: start)) { $1 }
    if let series = appointment.series { record.fields.merge(fields(of: series, from: start)) { $1 } }
    return AppointmentDraft(
      record, users: numbers(of: appointment.users), groups: appointment.isForGroup ? [group] : [],
      addresses: Dictionary(
        uniqueKeysWithValues: appointment.addresses.map { (addresses[$0 - 1], $1) }),
      estates: Set(appointment.estate.map { [estates[$0 - 1]] } ?? []), resources: appointment.resources)
  }

  private func times(of appointment: DemoAppointment, on date: CivilDate) -> [String: SQLValue] {
    switch appointment.time {
    case .at(let hour, let minute, let minutes):
      let start = LocalDateTime(date: date, hour: hour, minute: minute)
      return ["start_dt": .text(start.text), "end_dt": .text(start.adding(seconds: 60 * minutes).text)]
    case .allDay(let days):
      let last = LocalDateTime(date: date.adding(days: days - 1), hour: 23, minute: 59, second: 59)
      return [
        "ganztags": .integer(1), "start_dt": .text(LocalDateTime(date: date).text),
        "end_dt": .text(last.text),
      ]
    }
  }

  private func fields(of series: DemoAppointment.Series, from start: CivilDate) -> [String: SQLValue] {
    [
      "rp_flag": .integer(1), "rp_type": .text(series.unit.rawValue),
      "rp_tage": .integer(Int64(series.interval)),
      "rp_ende_datum": series.last.map { .text(series.date($0, from: start).text) } ?? .null,
      "rp_exception": .text(series.exceptions.map { "#" + series.date($0, from: start).text }.joined()),
    ]
  }

  private func text(day: Int?) -> SQLValue {
    day.map { .text(LocalDateTime(date: self.day($0)).text) } ?? .null
  }

  /// The working day so many working days after today, or before; on a weekend today is the Monday after.
  private func day(_ number: Int) -> CivilDate {
    let weekday = today.weekday
    let isWeekend = weekday == 0 || weekday == 6
    let daysToMonday = isWeekend ? (8 - weekday) % 7 : 1 - weekday
    let workday = (isWeekend ? 0 : weekday - 1) + number
    let week = workday >= 0 ? workday / 5 : (workday - 4) / 5
    return today.adding(days: daysToMonday + 7 * week + workday - 5 * week)
  }
}
