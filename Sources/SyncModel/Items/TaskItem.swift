public import struct Foundation.Date

/// A task. [MS-ASTASK] 2.2.2.
///
/// Properties are named after their elements and stand in the order of the schema. A backend sets
/// ``start``, ``due``, ``completed`` and ``reminder`` with ``zone``; the presentation writes them as pairs of
/// local time and UTC.
public struct TaskItem: Hashable, Sendable {
  /// The notes.
  public var body: Body?
  /// What is to be done.
  public var subject: String?
  /// 0 low, 1 normal, 2 high.
  public var importance: Int?
  /// When work begins, in true UTC.
  public var utcStartDate: Date?
  /// When work begins, local time written as if it were UTC.
  public var startDate: Date?
  /// When it is to be done, in true UTC.
  public var utcDueDate: Date?
  /// When it is to be done, local time written as if it were UTC.
  public var dueDate: Date?
  /// Labels.
  public var categories: [String]?
  /// How it repeats.
  public var recurrence: TaskRecurrence?
  /// Whether it is done.
  public var complete: Bool?
  /// When it was done.
  public var dateCompleted: Date?
  /// 0 normal, 1 personal, 2 private, 3 confidential.
  public var sensitivity: Int?
  /// When to remind.
  public var reminderTime: Date?
  /// Whether to remind.
  public var reminderSet: Bool?
  /// When a device put it into its place in a list.
  public var ordinalDate: Date?
  /// Its place among those of the same ``ordinalDate``.
  public var subOrdinalDate: String?
  /// The format in which the notes are stored: 1 is plain text.
  public var nativeBodyType: Int?

  /// Not on the wire: when work begins.
  public var start: LocalDateTime?
  /// Not on the wire: when it is to be done.
  public var due: LocalDateTime?
  /// Not on the wire: when it was done.
  public var completed: LocalDateTime?
  /// Not on the wire: when to remind.
  public var reminder: LocalDateTime?
  /// Not on the wire: the zone of the local times, as `Europe/Berlin`.
  public var zone: String?

  /// A task with nothing set.
  public init() {}
}
