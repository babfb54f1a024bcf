import Database
import SyncModel
import TestSupport
import Testing

@testable import OnOfficeBackend

@Suite("Appointments from the phone, manual 12.2")
struct AppointmentWriteTests {
  @Test(.manual("12.2 Betreff ←")) func subjectIsTakenOver() throws {
    let written = try storedAppointment(["description": "alt"]).edited { $0.subject = "neu" }
    #expect(written.record == ["description": "neu"])
    #expect(try written.edited { $0.subject = nil }.record == Record())
  }

  // MARK: - Terminart
  private let kinds = [
    ActionType(id: 1, kind: .appointment, key: "Besichtigung", label: "Besichtigung", isDefault: true),
    ActionType(id: 2, kind: .appointment, key: "ind_7", label: "Büro", isDefault: false),
    ActionType(id: 3, kind: .appointment, key: "ind_8", label: "BÜRO", isDefault: false),
  ]

  @Test(
    .manual("12.2 Terminart ←"),
    arguments: [
      (["Besichtigung"], "Besichtigung"), (["besichtigung"], "Besichtigung"), (["Rot", "Büro"], "ind_7"),
      (["BÜRO"], "ind_8"), (["büro"], "ind_7"), ([" Besichtigung ", "Büro"], "Besichtigung"),
    ])
  func firstCategoryThatIsAKindIsIt(categories: [String], key: String) throws {
    let written = try storedAppointment([:]).edited(kinds: kinds) { $0.categories = categories }
    #expect(written.record.text("art") == key)
    #expect(written.item.categories == kinds.filter { $0.key == key }.map(\.label))
  }

  @Test(arguments: [nil, ["Rot"], ["Büros", ""]])
  func otherCategoriesLeaveTheKind(categories: [String]?) throws {
    let stored = storedAppointment(["art": "ind_7"], artLabel: "Büro")
    #expect(try stored.edited(kinds: kinds) { $0.categories = categories } == stored)
  }

  @Test func kindWithACategoryBesideItStays() throws {
    // The same label under a key that is no longer offered.
    let stored = storedAppointment(["art": "alt"], artLabel: "Büro")
    #expect(try stored.edited(kinds: kinds) { $0.categories = ["Büro", "Rot"] } == stored)
  }

  // MARK: - Notizen
  private let estate = EstateLink(id: 3, number: "4711", title: "Haus am See", address: "Seestr. 1")

  @Test(.manual("12.2 Notizen ←", "12.2 Zugeordnete Immobilien ←"))
  func notesComeBackWithoutTheEstates() throws {
    let stored = storedAppointment(["note": "Schlüssel"], estates: [estate])
    let written = try stored.edited { item in
      let text = item.body?.data ?? ""
      item.body?.data = "Klingeln.\n" + text
    }
    #expect(written.record.text("note") == "Klingeln.\nSchlüssel")
    #expect(written.estates == [estate])
  }

  @Test func deletedNotesKeepTheEstates() throws {
    let stored = storedAppointment(["note": "Schlüssel"], estates: [estate])
    let written = try stored.edited { $0.body = nil }
    #expect(written.record.text("note") == nil)
    #expect(written.estates == [estate])
  }

  @Test func notesThatDifferInTheirBlockOrLineEndsAloneStay() throws {
    let stored = storedAppointment(["note": "eins\r\nzwei"], estates: [estate])
    #expect(try stored.edited { $0.body = Body(plain: "eins\nzwei") } == stored)
  }

  @Test func notesThatWereCutOffAreNotStored() throws {
    let stored = storedAppointment(["note": "eins und zwei"])
    let written = try stored.edited {
      $0.body = Body(plain: "eins")
      $0.body?.truncated = true
    }
    #expect(written == stored)
  }

