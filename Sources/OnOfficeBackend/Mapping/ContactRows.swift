import SyncModel

/// Addresses and contacts, in the order of the manual's table. Manual 12.3.
func mapContact<Mapper: FieldMapper<Address>>(_ m: inout Mapper, _ contact: inout ContactItem) {
  m.unsent("Anrede", "not synced: only the title is transferred")
  m.text("Titel", &contact.title)
  m.text("Vorname", &contact.firstName)
  m.text("Name", &contact.lastName)
  m.sent("Name, Vorname, Zusatz1", by: FiledName(), &contact.fileAs)
  m.text("Zusatz1", &contact.companyName)
  m.unsent("Zusatz2", "not synced: no element fits")
  m.text("Strasse", &contact.businessAddressStreet)
  m.text("Plz", &contact.businessAddressPostalCode)
  m.text("Ort", &contact.businessAddressCity)
  m.value("Land", by: CountryName(), &contact.businessAddressCountry)
  m.unsent("Plz_postfach, Postfach", "not synced: no element fits")
  m.date("Geburtsdatum", &contact.birthday)
  m.text("Homepage", &contact.webPage)
  m.unsent("Benutzer", writtenBy: "(Add)", "not sent; the user who adds the contact on a device")
  m.unsent(
    "outlookSync", writtenBy: "(Add), (Delete)",
    "addresses with the user's tick are synced; added on a device: ticked; deleted there: unticked, no more")
  for field in unsyncedAddressFields { m.unsent(field, "not synced") }
  mapEntries(&m, &contact)
}

/// Rows of the manual for which there is no element.
private let unsyncedAddressFields = [
  "letzter_Kontakt", "Briefanrede", "Eintragsdatum", "Kundenlogo", "KontaktformBevorzugt", "SpracheKontakt",
  "Telefax2",
]

/// Phone, fax and mail entries, one row for each choice of the column "Sync". Manual 12.3.
private func mapEntries<Mapper: FieldMapper<Address>>(_ m: inout Mapper, _ contact: inout ContactItem) {
  m.entry(.phonePrivate, "HomePhoneNumber", &contact.homePhoneNumber)
  m.entry(.phonePrivate2, "Home2PhoneNumber", &contact.home2PhoneNumber)
  m.entry(.phoneBusiness, "BusinessPhoneNumber", &contact.businessPhoneNumber)
  m.entry(.phoneBusiness2, "Business2PhoneNumber", &contact.business2PhoneNumber)
  m.entry(.mobile, "MobilePhoneNumber", &contact.mobilePhoneNumber)
  m.entry(.car, "CarPhoneNumber", &contact.carPhoneNumber)
  m.entry(.pager, "PagerNumber", &contact.pagerNumber)
  m.entry(.radio, "RadioPhoneNumber", &contact.radioPhoneNumber)
  m.entry(.assistant, "AssistantPhoneNumber", &contact.assistantPhoneNumber)
  m.entry(.companyMain, "CompanyMainPhone", &contact.companyMainPhone)
  m.entry(.faxPrivate, "HomeFaxNumber", &contact.homeFaxNumber)
  m.entry(.faxBusiness, "BusinessFaxNumber", &contact.businessFaxNumber)
  m.entry(.email1, "Email1Address", &contact.email1Address)
  m.entry(.email2, "Email2Address", &contact.email2Address)
  m.entry(.email3, "Email3Address", &contact.email3Address)
}

extension FieldMapper where Source == Address {
  /// The entry with an assignment.
  fileprivate mutating func entry(_ assignment: SyncAssignment, _ element: String, _ value: inout String?) {
    self.value("Sync: " + assignment.rawValue, by: SyncedEntry(assignment, element), &value)
  }
}
