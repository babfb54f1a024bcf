import WBXML

/// Which elements a device's log shows with their text: those of the protocol, and of items only times, kinds and
/// flags. What is not named here is masked, also what becomes known later.
enum ShownElements {
  private static let airSync: [AirSync] = [
    .syncKey, .clientId, .serverId, .status, .class, .version, .collectionId, .getChanges, .windowSize,
    .filterType, .truncation, .rtfTruncation, .conflict, .deletesAsMoves, .mimeSupport, .mimeTruncation, .wait,
    .limit, .partial, .conversationMode, .maxItems, .heartbeatInterval,
  ]
  private static let airSyncBase: [AirSyncBase] = [
    .type, .truncationSize, .allOrNone, .estimatedDataSize, .truncated, .method, .isInline, .nativeBodyType,
    .status, .clientId, .instanceId,
  ]
  private static let calendar: [Calendar] = [
    .allDayEvent, .bodyTruncated, .busyStatus, .dtStamp, .endTime, .deleted, .exceptionStartTime, .meetingStatus,
    .type, .until, .occurrences, .interval, .dayOfWeek, .dayOfMonth, .weekOfMonth, .monthOfYear, .reminder,
    .sensitivity, .startTime, .attendeeStatus, .attendeeType, .disallowNewTimeProposal, .responseRequested,
    .appointmentReplyTime, .responseType, .calendarType, .isLeapMonth, .firstDayOfWeek,
  ]
  private static let contacts: [Contacts] = [.bodySize, .bodyTruncated]
  private static let tasks: [Tasks] = [
    .bodySize, .bodyTruncated, .complete, .dateCompleted, .dueDate, .utcDueDate, .importance, .type, .start,
    .until, .occurrences, .interval, .dayOfMonth, .dayOfWeek, .weekOfMonth, .monthOfYear, .regenerate,
    .deadOccur, .reminderSet, .reminderTime, .sensitivity, .startDate, .utcStartDate, .ordinalDate,
    .calendarType, .isLeapMonth, .firstDayOfWeek,
  ]
  private static let folderHierarchy: [FolderHierarchy] = [
    .serverId, .parentId, .type, .status, .contentClass, .syncKey, .count, .version,
  ]
  private static let itemEstimate: [ItemEstimate] = [
    .version, .class, .collectionId, .dateTime, .estimate, .status,
  ]
  private static let ping: [Ping] = [.status, .heartbeatInterval, .id, .class, .maxFolders]
  private static let provision: [Provision] = [
    .policyType, .policyKey, .status, .devicePasswordEnabled, .alphanumericDevicePasswordRequired,
    .passwordRecoveryEnabled, .minDevicePasswordLength, .maxInactivityTimeDeviceLock,
    .maxDevicePasswordFailedAttempts, .maxAttachmentSize, .allowSimpleDevicePassword, .devicePasswordExpiration,
    .devicePasswordHistory, .requireDeviceEncryption, .attachmentsEnabled, .maxCalendarAgeFilter,
    .maxEmailAgeFilter,
  ]
  private static let settings: [Settings] = [.status, .oofState, .startTime, .endTime, .enabled, .bodyType]
  private static let move: [Move] = [.srcMsgId, .srcFldId, .dstFldId, .status, .dstMsgId]
  private static let meetingResponse: [MeetingResponse] = [
    .calendarId, .collectionId, .requestId, .status, .userResponse, .version, .instanceId,
  ]
  private static let itemOperations: [ItemOperations] = [
    .store, .range, .total, .status, .version, .part, .dstFldId,
  ]
  private static let search: [Search] = [.range, .status, .total]

  /// All of them.
  static let tags: Set<Tag> = {
    let lists: [[any CodePage]] = [
      airSync, airSyncBase, calendar, contacts, tasks, folderHierarchy, itemEstimate, ping, provision, settings,
      move, meetingResponse, itemOperations, search,
    ]
    return Set(lists.joined().map { $0.tag })
  }()

  /// The longest text that is shown.
  private static let longest = 64

  /// Whether `text` is shown as what stands in `tag`: such an element has no use for blanks or letters beyond ASCII,
  /// and one that has them holds something else than it should.
  static func shows(_ tag: Tag, _ text: String) -> Bool {
    tags.contains(tag) && text.utf8.count <= longest && text.utf8.allSatisfy(isPlain)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "{}:.,_+-/".utf8.contains(byte)
    }
  }
}
