import TestSupport
import Testing
import WBXML

@testable import SyncModel

@Suite struct ReadingPropertyTests {
  @Test(arguments: 0..<40 as Range<UInt64>, ProtocolVersion.allCases)
  func whatIsShownReadsAsWhatItWas(seed: UInt64, version: ProtocolVersion) throws {
    let reading = Reading(version)
    for item in try RandomItems.all(seed: seed) {
      let edit = try reading.addition(item.applicationData(for: reading.presentation), of: item.itemClass)
      #expect(edit.item == item.asFarAs(version))
      #expect(edit.isStored(as: item, for: reading.presentation))
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>, ProtocolVersion.allCases)
  func whatComesBackAsItWasShownChangesNothing(seed: UInt64, version: ProtocolVersion) throws {
    let preferences: [[BodyPreference]] = [
      [], [BodyPreference(type: .html)], [BodyPreference(type: .plain, truncationSize: 20)],
    ]
    for notes in preferences {
      let reading = Reading(version, notes: notes)
      for item in try RandomItems.all(seed: seed) {
        let edit = try reading.change(of: item, by: item.applicationData(for: reading.presentation))
        #expect(edit.item == item)
        #expect(edit.isStored(as: item, for: reading.presentation))
      }
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>, ProtocolVersion.allCases)
  func aChangeThatSaysNothingChangesNothing(seed: UInt64, version: ProtocolVersion) throws {
    let reading = Reading(version)
    for item in try RandomItems.all(seed: seed) where !item.isClearedByLeavingOut(version) {
      #expect(try reading.change(of: item, by: Fragment(bytes: [])).item == item)
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>, ProtocolVersion.allCases)
  func oneElementChangesNothingElse(seed: UInt64, version: ProtocolVersion) throws {
    let reading = Reading(version)
    let others = try RandomItems.all(seed: seed + 1000)
    for (item, other) in zip(try RandomItems.all(seed: seed), others) {
      guard !item.isClearedByLeavingOut(version) else { continue }
      let before = try elements(item, reading.presentation)
      for child in try other.applicationData(for: reading.presentation).children() {
        let fragment = try Fragment([child])
        let edit: ItemEdit
        do throws(ItemRefusal) {
          edit = try reading.change(of: item, by: fragment)
        } catch {
          #expect(["EndTime", "Until"].contains(error.element), "\(child.tag)")
          continue
        }
        let after = try elements(edit.item, reading.presentation)
        let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
        #expect(changed.isSubset(of: companions(of: child.tag)), "\(child.tag)")
      }
    }
  }

  @Test(arguments: 0..<15 as Range<UInt64>, ProtocolVersion.allCases)
  func whateverIsSentReadsOrIsRefused(seed: UInt64, version: ProtocolVersion) throws {
    var random = SeededGenerator(seed: seed)
    let reading = Reading(version)
    for item in try RandomItems.all(seed: seed) {
      let bytes = try item.applicationData(for: reading.presentation).bytes
      for _ in 0..<20 where !bytes.isEmpty {
        var mutant = bytes
        for _ in 0...random.number(0...3) {
          mutant[random.number(0...bytes.count - 1)] = UInt8(random.number(0...255))
        }
        let sent = Fragment(bytes: mutant)
        for edit in [
          try? reading.change(of: item, by: sent), try? reading.addition(sent, of: item.itemClass),
        ] {
          guard let edit else { continue }
          #expect(throws: Never.self) { try edit.item.applicationData(for: reading.presentation) }
          _ = edit.isStored(as: item, for: reading.presentation)
        }
        _ = try? reading.change(of: item, at: "20260701T070000Z", by: sent)
      }
    }
  }

  private func elements(_ item: Item, _ presentation: Presentation) throws -> [Tag: Fragment] {
    let children = try item.applicationData(for: presentation).children()
    return Dictionary(children.map { ($0.tag, $0.content) }) { first, _ in first }
  }

  /// The element and those that are told of the same property.
  private func companions(of tag: Tag) -> Set<Tag> {
    let groups: [Set<Tag>] = [
      [
        Calendar.startTime.tag, Calendar.endTime.tag, Calendar.allDayEvent.tag, Calendar.timezone.tag,
        Calendar.recurrence.tag, Calendar.exceptions.tag,
      ],
      [AirSyncBase.body.tag, AirSyncBase.nativeBodyType.tag],
      [Tasks.startDate.tag, Tasks.utcStartDate.tag], [Tasks.dueDate.tag, Tasks.utcDueDate.tag],
      [Tasks.complete.tag, Tasks.dateCompleted.tag], [Tasks.reminderSet.tag, Tasks.reminderTime.tag],
    ]
    return groups.first { $0.contains(tag) } ?? [tag]
  }
}

extension Item {
  fileprivate var itemClass: ItemClass {
    switch self {
    case .contact: .contacts
    case .calendar: .calendar
    case .task: .tasks
    case .note: .notes
    }
  }

  /// Whether a Change that says nothing of an element clears it: of contacts from 16.0, and of a note's categories.
  fileprivate func isClearedByLeavingOut(_ version: ProtocolVersion) -> Bool {
    switch self {
    case .contact: version >= .v16_0
    case .note(let note): note.categories != nil
    default: false
    }
  }

  /// The item without what a version cannot say.
  fileprivate func asFarAs(_ version: ProtocolVersion) -> Item {
    switch self {
    case .contact(var contact):
      contact.keepElements(of: version)
      return .contact(contact)
    case .task(var task):
      task.recurrence?.keepElements(of: version)
      return .task(task)
    case .note(var note):
      // Shown as plain text, and when it was changed is for the server to say.
      note.body?.html = nil
      note.lastModifiedDate = nil
      return .note(note)
    case .calendar(let appointment): return .calendar(appointment.asFarAs(version))
    }
  }
}

extension CalendarItem {
  fileprivate func asFarAs(_ version: ProtocolVersion) -> CalendarItem {
    var item = self
    item.keepElements(of: version)
    item.location = location ?? (version < .v16_0 ? structuredLocation?.displayName : nil)
    item.recurrence?.keepElements(of: version)
    if version < .v16_0, busyStatus == 4 { item.busyStatus = 2 }
    // From then on no device gives an appointment its id.
    if version >= .v16_0 { item.uid = nil }
    item.exceptions = exceptions
    return item
  }
}
