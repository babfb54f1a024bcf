package import SyncModel

/// An appointment (Termin) with what is linked to it.
package struct Appointment: Hashable, Sendable {
  /// The record's number.
  package let id: Int64
  /// The plain fields of `calendar`, by their API names: `description`, `note`, `start_dt`, `end_dt`,
  /// `ganztags`, `art`, `status`, `private`, `erinnerung`, `ort`, `von`, `rp_flag`, `rp_type`, ..., `zpushuuid`.
  package var record: Record
  /// The label of `art`.
  package var artLabel: String?
  /// Participating users, members of participating groups included, each once, by number.
  package var users: [UserLink]
  /// Linked addresses, by number.
  package var addresses: [AddressLink]
  /// Linked estates, by number.
  package var estates: [EstateLink]
  /// Linked resources, by key.
  package var resources: [ResourceLink]
  /// How users answer single dates of a series, by their numbers, in the words of ``UserLink``.
  package var answers: [Int64: [CivilDate: String]] = [:]

  /// An appointment of these parts.
  package init(
    id: Int64, record: Record, artLabel: String? = nil, users: [UserLink] = [], addresses: [AddressLink] = [],
    estates: [EstateLink] = [], resources: [ResourceLink] = []
  ) {
    self.id = id
    self.record = record
    self.artLabel = artLabel
    self.users = users
    self.addresses = addresses
    self.estates = estates
    self.resources = resources
  }
}

/// A participating user.
package struct UserLink: Hashable, Sendable {
  /// The user's number.
  package let id: Int64
  /// The login name.
  package let login: String
  /// First and last name; the login name without any.
  package let name: String
  /// The mail address; nil without one.
  package let email: String?
  /// `not-set`, `tentative`, `confirmed`, `canceled`; onOffice itself knows no answer of users.
  package let confirmationStatus: String

  /// A user of these parts.
  package init(
    id: Int64, login: String, name: String, email: String?, confirmationStatus: String = "not-set"
  ) {
    self.id = id
    self.login = login
    self.name = name
    self.email = email
    self.confirmationStatus = confirmationStatus
  }
}

/// A linked address.
package struct AddressLink: Hashable, Sendable {
  /// The address's number.
  package let id: Int64
  /// The person's name, or else the company's.
  package let name: String
  /// The default mail entry; nil without one.
  package let email: String?
  /// `not-set`, `sent`, `confirmed`, `canceled`.
  package let confirmationStatus: String

  /// An address of these parts.
  package init(id: Int64, name: String, email: String?, confirmationStatus: String = "not-set") {
    self.id = id
    self.name = name
    self.email = email
    self.confirmationStatus = confirmationStatus
  }
}

/// A linked estate (Immobilie).
package struct EstateLink: Hashable, Sendable {
  /// The estate's number.
  package let id: Int64
  /// `objektnr_extern`, which people read.
  package let number: String
  /// `objekttitel`.
  package let title: String
  /// Street and town on one line.
  package let address: String

  /// An estate of these parts.
  package init(id: Int64, number: String, title: String, address: String) {
    self.id = id
    self.number = number
    self.title = title
    self.address = address
  }
}

/// A linked resource.
package struct ResourceLink: Hashable, Sendable {
  /// onOffice's key, as `ind_Schl_3151`.
  package let key: String
  /// What people read.
  package let name: String

  /// A resource of these parts.
  package init(key: String, name: String) {
    self.key = key
    self.name = name
  }
}
