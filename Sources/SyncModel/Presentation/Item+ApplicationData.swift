public import WBXML

extension Item {
  /// The content of the item's ApplicationData for one device.
  ///
  /// What the version does not know is left out, dates take its form, the body is of a type that the device
  /// asked for. Throws only for a fragment inside whose bytes are none.
  public func applicationData(for presentation: Presentation) throws(WBXMLError) -> Fragment {
    switch self {
    case .contact(let contact): try Fragment(encoding: contact.presented(for: presentation))
    case .calendar(let appointment): try Fragment(encoding: appointment.presented(for: presentation))
    case .task(let task): try Fragment(encoding: task.presented(for: presentation))
    case .note(let note): try Fragment(encoding: note.presented(for: presentation))
    }
  }
}

extension Item {
  /// Whether a device is given only a part of one of the item's texts. [MS-ASAIRS] 2.2.2.39.1.
  public func isCut(for presentation: Presentation) -> Bool {
    // Most devices ask for whole texts.
    guard presentation.bodyPreferences.contains(where: { $0.truncationSize != nil }) else { return false }
    return bodies.contains { $0.presented(for: presentation).truncated == true }
  }

  private var bodies: [Body] {
    switch self {
    case .contact(let contact): [contact.body].compactMap(\.self)
    case .calendar(let item): [item.body].compactMap(\.self) + (item.exceptions ?? []).compactMap(\.body)
    case .task(let task): [task.body].compactMap(\.self)
    case .note(let note): [note.body].compactMap(\.self)
    }
  }
}

extension ContactItem {
  /// The contact as a device may see it.
  func presented(for presentation: Presentation) -> ContactItem {
    var contact = self
    contact.body = (body ?? Body(plain: "")).presented(for: presentation)
    contact.nativeBodyType = contact.body?.nativeType
    contact.keepElements(of: presentation.version)
    return contact
  }
}
