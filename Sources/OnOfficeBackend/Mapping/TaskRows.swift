import SyncModel

/// Tasks, in the order of the manual's table. Manual 12.1.
func mapTask<Mapper: FieldMapper<OfficeTask>>(
  _ m: inout Mapper, _ task: inout TaskItem, zone: String, reminders: Bool
) {
  m.text("Betreff", &task.subject)
  m.value("Aufgabe", by: TaskNotes(), &task.body)
  m.value("Art", by: TaskKind(), &task.categories)
  m.value("Prio", by: TaskPriority(), &task.importance)
  m.value("Beginnt_am, Beginnt_um", by: TaskStart(), &task.start)
  m.unsent("Verantwortung", "not sent: the signed-in user is assumed")
  m.unsent("Bearbeiter", "not sent: the signed-in user is assumed")
  m.value("Deadline_strikt, Deadline, Deadline_Zeit", by: TaskDue(), &task.due)
  m.value("Privat", by: TaskSensitivity(), &task.sensitivity)
  m.value("Status", by: TaskCompletion(), &task.complete)
  m.unsent("Stand", writtenBy: "Complete", "1: 100 %")
  m.unsent("erledigt", writtenBy: "Complete", "1: ticked")
  m.unsent("Austragsdatum", writtenBy: "DateCompleted", "the day, else today")
  m.value("Erinnerung", by: TaskReminderSet(isOn: reminders), &task.reminderSet)
  m.value("Erinnerungsdatum, Erinnerungsdatum_Zeit", by: TaskReminderTime(isOn: reminders), &task.reminder)
  m.value("(tenant's time zone)", by: TaskZone(zone: zone), .toPhone, &task.zone)
  for field in unsyncedTaskFields { m.unsent(field, "not synced") }
}

/// Rows of the manual for which the protocol has nothing.
private let unsyncedTaskFields = [
  "Abteilung", "tags", "Verknüpft mit", "Eintragsdatum", "von", "Deadline int", "Aufwand_Soll_NUM",
  "Aufwand_Zusatz_NUM", "Preis (einmalig)", "Preis (monatlich)", "Rechnung benötigt", "Tracking", "Kommentar",
  "Öffentlich", "Favorit", "relatedAddressId", "relatedProjectIds", "Zugeordnete Dateien",
]
