import WBXML

/// Which elements a device's log shows with their text: those of the protocol, and of items only times, kinds and
/// flags. What is not named here is masked, also what becomes known later.
enum ShownElements {
  /// Shown if they hold what machines give as a name: of a state, folder, item or kind.
  static let names: Set<Tag> = tags([
    [.syncKey, .clientId, .serverId, .class, .collectionId] as [AirSync],
    [.clientId, .instanceId] as [AirSyncBase],
    [.serverId, .parentId, .contentClass, .syncKey] as [FolderHierarchy],
    [.class, .collectionId] as [ItemEstimate],
    [.id, .class] as [Ping],
    [.messageClass] as [Notes],
    [.policyType, .policyKey] as [Provision],
    [.srcMsgId, .srcFldId, .dstFldId, .dstMsgId] as [Move],
    [.calendarId, .collectionId, .requestId, .instanceId] as [MeetingResponse],
    [.store, .dstFldId] as [ItemOperations],
  ])

  /// Shown if they hold a number or a time.
  static let numbers: Set<Tag> = tags([
    [
      .status, .version, .getChanges, .windowSize, .filterType, .truncation, .rtfTruncation, .conflict,
      .deletesAsMoves, .mimeSupport, .mimeTruncation, .wait, .limit, .partial, .conversationMode, .maxItems,
      .heartbeatInterval,
    ] as [AirSync],
    [
      .type, .truncationSize, .allOrNone, .estimatedDataSize, .truncated, .method, .isInline, .nativeBodyType,
      .status,
    ] as [AirSyncBase],
    [
      .allDayEvent, .bodyTruncated, .busyStatus, .dtStamp, .endTime, .deleted, .exceptionStartTime,
      .meetingStatus, .type, .until, .occurrences, .interval, .dayOfWeek, .dayOfMonth, .weekOfMonth,
      .monthOfYear, .reminder, .sensitivity, .startTime, .attendeeStatus, .attendeeType,
      .disallowNewTimeProposal, .responseRequested, .appointmentReplyTime, .responseType, .calendarType,
      .isLeapMonth, .firstDayOfWeek,
    ] as [Calendar],
    [.bodySize, .bodyTruncated] as [Contacts],
    [
      .bodySize, .bodyTruncated, .complete, .dateCompleted, .dueDate, .utcDueDate, .importance, .type, .start,
      .until, .occurrences, .interval, .dayOfMonth, .dayOfWeek, .weekOfMonth, .monthOfYear, .regenerate,
      .deadOccur, .reminderSet, .reminderTime, .sensitivity, .startDate, .utcStartDate, .ordinalDate,
      .calendarType, .isLeapMonth, .firstDayOfWeek,
    ] as [Tasks],
    [.lastModifiedDate] as [Notes],
    [.type, .status, .count, .version] as [FolderHierarchy],
    [.version, .dateTime, .estimate, .status] as [ItemEstimate],
    [.status, .heartbeatInterval, .maxFolders] as [Ping],
    [
      .status, .devicePasswordEnabled, .alphanumericDevicePasswordRequired, .passwordRecoveryEnabled,
      .minDevicePasswordLength, .maxInactivityTimeDeviceLock, .maxDevicePasswordFailedAttempts,
      .maxAttachmentSize, .allowSimpleDevicePassword, .devicePasswordExpiration, .devicePasswordHistory,
      .requireDeviceEncryption, .attachmentsEnabled, .maxCalendarAgeFilter, .maxEmailAgeFilter,
    ] as [Provision],
    [.status, .oofState, .startTime, .endTime, .enabled] as [Settings],
    [.status] as [Move],
    [.status, .userResponse, .version] as [MeetingResponse],
    [.range, .total, .status, .version, .part] as [ItemOperations],
    [.range, .status, .total, .maxSize, .maxPictures] as [Search],
    [.status] as [GAL],
  ])

  /// The longest text that is shown.
  private static let longest = 64

  /// Whether `text` is shown as what stands in `tag`: not if it is none of what belongs there, since a device may
  /// be wrong about its elements.
  static func shows(_ tag: Tag, _ text: String) -> Bool {
    guard text.utf8.count <= longest else { return false }
    if numbers.contains(tag) { return text.utf8.allSatisfy(isOfNumber) }
    return names.contains(tag) && text.utf8.allSatisfy(isOfName)
  }

  /// Numbers and times: `500`, `20260409T080000Z`, `2026-04-09T08:00:00.000Z`.
  private static func isOfNumber(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || "TZ:.+-".utf8.contains(byte)
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "{}:.,_+-/".utf8.contains(byte)
    }
  }

  private static func tags(_ pages: [[any CodePage]]) -> Set<Tag> { Set(pages.joined().map { $0.tag }) }
}
