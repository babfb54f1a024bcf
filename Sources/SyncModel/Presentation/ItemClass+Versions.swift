import WBXML

extension ItemClass {
  /// The versions that have the class ([MS-ASNOTE] 1.7).
  package var versions: ClosedRange<ProtocolVersion> {
    switch self {
    case .contacts, .calendar, .tasks: .v12_1 ... .v16_1
    case .notes: .v14_0 ... .v16_1
    }
  }

  /// The versions that know an element of an item, one for each namespace that has it: `Location` moved. Empty if all
  /// versions of the class know it. From the tables that decide what a device is sent.
  public func versions(ofElement name: String) -> [ElementVersions] {
    switch self {
    case .contacts: ContactItem.versions(ofElement: name)
    case .calendar: CalendarItem.versions(ofElement: name)
    case .tasks, .notes: []
    }
  }
}

/// The versions of the protocol that know an element.
public struct ElementVersions: Hashable, Sendable {
  /// The element's namespace, as `Calendar`.
  public let namespace: String
  /// From the first to the last.
  public let versions: ClosedRange<ProtocolVersion>
}

extension VersionedParent {
  fileprivate static func versions(ofElement name: String) -> [ElementVersions] {
    versioned.filter { $0.tag.name == name }.map {
      ElementVersions(namespace: $0.tag.namespace ?? "", versions: $0.versions)
    }
  }
}
