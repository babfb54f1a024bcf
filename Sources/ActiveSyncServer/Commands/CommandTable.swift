import SyncModel

/// Which commands work here; every other one gets its not-supported answer.
enum CommandTable {
  /// The commands that may wait for changes, which the endpoint runs itself.
  static let waiting: Set<ActiveSyncCommand> = [.ping, .sync]

  /// What runs a command that answers at once; nil if nothing does.
  static func command(for name: ActiveSyncCommand) -> (any Command)? {
    switch name {
    case .folderSync: FolderSyncCommand()
    case .getItemEstimate: GetItemEstimateCommand()
    case .settings: SettingsCommand()
    case .provision: ProvisionCommand()
    case .search: SearchCommand()
    case .resolveRecipients: ResolveRecipientsCommand()
    case .meetingResponse: MeetingResponseCommand()
    default: nil
    }
  }

  /// The commands that OPTIONS names: those that work, and no others. [MS-ASHTTP] 3.2.5.2.
  static let supported = ActiveSyncCommand.allCases.filter { waiting.contains($0) || command(for: $0) != nil }

  /// What Android needs while it tries an account out.
  static let allowedInValidation: Set<ActiveSyncCommand> = [.folderSync, .provision, .settings]

  /// What would send a mail: the refusal must not read as success.
  static let mail: Set<ActiveSyncCommand> = [.sendMail, .smartForward, .smartReply]
}