  // MARK: - Privat
  @Test(.manual("12.2 Privat ←"), arguments: [(2, true), (3, true), (0, false), (1, false), (nil, false)])
  func privateAndConfidentialAreTicked(sensitivity: Int?, isPrivate: Bool) throws {
    for stored in [storedAppointment([:]), storedAppointment(["private": "1"])] {
      let written = try stored.edited { $0.sensitivity = sensitivity }
      #expect(written.record.flag("private") == isPrivate)
    }
  }

  @Test func tickThatStaysIsNotTouched() throws {
    let stored = storedAppointment(["private": "1"])
    #expect(try stored.edited { $0.sensitivity = 3 } == stored)
    #expect(try storedAppointment([:]).edited { $0.sensitivity = 1 }.record == Record())
  }

  // MARK: - Erinnerung
  @Test(
    .manual("12.2 Erinnerung ←"),
    arguments: [
      (53, "1 hours"), (11 * 1440, "2 weeks"), (0, "0 minutes"), (1, "5 minutes"), (15, "15 minutes"),
      (16, "30 minutes"), (181, "12 hours"), (18 * 60, "1 days"), (1441, "2 days"), (5 * 1440, "1 weeks"),
      (3 * 10080, "3 weeks"), (3 * 10080 + 1, "3 weeks"), (999_999, "3 weeks"), (-5, "0 minutes"),
    ])
  func reminderIsTheNextHigherChoice(minutes: Int, stored: String) throws {
    let written = try storedAppointment(["erinnerung": "45"]).edited { $0.reminder = minutes }
    #expect(written.record.text("erinnerung") == stored)
  }

  @Test func reminderThatIsGoneIsNone() throws {
    #expect(try storedAppointment(["erinnerung": "1 hours"]).edited { $0.reminder = nil }.record == Record())
  }

  @Test func reminderThatStaysKeepsItsOwnValue() throws {
    let stored = storedAppointment(["erinnerung": "45"])
    #expect(try stored.edited { $0.subject = nil } == stored)
  }

  // MARK: - Terminort
  @Test(.manual("12.2 Terminort ←")) func anotherPlaceIsFreeText() throws {
    let stored = storedAppointment(["ort": "Seestr. 1", "location": "estate"])
    let written = try stored.edited { $0.location = "Büro" }
    #expect(written.record == ["ort": "Büro", "location": "sonstiges"])
    #expect(try stored.edited { $0.location = nil }.record == ["location": "keine Angaben"])
  }

  @Test(arguments: ["Seestr. 1", " Seestr. 1\n"])
  func samePlaceKeepsItsLink(text: String) throws {
    let stored = storedAppointment(["ort": "Seestr. 1", "location": "estate"])
    #expect(try stored.edited { $0.location = text } == stored)
  }

  // MARK: - UID
  @Test func newAppointmentKeepsThePhonesUID() throws {
    var item = CalendarItem()
    item.schedule = .timed("2024-05-26 10:00:00", "2024-05-26 11:00:00")
    item.uid = String(repeating: "u", count: 300)
    #expect(try Appointment.added(item).record.text("zpushuuid") == item.uid)
    item.uid = String(repeating: "u", count: 301)
    #expect(try Appointment.added(item).record.text("zpushuuid") == nil)
    item.uid = nil
    #expect(try Appointment.added(item).record.text("zpushuuid") == nil)
  }

  @Test func storedAppointmentKeepsItsUID() throws {
    for stored in [storedAppointment([:]), storedAppointment(["zpushuuid": "A"])] {
      #expect(try stored.edited { $0.uid = "B" } == stored)
      #expect(try stored.edited { $0.uid = nil } == stored)
    }
  }

  @Test func whatTheServerKnowsBestIsNotTakenBack() throws {
    let stored = storedAppointment(["status": "participantsAvailable", "von": "petra"])
    let written = try stored.edited {
      $0.busyStatus = 3
      $0.organizerName = "Peter Panter"
      $0.organizerEmail = "pp@tucho.example"
      $0.meetingStatus = 5
      $0.responseType = 4
    }
    #expect(written == stored)
  }
}
