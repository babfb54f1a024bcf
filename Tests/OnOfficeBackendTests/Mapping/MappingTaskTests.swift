import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite("Tasks to the phone, manual 12.1")
struct MappingTaskTests {
  @Test(.manual("12.1 Betreff →", "12.1 Aufgabenbeschreibung →")) func subjectAndDescriptionAreTakenOver() {
    let task = mappedTask(["Betreff": "Exposé drucken", "Aufgabe": "Zwei Stück\r\nund <br> farbig"])
    #expect(task.subject == "Exposé drucken")
    #expect(task.body == Body(plain: "Zwei Stück\nund <br> farbig"))
  }

  @Test(.manual("12.1 Art →")) func kindIsSentAsItsLabel() {
    #expect(mappedTask(["Art": 3], art: "To-do").categories == ["To-do"])
    #expect(mappedTask(["Art": 3]).categories == nil)
    #expect(mappedTask([:], art: "").categories == nil)
  }

  @Test(.manual("12.1 Priorität →"), arguments: [(1, 2), (2, 2), (3, 1), (0, 1), (4, 0), (5, 0), (99, 1)])
  func sixPrioritiesBecomeThree(priority: Int64, importance: Int) {
    #expect(mappedTask(["Prio": .integer(priority)]).importance == importance)
  }

  @Test func taskWithoutPriorityIsNormal() {
    #expect(mappedTask([:]).importance == 1)
  }

  @Test(.manual("12.1 Zurückgestellt →")) func deferredTaskStartsThen() {
    let task = mappedTask(["Beginnt_am": "2024-05-26", "Beginnt_um": "08:30:00"])
    #expect(task.start?.text == "2024-05-26 08:30:00")
    #expect(task.zone == "Europe/Berlin")
    #expect(mappedTask(["Beginnt_am": "2024-05-26"]).start?.text == "2024-05-26 00:00:00")
    #expect(mappedTask(["Beginnt_am": "2024-05-26 09:15:00"]).start?.text == "2024-05-26 09:15:00")
    #expect(mappedTask(["Beginnt_um": "08:30:00"]).start == nil)
    #expect(mappedTask(["Beginnt_am": "0000-00-00"]).start == nil)
  }

  @Test(.manual("12.1 Deadline ext →", "12.1 Fällig am →")) func dueDateIsSentOnlyWithTheDeadlineTicked() {
    let fields: SampleFields = ["Deadline": "2024-12-31", "Deadline_Zeit": "23:45:00"]
    #expect(mappedTask(fields).due == nil)
    var ticked = fields
    ticked["Deadline_strikt"] = 0
    #expect(mappedTask(ticked).due == nil)
    ticked["Deadline_strikt"] = 1
    #expect(mappedTask(ticked).due?.text == "2024-12-31 23:45:00")
  }

  @Test func tickedDeadlineWithoutDateIsNoDueDate() {
    #expect(mappedTask(["Deadline_strikt": 1, "Deadline_Zeit": "12:00:00"]).due == nil)
  }

  @Test(.manual("12.1 Privat →")) func privateTasksArePrivateAllOthersPersonal() {
    #expect(mappedTask(["Privat": 1]).sensitivity == 2)
    #expect(mappedTask(["Privat": 0]).sensitivity == 1)
    #expect(mappedTask([:]).sensitivity == 1)
  }

  @Test(.manual("12.1 Status →", "12.1 Stand Bearbeitung →"), arguments: [1, 2, 4, 5, 6, 7, 8])
  func statusAndProgressAreNotSent(status: Int64) {
    let task = mappedTask(["Status": .integer(status), "Stand": 75, "Austragsdatum": "2024-05-26"])
    #expect(task.complete == false)
    #expect(task.completed == nil)
    #expect(task == mappedTask([:]))
  }

  @Test func whatIsDoneIsComplete() {
    let task = mappedTask(["Status": 3, "Stand": 100, "Austragsdatum": "2024-05-26"])
    #expect(task.complete == true)
    #expect(task.completed?.text == "2024-05-26 00:00:00")
  }

  @Test(.manual("12.1 Erinnerung →")) func ownReminderIsSent() {
    let task = mappedTask([:], reminder: "2024-05-26 07:45:00")
    #expect(task.reminderSet == true)
    #expect(task.reminder?.text == "2024-05-26 07:45:00")
    #expect(mappedTask([:]).reminderSet == false)
    #expect(mappedTask([:], reminder: "0000-00-00 00:00:00").reminderSet == false)
  }

  @Test func reminderCanBeSwitchedOff() {
    let task = mappedTask([:], reminder: "2024-05-26 07:45:00", reminders: false)
    #expect(task.reminderSet == nil)
    #expect(task.reminder == nil)
  }

  @Test(
    .manual(
      "12.1 Bearbeiter →", "12.1 Verantwortung →", "12.1 Tags →", "12.1 Eintragungsdatum →",
      "12.1 Eingetragen von →", "12.1 Soll-Aufwand →", "12.1 Zusatzaufwand →", "12.1 Kommentar →",
      "12.1 Zugeordnete Adressen →"))
  func fieldsThatAreNotSyncedChangeNothing() {
    let fields: SampleFields = [
      "Verantwortung": "tiger", "Bearbeiter": "tiger", "tags": "a", "Eintragsdatum": "2024-01-01",
      "von": "tiger",
      "Aufwand_Soll_NUM": 3, "Aufwand_Zusatz_NUM": 1, "Kommentar": "alt", "relatedAddressId": 4,
      "modified": "2024-01-01 10:00:00",
    ]
    #expect(mappedTask(fields) == mappedTask([:]))
  }
}
