/// An address (Adresse, Kontakt) with its phone, fax and mail entries.
package struct Address: Hashable, Sendable {
  /// The record's number.
  package let id: Int64
  /// The plain fields of `adressen`.
  package var record: Record
  /// Phone, fax and mail entries in the order of their ids.
  package var entries: [AddressEntry]

  /// An address of these parts.
  package init(id: Int64, record: Record, entries: [AddressEntry] = []) {
    self.id = id
    self.record = record
    self.entries = entries
  }
}

/// A row of the pop-ups "Telefonnummern / Faxnummern / E-Mail-Adressen bearbeiten".
package struct AddressEntry: Hashable, Sendable {
  /// Which pop-up it stands in.
  package enum Group: String, Sendable, CaseIterable {
    case phone, fax, email
  }

  /// The entry's own number; 0 until it is stored.
  package var id: Int64
  /// The pop-up it stands in.
  package var group: Group
  /// onOffice's type: `phone`, `phone_private`, `phone_business`, `mobile`, `fax`, ..., `email_business`.
  package var type: String
  /// The number or mail address.
  package var value: String
  /// What people noted beside it.
  package var comment: String
  /// Whether it is the main entry of its group.
  package var isDefault: Bool
  /// The column "Sync"; nil is "keine Zuordnung".
  package var assignment: SyncAssignment?

  /// An entry of these parts.
  package init(
    id: Int64 = 0, group: Group, type: String, value: String, comment: String = "", isDefault: Bool = false,
    assignment: SyncAssignment? = nil
  ) {
    self.id = id
    self.group = group
    self.type = type
    self.value = value
    self.comment = comment
    self.isDefault = isDefault
    self.assignment = assignment
  }
}

/// The choices of the column "Sync", each at most once per address. Manual 12.3.
package enum SyncAssignment: String, Sendable, CaseIterable {
  case phonePrivate = "Telefon (privat)"
  case phonePrivate2 = "Telefon 2 (privat)"
  case phoneBusiness = "Telefon (geschäftlich)"
  case phoneBusiness2 = "Telefon 2 (geschäftlich)"
  case mobile = "Mobil"
  case car = "Autotelefon"
  case pager = "Pager"
  case radio = "Funk"
  case assistant = "Assistent"
  case companyMain = "Firma (Zentrale)"
  case faxPrivate = "Fax (privat)"
  case faxBusiness = "Fax (geschäftlich)"
  case email1 = "E-Mail 1"
  case email2 = "E-Mail 2"
  case email3 = "E-Mail 3"
}
