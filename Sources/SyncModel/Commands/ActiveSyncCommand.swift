/// The commands, with the codes that stand for them in a base64 query. [MS-ASHTTP] 2.2.1.1.1.1.2.
public enum ActiveSyncCommand: UInt8, CaseIterable, Sendable {
  case sync = 0
  case sendMail = 1
  case smartForward = 2
  case smartReply = 3
  case getAttachment = 4
  case folderSync = 9
  case folderCreate = 10
  case folderDelete = 11
  case folderUpdate = 12
  case moveItems = 13
  case getItemEstimate = 14
  case meetingResponse = 15
  case search = 16
  case settings = 17
  case ping = 18
  case itemOperations = 19
  case provision = 20
  case resolveRecipients = 21
  case validateCert = 22
  case find = 23

  /// Reads the name in a plain query (`Cmd=FolderSync`); nil for none of the commands.
  public init?(name: String) {
    guard let command = ActiveSyncCommand.named[name] else { return nil }
    self = command
  }

  /// The name in a plain query and in the header that lists the commands: `FolderSync`.
  public var name: String { ActiveSyncCommand.names[self, default: ""] }

  private static let names = Dictionary(
    uniqueKeysWithValues: allCases.map { command in
      let name = String(describing: command)
      return (command, name.prefix(1).uppercased() + name.dropFirst())
    })
  private static let named = Dictionary(uniqueKeysWithValues: names.map { ($0.value, $0.key) })
}
