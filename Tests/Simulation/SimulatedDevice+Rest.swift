import SyncModel

// What an answer leaves for the next.
extension SimulatedDevice {
  /// Where an answer does not say that more is available, the device has everything; but for what became of its own
  /// commands, of which the next answer tells. Which appointments are the nearest changes with the hour.
  func checkRest(
    of itemClass: ItemClass, after answer: SyncResponse?, to attempt: Attempt, _ expectation: Expectation
  ) throws {
    let isOf = { (id: CollectionId?) in id?.rawValue == itemClass.folder }
    let told = answer?.collections?.first { isOf($0.collectionId) }
    guard itemClass != .calendar, expectation.ticks.contains(itemClass), let holding = folders[itemClass],
      let asked = attempt.request.collections?.first(where: { isOf($0.collectionId) }),
      asked.syncKey != .initial, asked.getChanges != false,
      told.map({ $0.status == .success && !$0.moreAvailable }) ?? true
    else { return }
    let own =
      attempt.commands.filter { $0.itemClass == itemClass }.map(\.mark)
      + holding.items.filter { $0.name == nil }.map(\.mark)
    let held = Set((holding.items + holding.deleted).compactMap(\.name))
    let differing = held.symmetricDifference(expectation.names(itemClass, filter: nil))
      .filter { name in expectation.records[name].map { !own.contains($0.mark) } ?? true }
    guard differing.isEmpty else {
      throw Violation("\(name) is not told of \(differing.sorted()), nor that more is available")
    }
  }
}
