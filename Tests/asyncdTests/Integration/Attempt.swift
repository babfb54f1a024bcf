import SyncModel
import Testing

/// A request with names that are not the sender's, and what it has to be answered with.
struct Attempt: Sendable, CustomTestStringConvertible {
  let command: String
  let xml: String
  /// A part of the answer; nil where the command is not offered at all.
  let answer: String?
  var since = ProtocolVersion.v12_1

  init(_ command: String, _ xml: String, _ answer: String?, since: ProtocolVersion = .v12_1) {
    (self.command, self.xml, self.answer, self.since) = (command, xml, answer, since)
  }

  var testDescription: String { "\(command) \(xml)" }
}

// MARK: - The table
extension Attempt {
  private static let occurrence = "<InstanceId xmlns=\"AirSyncBase\">20260402T070000Z</InstanceId>"

  /// Commands on an item of a folder, by a device with a good key of its own.
  private static let onItems: [Attempt] = [
    ("contacts", "$contact", "Contacts", "<LastName>Fremd</LastName>"),
    ("calendar", "$calendar", "Calendar", "<Subject>Fremd</Subject>"),
    ("tasks", "$task", "Tasks", "<Subject>Fremd</Subject>"),
    ("notes", "$note", "Notes", "<Subject>Fremd</Subject>"),
  ].flatMap { folder, id, page, content in
    let named = "<ServerId>\(id)</ServerId>"
    let data = XMLPhone.data(page, content)
    let commands = [
      "<Change>\(named)\(data)</Change>", "<Delete>\(named)</Delete>", "<Fetch>\(named)</Fetch>",
    ]
    let onOccurrences = [
      "<Change>\(named)\(occurrence)\(data)</Change>", "<Delete>\(named)\(occurrence)</Delete>",
    ]
    return commands.map {
      Attempt("Sync", XMLPhone.sync(folder, "$mine-\(folder)", $0), "<Status>8</Status>")
    }
      + onOccurrences.map {
        Attempt("Sync", XMLPhone.sync(folder, "$mine-\(folder)", $0), "<Status>8</Status>", since: .v16_0)
      }
  }

  /// Requests with a key of another device.
  private static let withKeys: [Attempt] = ["contacts", "calendar", "tasks", "notes"].flatMap { folder in
    [
      Attempt("Sync", XMLPhone.sync(folder, "$\(folder)Key"), "<Status>3</Status>"),
      Attempt("Sync", XMLPhone.sync(folder, "$contactsLost", DeviceNames.unsent), "<Status>3</Status>"),
      Attempt("GetItemEstimate", estimate(folder, "$\(folder)Key"), "<Status>4</Status>"),
    ]
  }

  private static let others = [
    Attempt(
      "FolderSync", "<FolderSync xmlns=\"FolderHierarchy\"><SyncKey>$folderKey</SyncKey></FolderSync>",
      "<Status>9</Status>"),
    Attempt("Provision", DeviceNames.policy("$policyKey"), "<Status>5</Status>"),
    Attempt("Ping", ping("$contact"), "<Status>7</Status>"),
    Attempt(
      "MeetingResponse",
      """
      <MeetingResponse xmlns="MeetingResponse"><Request><UserResponse>1</UserResponse>\
      <CollectionId>calendar</CollectionId><RequestId>$calendar</RequestId></Request></MeetingResponse>
      """, "<Status>2</Status>"),
  ]

  /// What is not offered tells nothing either.
  private static let notOffered = [
    Attempt(
      "MoveItems",
      """
      <MoveItems xmlns="Move"><Move><SrcMsgId>$contact</SrcMsgId><SrcFldId>contacts</SrcFldId>\
      <DstFldId>tasks</DstFldId></Move></MoveItems>
      """, nil),
    Attempt(
      "ItemOperations",
      """
      <ItemOperations xmlns="ItemOperations"><Fetch><Store>Mailbox</Store>\
      <ServerId xmlns="AirSync">$calendar</ServerId></Fetch></ItemOperations>
      """, nil),
    Attempt(
      "FolderDelete",
      """
      <FolderDelete xmlns="FolderHierarchy"><SyncKey>$folderKey</SyncKey><ServerId>contacts</ServerId></FolderDelete>
      """, nil),
  ]

  static func estimate(_ folder: String, _ key: String) -> String {
    """
    <GetItemEstimate xmlns="GetItemEstimate"><Collections><Collection><SyncKey xmlns="AirSync">\(key)</SyncKey>\
    <CollectionId>\(folder)</CollectionId></Collection></Collections></GetItemEstimate>
    """
  }

  static func ping(_ folder: String) -> String {
    """
    <Ping xmlns="Ping"><HeartbeatInterval>3000</HeartbeatInterval><Folders><Folder><Id>\(folder)</Id>\
    <Class>Contacts</Class></Folder></Folders></Ping>
    """
  }

  /// Everything that a device with every folder can try.
  static let all = onItems + withKeys + others + notOffered
}
