import SyncModel

// What an answer leaves for the next.
extension SimulatedDevice {
  /// Where an answer does not say that more is available, the device has everything; but for what became of its own
  /// commands, of which the next answer tells.
  func checkRest(
    of itemClass: ItemClass, after answer: SyncResponse?, to attempt: Attempt, _ expectation: Expectation
  ) throws {
    let isOf = { (id: CollectionId?) in id?.rawValue == itemClass.folder }
    let told = answer?.collections?.first { isOf($0.collectionId) }
    guard expectation.ticks.contains(itemClass), let holding = folders[itemClass],
      let asked = attempt.request.collections?.first(where: { isOf($0.collectionId) }),
      asked.syncKey != .initial, asked.getChanges != false,
      told.map({ $0.status == .success && !$0.moreAvailable }) ?? true
    else { return }
    let own =
      attempt.commands.filter { $0.itemClass == itemClass }.map(\.mark)
      + holding.items.filter { $0.name == nil }.map(\.mark)
    let filter = asked.options.first?.filterType
    let differing = differing(holding, expectation, filter, but: own)
    if differing.isEmpty {
      folders[itemClass]?.completeAt = expectation.now
    } else if !isChosenEarlier(holding, expectation, filter, but: own) {
      throw Violation("\(name) is not told of \(differing.sorted()), nor that more is available")
    }
  }

  /// Which appointments are the nearest changes with the hour; as long as nothing else happens, the device has those
  /// that were it when it was told last.
  private func isChosenEarlier(
    _ holding: Holding, _ expectation: Expectation, _ filter: Int?, but own: [String]
  ) -> Bool {
    guard holding.itemClass == .calendar, let earlier = holding.completeAt else { return false }
    let then = Expectation(
      records: expectation.records, user: user, ticks: expectation.ticks, now: earlier,
      calendarLimit: expectation.calendarLimit)
    return differing(holding, then, filter, but: own).isEmpty
  }

  /// What it has and should not have, or the other way round; `own` are marks of which it is not told yet.
  private func differing(
    _ holding: Holding, _ expectation: Expectation, _ filter: Int?, but own: [String]
  ) -> Set<OfficeRecord.Name> {
    let all = holding.items + holding.deleted
    let held = Set(all.filter { !$0.isGhost }.compactMap(\.name))
    // Where the device put it itself it may stay.
    let pinned = Set(all.filter(\.isPinned).compactMap(\.name))
    return held.symmetricDifference(expectation.names(holding.itemClass, filter: filter)).filter { name in
      guard let record = expectation.records[name] else { return true }
      return !own.contains(record.mark) && !(pinned.contains(name) && record.isFor(user))
    }
  }
}
