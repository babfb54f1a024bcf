/// A task of the demo. Days are working days from today.
struct DemoTask {
  /// onOffice's numbers.
  enum Status: Int64 {
    case notStarted = 1, inProgress, done, deferred, cancelled, other, checked, unclear
  }

  let subject: String
  let text: String?
  /// A place in the table of Aufgabenarten, counted from 1.
  let kind: Int
  /// 1 Höchste to 5 Niedrigste, 0 keine Angabe.
  let priority: Int64
  let status: Status
  /// Verantwortung.
  let responsible: DemoUser
  /// Bearbeiter.
  let editor: DemoUser?
  /// Zurückgestellt bis.
  let start: Int?
  /// Fällig am.
  let due: Int?
  /// Deadline aktiv: without it devices see no due date.
  let isStrict: Bool
  /// 0, 25, 50, 75 or 100 percent.
  let progress: Int64
  /// The day on which the responsible user is reminded, at nine.
  let reminder: Int?
  let isPrivate: Bool
  /// A place in the table of addresses, counted from 1.
  let address: Int?
  /// A place in the table of estates, counted from 1.
  let estate: Int?

  init(
    _ subject: String, _ text: String? = nil, kind: Int = 1, priority: Int64 = 3,
    status: Status = .notStarted,
    for responsible: DemoUser, by editor: DemoUser? = nil, start: Int? = nil, due: Int? = nil,
    isStrict: Bool = true, progress: Int64 = 0, reminder: Int? = nil, isPrivate: Bool = false,
    address: Int? = nil, estate: Int? = nil
  ) {
    self.subject = subject
    self.text = text
    self.kind = kind
    self.priority = priority
    self.status = status
    self.responsible = responsible
    self.editor = editor
    self.start = start
    self.due = due
    self.isStrict = isStrict
    self.progress = progress
    self.reminder = reminder
    self.isPrivate = isPrivate
    self.address = address
    self.estate = estate
  }
}
