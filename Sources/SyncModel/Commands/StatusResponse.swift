public import WBXML

/// An answer that says nothing but a status, to any command.
public struct StatusResponse: Sendable {
  /// The root of the answer.
  public let root: Tag
  private let content: Content

  /// Answers `command`; nil if its answers are no WBXML (GetAttachment).
  public init?(to command: ActiveSyncCommand, status: CommonStatus) {
    guard let tokens = StatusResponse.tokens(of: command) else { return nil }
    root = tokens.root.tag
    content = Content(token: tokens.status, status: status.rawValue)
  }

  /// The body.
  public func encoded() throws(WBXMLError) -> [UInt8] {
    try WBXMLEncoder.encode(content, as: root)
  }

  /// The root and the status of each command's answer.
  private static func tokens(
    of command: ActiveSyncCommand
  ) -> (root: any CodePage, status: any CodePage)? {
    switch command {
    case .sync: (AirSync.sync, AirSync.status)
    case .sendMail: (ComposeMail.sendMail, ComposeMail.status)
    case .smartForward: (ComposeMail.smartForward, ComposeMail.status)
    case .smartReply: (ComposeMail.smartReply, ComposeMail.status)
    case .getAttachment: nil
    case .folderSync: (FolderHierarchy.folderSync, FolderHierarchy.status)
    case .folderCreate: (FolderHierarchy.folderCreate, FolderHierarchy.status)
    case .folderDelete: (FolderHierarchy.folderDelete, FolderHierarchy.status)
    case .folderUpdate: (FolderHierarchy.folderUpdate, FolderHierarchy.status)
    case .moveItems: (Move.moveItems, Move.status)
    case .getItemEstimate: (ItemEstimate.getItemEstimate, ItemEstimate.status)
    case .meetingResponse: (MeetingResponse.meetingResponse, MeetingResponse.status)
    case .search: (Search.search, Search.status)
    case .settings: (Settings.settings, Settings.status)
    case .ping: (Ping.ping, Ping.status)
    case .itemOperations: (ItemOperations.itemOperations, ItemOperations.status)
    case .provision: (Provision.provision, Provision.status)
    case .resolveRecipients: (ResolveRecipients.resolveRecipients, ResolveRecipients.status)
    case .validateCert: (ValidateCert.validateCert, ValidateCert.status)
    case .find: (Find.find, Find.status)
    }
  }

  /// The one child of the root.
  private struct Content: Element {
    var token: any CodePage = AirSync.status
    var status: Int?

    init() {}

    init(token: any CodePage, status: Int) {
      self.token = token
      self.status = status
    }

    mutating func code(_ coder: inout some ElementCoder) throws(WBXMLError) {
      try coder.integer(token, &status)
    }
  }
}
