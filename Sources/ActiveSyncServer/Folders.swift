import SyncModel

/// A folder as devices see it.
///
/// The identifiers are fixed and unlike Z-Push's, so that a phone that comes from there drops its old folders.
struct Folder: Hashable, Sendable {
  let id: CollectionId
  /// The name on the device, in German as in onOffice.
  let name: String
  let type: FolderType
  /// What lies in it; nil for the mail folders, which are always empty.
  let itemClass: ItemClass?

  private init(_ id: String, _ name: String, type: FolderType, _ itemClass: ItemClass? = nil) {
    self.id = CollectionId(rawValue: id)
    self.name = name
    self.type = type
    self.itemClass = itemClass
  }

  static let calendar = Folder("calendar", "Kalender", type: .calendar, .calendar)
  static let contacts = Folder("contacts", "Kontakte", type: .contacts, .contacts)
  static let tasks = Folder("tasks", "Aufgaben", type: .tasks, .tasks)
  static let notes = Folder("notes", "Notizen", type: .notes, .notes)
  static let inbox = Folder("inbox", "Posteingang", type: .inbox)
  static let drafts = Folder("drafts", "Entwürfe", type: .drafts)
  static let deletedItems = Folder("deleted", "Gelöschte Elemente", type: .deletedItems)
  static let sentItems = Folder("sent", "Gesendete Elemente", type: .sentItems)

  /// Every folder there can be, in the order in which devices are told.
  static let all = [calendar, contacts, tasks, notes, inbox, drafts, sentItems, deletedItems]

  /// The folders that a user's device is shown: by the user's ticks, notes only from 14.0, drafts from 16.0.
  static func shown(
    to account: Account, version: ProtocolVersion, mail: ServerOptions.MailFolders
  ) -> [Folder] {
    all.filter { folder in
      guard let itemClass = folder.itemClass else {
        return folder.isShownMail(version: version, mail: mail)
      }
      return account.classes.contains(itemClass) && itemClass.versions.contains(version)
    }
  }

  /// The mail folders that a device is shown.
  static func shownMail(version: ProtocolVersion, mail: ServerOptions.MailFolders) -> [Folder] {
    all.filter { $0.isShownMail(version: version, mail: mail) }
  }

  private func isShownMail(version: ProtocolVersion, mail: ServerOptions.MailFolders) -> Bool {
    itemClass == nil && mail == .always && (self != .drafts || version >= .v16_0)
  }

  /// The ServerId of `record` in this folder, as `contacts:4711`.
  func serverId(of record: Int64) -> ServerId { ServerId(rawValue: "\(id):\(record)") }

  /// The record that a ServerId names; nil if it is none of this folder's.
  func record(of serverId: ServerId) -> Int64? {
    let prefix = "\(id):"
    guard serverId.rawValue.hasPrefix(prefix),
      let record = Int64(serverId.rawValue.dropFirst(prefix.count)), self.serverId(of: record) == serverId
    else { return nil }
    return record
  }
}
