import SyncModel

/// Tasks, in the order of the manual's table. Manual 12.1.
func mapTask<Mapper: FieldMapper<OfficeTask>>(
  _ m: inout Mapper, _ task: inout TaskItem, in surroundings: TaskSurroundings
) {
  m.text("Betreff", &task.subject)
  m.value("Aufgabe", by: TaskNotes(), &task.body)
  m.value("Art", by: TaskKind(kinds: surroundings.kinds), &task.categories)
  m.value("Prio", by: TaskPriority(), &task.importance)
  m.value("Beginnt_am, Beginnt_um", by: TaskStart(), &task.start)
  m.unsent("Verantwortung", writtenBy: "(Add)", "not sent; the user who adds the task on a device")
  m.unsent("Bearbeiter", "not sent: the signed-in user is assumed")
  m.value("Deadline_strikt, Deadline, Deadline_Zeit", by: TaskDue(), &task.due)
  m.value("Privat", by: TaskSensitivity(), &task.sensitivity)
  m.value("Status", by: TaskCompletion(today: surroundings.today), &task.complete)
  m.unsent("Status", writtenBy: "(Delete)", "5 Abgebrochen: nothing is deleted")
  m.unsent("Stand", writtenBy: "Complete", "1: 100 %")
  m.unsent("erledigt", writtenBy: "Complete", "1: ticked")
  m.value("Austragsdatum", by: TaskCompletedDay(), &task.completed)
  m.value("Erinnerung", by: TaskReminderSet(isOn: surroundings.reminders), &task.reminderSet)
  m.value(
    "Erinnerungsdatum, Erinnerungsdatum_Zeit", by: TaskReminderTime(isOn: surroundings.reminders),
    &task.reminder)
  m.sent("(tenant's time zone)", by: TaskZone(zone: surroundings.zone), &task.zone)
  for field in unsyncedTaskFields { m.unsent(field, "not synced") }
}

/// What the mapping of a task needs to know besides the task.
struct TaskSurroundings {
  /// The tenant's time zone, as `Europe/Berlin`.
  let zone: String
  /// Whether the user's reminder is sent along and taken back.
  var reminders = true
  /// The tenant's kinds of task, to be told by their labels on the way back.
  var kinds: [ActionType] = []
  /// The day on the tenant's clock: on the way back the day of a completion that has none.
  var today = CivilDate(dayNumber: 0)
}

/// Rows of the manual for which the protocol has nothing.
private let unsyncedTaskFields = [
  "Abteilung", "tags", "Verknüpft mit", "Eintragsdatum", "von", "Deadline int", "Aufwand_Soll_NUM",
  "Aufwand_Zusatz_NUM", "Preis (einmalig)", "Preis (monatlich)", "Rechnung benötigt", "Tracking", "Kommentar",
  "Öffentlich", "Favorit", "relatedAddressId", "relatedProjectIds", "Zugeordnete Dateien",
]
